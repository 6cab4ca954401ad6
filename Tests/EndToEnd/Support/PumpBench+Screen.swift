import ClinicText
import Foundation

/// What stands on a screen after a program ran there, and how it ended.
struct Screen {
  let code: Int32
  let text: String

  /// The lines, with their emphasis taken off.
  var lines: [Substring] {
    text.replacing(#/\u{1b}\[[0-9;]*m/#, with: "").split(separator: "\n")
  }

  /// The lines that are too wide. What has no blank, as a path, is left whole: who copies it gets
  /// all of it.
  func lines(widerThan columns: Int) -> [Substring] {
    lines.filter { $0.count > columns && $0.drop { $0 == " " }.contains(" ") }
  }
}

extension PumpBench {
  /// Runs one of the project's programs with its words on a screen of so many columns.
  func onScreen(
    _ name: String, _ arguments: [String], columns: Int, environment: [String: String] = [:]
  ) throws -> Screen {
    let person = try TestTerminal(columns: columns)
    let program = try launch(
      name, arguments, environment: environment, redirected: ">\(person.path) 2>&1")
    try person.wait { !program.isRunning }
    let code = program.waitForEnd()
    return Screen(code: code, text: person.text)
  }
}
