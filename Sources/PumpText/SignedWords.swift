/// Words of a command line that begin with a minus and are no options.
///
/// A parser of options takes “-1 h” for the options -1 and -h, and prints help as if that had been
/// asked for. No quantity is negative where this is used, so such a word is refused by name.
package enum SignedWords {
  /// What is wrong with the first such word; `nil` when there is none. An option is a minus with
  /// letters behind it, or two; a minus alone stands for standard input.
  package static func complaint(_ words: some Sequence<String>) -> String? {
    for word in words where word.hasPrefix("-") && !word.hasPrefix("--") {
      let rest = word.dropFirst()
      if rest.allSatisfy({ $0.isASCII && $0.isLetter }) { continue }
      let isNumber = rest.drop { $0 == " " }.first.map { $0.isNumber || $0 == "." } ?? false
      return isNumber
        ? "“\(word)” is negative; no quantity is."
        : "“\(word)” is neither an option nor a quantity."
    }
    return nil
  }
}
