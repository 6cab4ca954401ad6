import ArgumentParser
import BenchClient
import CommandEntry
import PumpText
import SerialLink

/// How the process ends when something went wrong: a sentence on stderr, and a number that says
/// which kind of thing it was.
enum CommandExit {
  /// Runs `body` and turns what it throws into an exit code, and with `json` into an object as
  /// well. `advice` says what an error of the system means for the therapy, and what to do.
  static func reporting(
    json: Bool, _ advice: (SerialError) -> String? = { _ in nil }, _ body: () throws -> Void
  ) throws {
    do {
      try body()
    } catch let error as SimulatorError {
      try end(error.cause, "PumpFirmwareSim: \(error.description)", error.description, json)
    } catch let error as ControlError {
      try end(error.cause, "PumpFirmwareSim: \(error.description)", error.description, json)
    } catch let error as ProfileError {
      try end(.data, error.description, error.description, json)
    } catch let error as SerialError {
      let message = error.description + (advice(error).map { ". \($0)" } ?? "")
      try end(cause(of: error.kind), "PumpFirmwareSim: \(message)", message, json)
    }
  }

  private static func end(
    _ cause: SimulatorError.Cause, _ words: String, _ message: String, _ json: Bool
  ) throws -> Never {
    StandardStreams.error("\(words)\n")
    if json {
      StandardStreams.output(json: CommandFailure(cause, message).line)
    }
    throw ExitCode(cause.rawValue)
  }

  private static func cause(of kind: SerialError.Kind) -> SimulatorError.Cause {
    switch kind {
    case .notFound, .notATerminal, .noTerminals: .unavailable
    case .busy, .notPermitted, .unusableName: .configuration
    case .unplugged, .unsupported, .full, .timedOut, .other: .io
    }
  }
}
