import FoundationEssentials
import PumpLinkTesting
import SerialLink
public import Testing

/// How a program ended, and what it said.
public struct Finished: Equatable, Sendable {
  /// Its exit code, as a shell has it: 128 and the number of the signal that ended it.
  public let code: Int32
  /// What it wrote to its standard output.
  public let output: String
  /// What it wrote to its standard error.
  public let errors: String

  /// What it printed, as JSON; ``JSONValue/null`` when that is none.
  public var json: JSONValue { JSONValue(parsing: output) }

  /// An end from its parts, for whoever runs a program in a way of his own.
  public init(code: Int32, output: String, errors: String) {
    self.code = code
    self.output = output
    self.errors = errors
  }

  /// Runs a program to its end.
  init(
    running program: String, _ arguments: [String], in folder: String,
    environment: [String: String], within limit: Milliseconds
  ) throws {
    let name = "\(folder)/.run-\(UUID().uuidString.prefix(8))"
    // Files, so that they never fill up while nobody reads them.
    let script = "cd \"$1\" && exec >\"$2.out\" 2>\"$2.err\" </dev/null && shift 2 && exec \"$@\""
    let started = try StartedProgram(
      "/bin/sh", ["-c", script, "sh", folder, name, program] + arguments, environment: environment,
      isApart: true)
    let end = started.end(within: Int(clamping: limit.rawValue))
    if end == nil { _ = started.stop(within: 1000) }
    (output, errors) = (Self.taken("\(name).out"), Self.taken("\(name).err"))
    guard let end else {
      throw BenchProblem(
        "\(program) did not end within \(limit.testDescription) and was ended; it said: "
          + "\(output)\(errors)")
    }
    code = end.exitCode
  }

  /// What a file holds, which is gone then.
  static func taken(_ path: String) -> String {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let data = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}

extension Finished: CustomTestStringConvertible {
  /// Its exit code and its words.
  public var testDescription: String { "exit code \(code): \(output)\(errors)" }
}
