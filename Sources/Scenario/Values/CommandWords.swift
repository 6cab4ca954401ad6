/// The words of a command as a script writes it in a line.
enum CommandWords {
  /// The words, parted by spaces; what is in quotes, of either kind, stays one word. `nil` when a
  /// quote is not closed.
  static func split(_ text: String) -> [String]? {
    var words: [String] = []
    var word = ""
    var isWord = false
    var quote: Character?
    for letter in text {
      switch (quote, letter) {
      case (letter?, _): quote = nil
      case (nil, "\""), (nil, "'"):
        quote = letter
        isWord = true
      case (nil, " "), (nil, "\t"), (nil, "\n"):
        if isWord { words.append(word) }
        word = ""
        isWord = false
      default:
        word.append(letter)
        isWord = true
      }
    }
    if isWord { words.append(word) }
    return quote == nil ? words : nil
  }

  /// Words as they are written so that ``split(_:)`` gives them back.
  static func joined(_ words: [String]) -> String {
    words.map { word in
      let isPlain = !word.isEmpty && !word.contains { " \t\n\"'".contains($0) }
      return isPlain ? word : word.contains("\"") ? "'\(word)'" : "\"\(word)\""
    }.joined(separator: " ")
  }
}
