extension StringProtocol {
  /// The parts of this text between the places where a word stands, empty ones too; the whole of it
  /// where it stands nowhere. The library's own search is not in Embedded Swift.
  package func parts(around word: String) -> [String] {
    let (text, word) = (Array(utf8), Array(word.utf8))
    var parts: [String] = []
    var start = 0
    var place = 0
    while !word.isEmpty, place + word.count <= text.count {
      if text[place..<place + word.count].elementsEqual(word) {
        parts.append(String(decoding: text[start..<place], as: UTF8.self))
        place += word.count
        start = place
      } else {
        place += 1
      }
    }
    return parts + [String(decoding: text[start...], as: UTF8.self)]
  }
}
