/// Words of a command that is kept to be run again.
package enum ShellWord {
  /// A word as a shell takes it for one, whatever is in it.
  package static func quoted(_ word: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=+,@%")
    if !word.isEmpty, word.allSatisfy({ plain.contains($0) }) { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#) + "'"
  }
}
