import ArgumentParser
import Console

/// A word that stands where a verb belongs and is none.
struct Mistyped {
  /// What is wrong, and what was probably meant.
  let words: String
  /// Where the verbs are listed.
  let advice: String

  /// `nil` when every word that should be a verb is one.
  init?(_ arguments: [String], of root: any ParsableCommand.Type) {
    var command = root
    var path = [root.verbName]
    for word in VerbFirst.ordered(arguments, of: root) {
      if command.configuration.subcommands.isEmpty || word.hasPrefix("-") { return nil }
      if let next = command.verb(word) {
        command = next
        path.append(word)
        continue
      }
      let verbs = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      let near = NearestWord.all(to: word, among: verbs.map { $0.verbName } + ["help"])
      // A verb that does something by itself may take the word for something else.
      if near.isEmpty && command.configuration.defaultSubcommand != nil || word == "help" {
        return nil
      }
      let name = path.joined(separator: " ")
      let meant = near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?"
      words = "“\(word.shown)” is no verb of \(name).\(meant) Nothing was sent."
      advice = "`\(name) --help` lists the verbs there are."
      return
    }
    return nil
  }
}
