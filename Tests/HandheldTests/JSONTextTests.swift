import TestLimits
import Testing
import VerbOutput

@Suite(.limited)
struct JSONTextTests {
  /// A type of its own, so that the encoder writes it.
  private struct Encoded: Encodable {
    let fields: [String: String]

    func encode(to encoder: any Encoder) throws { try fields.encode(to: encoder) }
  }

  @Test(arguments: [
    [:], ["a": ""],
    ["b": "1", "a": "2", "a.b": "3", "ab": "4", "A": "5", "ä": "6", "\u{1F600}": "7"],
    ["text": "“/\\\"\u{7F}\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{2028}ü\u{1F600}", "\"\\\n": "key"],
  ])
  func `an object of texts is written as the encoder writes it`(fields: [String: String]) throws {
    #expect(JSONText.text(fields) == (try JSONText.text(Encoded(fields: fields))))
  }
}
