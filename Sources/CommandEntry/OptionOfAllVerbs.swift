/// An option that every verb has, taken from the words of a command line before they are parsed.
package enum OptionOfAllVerbs {
  /// The value of an option, the last where there are several, and the words without it; `nil`
  /// where it is not there. What stands behind `--` is a command's own.
  package static func taken(_ name: String, from words: inout [String]) -> String? {
    let options = words.prefix { $0 != "--" }
    guard let place = options.lastIndex(where: { $0 == name || $0.hasPrefix("\(name)=") })
    else { return nil }
    if words[place] != name {
      return String(words.remove(at: place).dropFirst(name.count + 1))
    }
    guard place + 1 < options.count else { return nil }
    let value = words[place + 1]
    words.removeSubrange(place...(place + 1))
    return value
  }
}
