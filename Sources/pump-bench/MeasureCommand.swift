import ArgumentParser
import SerialLink

/// Measures what was asked for and prints it.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measure the codec, round trips over a pty, life, startup and scripts.",
    discussion: """
      Measure a static release build on a machine that does nothing else. Ratios compare two \
      things measured in turns in the same run; absolute figures say as much about the machine.
      """)

  @Flag(help: "Print one JSON object, keys with units.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Only some parts, separated by commas: codec, pty, life, startup, bench-kit.",
      valueName: "parts"))
  var only = PartList(parts: Part.allCases)

  @Option(
    help: ArgumentHelp("PumpFirmwareSim, if not next to this program.", valueName: "path"))
  var sim: String?

  @Option(help: ArgumentHelp("programmer, if not next to this program.", valueName: "path"))
  var programmer: String?

  @Option(
    help: ArgumentHelp(
      "The program that .ci/mavlink builds, to compare the codec with.", valueName: "path"))
  var mavlink: String?

  func run() throws {
    do {
      let report = try measure()
      try PumpBench.print(json ? try report.json() : report.table(), json: json)
      for missing in report.leftOut ?? [:] {
        StandardStreams.error("pump-bench: \(missing.key) left out: \(missing.value)\n")
      }
      if report.leftOut != nil { throw ExitCode(BenchmarkError.Cause.missing.exitCode) }
    } catch let error as BenchmarkError {
      StandardStreams.error("pump-bench: \(error.description)\n")
      throw ExitCode(error.cause.exitCode)
    } catch let error as SerialError {
      StandardStreams.error("pump-bench: \(error.description)\n")
      throw ExitCode(BenchmarkError.Cause.io.exitCode)
    }
  }

  /// Measures the parts asked for, one after the other; a part whose program is missing is named.
  private func measure() throws -> BenchFigures {
    let interruption = try Interruption()
    var report = BenchFigures()
    for part in only.parts {
      do {
        switch part {
        case .codec: report.codec = try CodecBench.run(mavlink: mavlink, interruption)
        case .pty:
          let simulator = try Program.path(of: "PumpFirmwareSim", given: sim)
          report.pty = try PtyBench.run(simulator: simulator, interruption)
          report.sealedPty = try PtyBench.run(sealed: true, simulator: simulator, interruption)
        case .life: report.life = try LifeBench.run(interruption)
        case .startup:
          let simulator = try Program.path(of: "PumpFirmwareSim", given: sim)
          let programmer = try Program.path(of: "programmer", given: programmer)
          report.startup = try StartupBench.run(
            programmer: programmer, simulator: simulator, interruption)
        case .benchKit:
          let simulator = try Program.path(of: "PumpFirmwareSim", given: sim)
          let programmer = try Program.path(of: "programmer", given: programmer)
          report.benchKit = try KitBench.run(
            programmer: programmer, simulator: simulator, interruption)
        }
      } catch let error as BenchmarkError where error.cause == .missing {
        report.leaveOut(part, error.message)
      }
    }
    return report
  }
}

/// One of the things that can be measured.
enum Part: String, CaseIterable {
  case codec
  case pty
  case life
  case startup
  case benchKit = "bench-kit"
}

/// Parts as they are given on the command line.
struct PartList: ExpressibleByArgument {
  let parts: [Part]

  init(parts: [Part]) { self.parts = parts }

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    parts = names.compactMap { Part(rawValue: String($0)) }
    if parts.count != names.count { return nil }
  }

  var defaultValueDescription: String { "all" }
}
