import SerialLink

/// Asks before therapy changes.
enum Question {
  /// Shows what would change on stderr, and returns only if the person or `--yes` agrees.
  static func confirm(_ preview: String, question: String, yes: Bool) throws {
    StandardStreams.error(preview)
    if yes { return }
    guard StandardStreams.canAsk else {
      throw ProgrammerError(
        .usage,
        "this changes the pump, and there is no terminal to ask at. Nothing was changed; "
          + "add --yes if it is meant")
    }
    StandardStreams.error("\(question) [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    guard answer == "y" || answer == "yes" else {
      throw ProgrammerError(.refused, "not confirmed. Nothing was changed")
    }
  }

  /// Asks for something to be typed, such as a total that was shown.
  static func askForText(_ prompt: String) throws -> String {
    StandardStreams.error(prompt)
    guard let line = readLine(), !line.isEmpty else {
      throw ProgrammerError(.refused, "not confirmed. Nothing was changed")
    }
    return line
  }
}
