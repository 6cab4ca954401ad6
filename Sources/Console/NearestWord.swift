/// The words of a list that somebody who typed another one may have meant.
package enum NearestWord {
  /// The names that differ in at most two letters, and in no more than a third of them, the nearest
  /// only; where there is none, those that begin with what was typed.
  package static func all(to word: String, among names: [String]) -> [String] {
    // Nobody mistypes a name of more letters, and looking costs their square.
    guard word.count <= 60 else { return [] }
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
