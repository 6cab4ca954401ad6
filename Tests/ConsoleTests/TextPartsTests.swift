import Console
import TestLimits
import Testing

/// A text, parted around a word.
@Suite(.limited)
struct TextPartsTests {
  @Test(
    arguments: [
      ("a, b, c", ", ", ["a", "b", "c"]), ("a", ", ", ["a"]), ("", ", ", [""]),
      (", ", ", ", ["", ""]), ("a,, b", ", ", ["a,", "b"]), ("aaa", "aa", ["", "a"]),
      ("µg/µl", "/", ["µg", "µl"]), ("ab", "", ["ab"]),
    ])
  func `every occurrence parts it once, from the left`(text: String, word: String, parts: [String])
  {
    #expect(text.parts(around: word) == parts)
    #expect(text.dropFirst(0).parts(around: word) == parts)
    #expect(parts.joined(separator: word) == text || word.isEmpty)
  }
}
