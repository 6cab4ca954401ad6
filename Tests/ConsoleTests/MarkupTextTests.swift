import Console
import TestLimits
import Testing

@Suite(.limited)
struct MarkupTextTests {
  @Test func `nothing in a text is markup`() {
    #expect(
      MarkupText.escaped("a<b>&\"c\" d'e\n\t") == "a&lt;b&gt;&amp;&quot;c&quot; d&#39;e\n\t")
    #expect(MarkupText.escaped("é😀") == "é😀")
  }

  @Test func `what no document can hold is shown by its number`() {
    #expect(
      MarkupText.escaped("\u{1b}[31m\u{0}\r\u{85}\u{FFFE}\u{1FFFF}")
        == #"\u{1b}[31m\u{0}\u{d}\u{85}\u{fffe}\u{1ffff}"#)
  }
}
