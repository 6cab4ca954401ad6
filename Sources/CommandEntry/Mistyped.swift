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
      let near = Self.nearest(to: word, among: verbs.map { $0.verbName } + ["help"])
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

  /// The names that differ in at most two letters, and in no more than a third of them, the nearest
  /// only.
  private static func nearest(to word: String, among names: [String]) -> [String] {
    let most = min(2, max(1, word.count / 3))
    let distances = names.map {
      (name: $0, distance: distance(Array(word.lowercased()), Array($0)))
    }
    let begun = names.filter { word.count >= 3 && $0.hasPrefix(word.lowercased()) }
    guard let least = distances.map({ $0.distance }).min(), least <= most else { return begun }
    return distances.filter { $0.distance == least }.map { $0.name }
  }

  /// How many letters have to be put in, left out, replaced or swapped with their neighbour.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for (i, letter) in left.enumerated() {
      var row = [i + 1]
      for (j, other) in right.enumerated() {
        var best = min(rows[i][j] + (letter == other ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
