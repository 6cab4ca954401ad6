import ArgumentParser

/// Lets options that belong to a verb stand before it: `ctl --control PATH VERB` is
/// `ctl VERB --control PATH`.
enum VerbFirst {
  /// The options that all verbs of a program take, and which a person types once at the front.
  private static let withValue: Set<String> = ["--control", "--port", "--card", "--archive"]
  private static let flags: Set<String> = ["--json", "--no-archive"]

  /// The arguments with the options before a verb moved to their end.
  static func ordered(_ arguments: [String], of root: any ParsableCommand.Type) -> [String] {
    var command = root
    var moved: [String] = []
    var words: [String] = []
    var rest = arguments[...]
    while !command.configuration.subcommands.isEmpty {
      moved += takeOptions(&rest)
      guard let word = rest.first, let next = command.verb(word) else { break }
      words.append(word)
      rest = rest.dropFirst()
      command = next
    }
    guard !moved.isEmpty else { return arguments }
    // Behind a `--` nothing is an option any more.
    let options = rest.prefix { $0 != "--" }
    return words + options + moved + rest.dropFirst(options.count)
  }

  /// The verb that words lead to from a program, and the words behind its name.
  static func verb(
    of words: [String], of root: any ParsableCommand.Type
  ) -> (verb: any ParsableCommand.Type, rest: [String]) {
    var command = root
    var rest = words[...]
    while let word = rest.first, let next = command.verb(word) {
      command = next
      rest = rest.dropFirst()
    }
    return (command, Array(rest))
  }

  private static func takeOptions(_ rest: inout ArraySlice<String>) -> [String] {
    var taken: [String] = []
    while let word = rest.first {
      let name = String(word.prefix { $0 != "=" })
      let hasValue = withValue.contains(name) && name == word
      guard hasValue || withValue.contains(name) || flags.contains(word) else { break }
      let count = hasValue ? 2 : 1
      guard rest.count >= count else { break }
      taken += rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    return taken
  }
}

extension ParsableCommand {
  /// The verb of this command with a name.
  static func verb(_ name: String) -> (any ParsableCommand.Type)? {
    configuration.subcommands.first {
      $0.verbName == name || $0.configuration.aliases.contains(name)
    }
  }

  /// What this command is called on a command line.
  static var verbName: String { _commandName }
}
