import ArgumentParser
import Foundation
import Testing

/// What programs printed with `--json`, to be held against the schemas of `protocol-spec/json`.
struct JSONLedger {
  /// A line that was printed.
  private struct Line: Encodable {
    /// The program and its arguments.
    let `case`: String
    /// The program and the name of a schema among its `$defs`.
    let schema: String
    let output: String
  }

  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  /// Where the schemas are.
  static let folder = tests.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("protocol-spec/json")

  private let program: String
  private let leaves: [String]
  private var lines: [Line] = []
  /// The verbs that did what they were told.
  private(set) var done: Set<String> = []

  /// A ledger for the verbs of a program.
  init(_ program: String, _ root: any ParsableCommand.Type) {
    self.program = program
    leaves = Self.leaves(root, "")
  }

  /// The words of each verb that prints JSON, as the table of commands has them.
  static func leaves(_ command: any ParsableCommand.Type, _ path: String) -> [String] {
    let inner = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    if inner.isEmpty { return command.helpMessage().contains("JSON") ? [path] : [] }
    return inner.flatMap {
      leaves($0, path.isEmpty ? $0._commandName : "\(path) \($0._commandName)")
    }
  }

  /// The name of a verb's schema.
  static func schema(_ verb: String) -> String {
    "verb_" + verb.replacing(" ", with: "_").replacing("-", with: "_")
  }

  /// The verbs that never did what they were told.
  var missing: [String] { leaves.filter { !done.contains($0) } }

  /// Takes down what was printed for a command line. What failed printed a failure and nothing
  /// else, what did not is one of the verb's own shapes.
  mutating func note(_ words: String, _ finished: Finished) {
    note(words, finished.code, finished.output.split(separator: "\n").map(String.init))
  }

  mutating func note(_ words: String, _ code: Int32, _ output: [String]) {
    let commandLine = "\(program) \(words) [\(code)]"
    let verbs = leaves.filter { words == $0 || words.hasPrefix("\($0) ") }
    guard let verb = verbs.max(by: { $0.count < $1.count }) else {
      Issue.record("\(commandLine) is no verb that prints JSON")
      return
    }
    if output.isEmpty { Issue.record("\(commandLine) printed nothing") }
    if code == 0 { done.insert(verb) }
    // What was checked and does not hold is told in the verb's own shape, with the code 1.
    let failed = code != 0 && output.first?.contains(#""exit_code":"#) == true
    let name = failed ? "failure" : Self.schema(verb)
    for line in output {
      lines.append(Line(case: commandLine, schema: "\(program)/\(name)", output: line))
    }
  }

  /// Takes down what was printed where nothing was done: one failure and nothing else. The command
  /// line need not have a verb in it.
  mutating func noteFailure(_ words: String, _ finished: Finished) {
    let commandLine = "\(program) \(words) [\(finished.code)]"
    let output = finished.output.split(separator: "\n", omittingEmptySubsequences: false)
    guard output.count == 2, output[1].isEmpty else {
      Issue.record("\(commandLine) did not print one object: \(finished)")
      return
    }
    lines.append(Line(case: commandLine, schema: "\(program)/failure", output: String(output[0])))
  }

  /// Takes down a line that is to be of one shape.
  mutating func note(_ words: String, as shape: String, _ line: String) {
    lines.append(Line(case: "\(program) \(words)", schema: "\(program)/\(shape)", output: line))
  }

  /// What in all that was noted does not keep to the schemas; empty when all does.
  func faults() throws -> String {
    let encoder = JSONEncoder()
    let cases = try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
    let files = try TemporaryDirectory()
    try files.write(cases.joined().utf8, to: "cases")
    let tool = Self.tests.appendingPathComponent("Tools/validate_json.py").path
    let python = try Program(
      "/usr/bin/python3", ["-B", tool, Self.folder.path], in: files.path, environment: [:],
      input: try #require(FileHandle(forReadingAtPath: files.file("cases"))))
    let finished = python.wait()
    if finished.code == 0 && !lines.isEmpty { return "" }
    return "\(finished.code): \(finished.output)\(finished.errors)"
  }
}
