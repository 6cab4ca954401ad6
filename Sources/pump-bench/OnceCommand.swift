import ArgumentParser
import PumpWorld
import Quantities
import SerialLink
import Telemetry

/// Does one thing a number of times and nothing else, for a program that counts what it takes.
struct OnceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "once",
    abstract: "Do one thing a number of times, under a program that counts instructions.",
    discussion: """
      Nothing is timed. What start-up takes is in every run alike, so the difference of two runs \
      over the difference of their counts is what the thing itself takes.

      encode, decode: a status in the open. seal, open: a status in a session, framed and sealed, \
      or found, opened and read. hash: the chain value of an entry of the log. log-entry: an entry \
      of a pump that follows a schedule of 13 steps a day with four boluses, all of its work \
      included; they come 22 a day, so that a count is rounded up to whole days. treated-day: a \
      day of such a pump with a virtual patient, up to seven years of them. stroke: one \
      stroke of the motor, each at its own moment.
      """)

  @Argument(help: ArgumentHelp("What to do.", valueName: "thing"))
  var thing: Thing

  @Option(help: ArgumentHelp("How often.", valueName: "n"))
  var count: Int = 1

  func validate() throws {
    guard (1...10_000_000).contains(count) else {
      throw ValidationError("--count takes 1 through 10000000, not \(count)")
    }
  }

  func run() throws {
    do {
      try thing.run(count)
    } catch let error as BenchmarkError {
      StandardStreams.error("pump-bench: \(error.description)\n")
      throw ExitCode(error.cause.exitCode)
    }
  }
}

/// What the instructions are counted of.
enum Thing: String, CaseIterable, ExpressibleByArgument {
  case encode
  case decode
  case seal
  case open
  case hash
  case logEntry = "log-entry"
  case treatedDay = "treated-day"
  case stroke

  func run(_ count: Int) throws {
    switch self {
    case .encode:
      var buffer = WireBuffer()
      CodecBench.encodeMany(count, into: &buffer)
    case .decode:
      var buffer = WireBuffer()
      CodecBench.encodeMany(1, into: &buffer)
      CodecBench.decodeMany(count, from: buffer)
    case .seal: SealedBench.sealMany(count)
    case .open: SealedBench.openMany(count)
    case .hash: LifeBench.hashMany(count)
    case .logEntry: try LifeBench.Schedule.live(entries: count)
    case .treatedDay: try LifeBench.Schedule.treat(days: UInt64(count))
    case .stroke: try LifeBench.pumpSingly(strokes: count)
    }
  }
}
