import ArgumentParser
import SerialLink

/// How the process ends when something went wrong: a sentence on stderr, and a number that says
/// which kind of thing it was.
enum Ending {
  /// Runs `body` and turns what it throws into an exit code. `advice` says what an error of the
  /// system means for the therapy, and what to do.
  static func reporting(
    _ advice: (SerialError) -> String? = { _ in nil }, _ body: () throws -> Void
  ) throws {
    do {
      try body()
    } catch let error as SimulatorError {
      StandardStreams.error("PumpFirmwareSim: \(error.description)\n")
      throw ExitCode(error.cause.rawValue)
    } catch let error as ProfileError {
      StandardStreams.error("\(error.description)\n")
      throw ExitCode(SimulatorError.Cause.data.rawValue)
    } catch let error as SerialError {
      let more = advice(error).map { ". \($0)" } ?? ""
      StandardStreams.error("PumpFirmwareSim: \(error.description)\(more)\n")
      throw ExitCode(code(for: error.kind))
    }
  }

  private static func code(for kind: SerialError.Kind) -> Int32 {
    switch kind {
    case .notFound, .notATerminal, .noTerminals: SimulatorError.Cause.unavailable.rawValue
    case .busy, .notPermitted, .unusableName: SimulatorError.Cause.configuration.rawValue
    case .unplugged, .unsupported, .full, .timedOut, .other: SimulatorError.Cause.io.rawValue
    }
  }
}
