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

  @Test(
    arguments: [
      ("a b,c", [" ,": ["a", "b", "c"], ",": ["a b", "c"]]),
      ("  a, b ", [" ,": ["a", "b"], ",": ["  a", " b "]]),
      ("", [" ,": [], ",": []]),
      ("µg,,“x”", [" ,": ["µg", "“x”"], ",": ["µg", "“x”"]]),
    ])
  func `fields are what stands between separators`(text: String, fields: [String: [String]]) {
    #expect(text.fields(between: " ,") == fields[" ,"])
    #expect(text.fields(between: ",") == fields[","])
  }

  @Test(
    arguments: [("", [""]), (":", ["", ""]), ("06:30", ["06", "30"]), ("a::b", ["a", "", "b"])])
  func `empty fields are kept where that is asked for`(text: String, fields: [String]) {
    #expect(text.fields(between: ":", keepsEmpty: true) == fields)
  }

  @Test
  func `a text has two halves where a letter stands first`() throws {
    let (before, behind) = try #require("name=a=µ".halves(at: "="))
    #expect(before == "name" && behind == "a=µ")
    #expect("name".halves(at: "=") == nil)
    let (nothing, rest) = try #require("=".halves(at: "="))
    #expect(nothing.isEmpty && rest.isEmpty)
  }

  @Test(
    arguments: [
      ("0", 0), ("007", 7), ("18446744073709551615", UInt64.max), ("18446744073709551616", nil),
      ("99999999999999999999", nil), ("", nil), ("-1", nil), ("+1", nil), ("1 ", nil), ("١", nil),
    ] as [(String, UInt64?)])
  func `a whole number is digits and nothing else`(text: String, number: UInt64?) {
    #expect(text.wholeNumber == number)
  }
}
