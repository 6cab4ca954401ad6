import Foundation
import Testing

/// A program of `protocol-spec/tools`, run to its end.
enum PythonTool {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs a tool of a checkout, of which only `protocol-spec` is looked at.
  static func run(
    _ arguments: [String], input: String = "", of checkout: URL = Repository.root
  ) throws -> Outcome {
    let files = FileManager.default
    let directory = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try files.createDirectory(at: directory, withIntermediateDirectories: false)
    defer { try? files.removeItem(at: directory) }
    // Files instead of pipes: a pipe that fills up would stop both sides.
    let paths = ["input", "output", "errors"].map { directory.appendingPathComponent($0) }
    try Data(input.utf8).write(to: paths[0])
    for path in paths[1...] { try Data().write(to: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let tools = checkout.appendingPathComponent("protocol-spec/tools").path
    process.arguments = ["python3", "-B", "\(tools)/\(arguments[0])"] + arguments.dropFirst()
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: paths[1])
    process.standardError = try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    let outcome = Outcome(
      status: process.terminationStatus,
      output: try String(contentsOf: paths[1], encoding: .utf8),
      errors: try String(contentsOf: paths[2], encoding: .utf8))
    try #require(outcome.status != 127, "python3 is needed for this test and was not found")
    return outcome
  }
}
