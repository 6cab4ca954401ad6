import ArgumentParser
import PumpText
import SerialLink

/// How the process ends when something went wrong: a sentence on stderr, and a number that says
/// which kind of thing it was.
enum Ending {
  /// Runs `body` and turns what it throws into an exit code.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as SimulatorError {
      StandardStreams.error("PumpFirmwareSim: \(error.description)\n")
      throw ExitCode(error.cause.rawValue)
    } catch let error as ProfileError {
      StandardStreams.error("\(error.description)\n")
      throw ExitCode(SimulatorError.Cause.data.rawValue)
    } catch let error as SerialError {
      StandardStreams.error("PumpFirmwareSim: \(error.description)\n")
      throw ExitCode(code(for: error.kind))
    }
  }

  private static func code(for kind: SerialError.Kind) -> Int32 {
    switch kind {
    case .notFound, .notATerminal: SimulatorError.Cause.unavailable.rawValue
    case .busy, .notPermitted: SimulatorError.Cause.configuration.rawValue
    case .unplugged, .unsupported, .full, .timedOut, .other: SimulatorError.Cause.io.rawValue
    }
  }
}
