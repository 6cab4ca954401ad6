import ArgumentParser
import BoardBench
import BoardClient
import PumpFirmware
import PumpText
import PumpWorld
import SerialLink
import VerbOutput

/// `pump-bench board`.
struct BoardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "Count the instructions of what a pump on a board does.",
    discussion: """
      Of a board in a QEMU that counts (QEMU_COUNTS=1 .ci/qemu), in which an instruction takes a \
      nanosecond of the board's clock: a stroke at its own moment, an entry of the log of a busy \
      schedule, and a status that is asked for in a session and answered, each with all of the \
      pump's work.

      Example: pump-bench board --ports tcp://127.0.0.1:7788,tcp://127.0.0.1:7789
      """)

  @Option(
    help: ArgumentHelp(
      "The board's two ports: its pump's line, and its bench's.", valueName: "line,bench"))
  var ports: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    do throws(BoardLine.Problem) {
      _ = try BoardLine.addresses(ports)
    } catch {
      throw ValidationError("--ports \(ports): \(error.description).")
    }
  }

  func run() throws {
    let counts: BoardCounts
    do {
      counts = try BoardCounts(ports)
    } catch let error as BoardLine.Problem {
      StandardStreams.error("pump-bench: \(error.description)\n")
      throw ExitCode(ProgramExitStatus.unavailable.rawValue)
    } catch let error as BenchmarkError {
      StandardStreams.error("pump-bench: \(error.description)\n")
      throw ExitCode(error.cause.exitCode)
    }
    try PumpBench.print(json ? try JSONText.line(counts) : counts.words, json: json)
  }
}

/// Instructions of the board's processor, as its clock counted them.
struct BoardCounts: Encodable {
  private(set) var stroke: UInt64 = 0
  private(set) var log_entry: UInt64 = 0
  private(set) var sealed_status: UInt64 = 0

  private static let strokes = 2_000
  private static let days = 30
  private static let requests = 200

  init(_ ports: String) throws {
    let twin = try BoardTwin(ports)
    let nanoseconds = 1_000_000_000 / UInt64(max(try twin.greeting().ticksPerSecond, 1))
    func counted(_ count: Int, since before: UInt64) throws -> UInt64 {
      if let complaint = twin.complaint { throw BenchmarkError(.wrong, complaint) }
      return (twin.ticks - before) * nanoseconds / UInt64(count)
    }
    func mirror(_ setup: PumpSetup) -> PumpMirror {
      twin.mirror(of: setup.device, setup.plant, keys: setup.secrets.factoryKeys)
    }
    var before = twin.ticks
    try LifeBench.pumpSingly(strokes: Self.strokes, mirror: mirror(try LifeSetup.make()))
    stroke = try counted(Self.strokes, since: before)

    let entries = Self.days * LifeBench.Schedule.entriesPerDay
    before = twin.ticks
    try LifeBench.Schedule.live(
      entries: entries, mirror: mirror(try LifeSetup.make(try LifeSetup.schedule())))
    log_entry = try counted(entries, since: before)

    let setup = try LifeSetup.make()
    var visits = try PumpVisits(setup, mirror: mirror(setup))
    try visits.readStatus(times: Self.requests) { before = twin.ticks }
    sealed_status = try counted(Self.requests, since: before)
  }

  var words: String {
    "a stroke \(stroke) instructions, an entry of the log \(log_entry), a sealed status "
      + "\(sealed_status)"
  }
}
