import TestLimits
import Testing

@testable import SerialLink

/// What is drawn on a terminal of so many lines.
@Suite(.limited)
struct ScreenSheetTests {
  /// The lines that stand on the screen, without what the terminal obeys.
  private static func lines(_ drawn: String) -> [String] {
    drawn.replacing("\u{1b}[H", with: "").replacing("\u{1b}[K", with: "")
      .replacing("\u{1b}[J", with: "")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `the foot stands on the last line`() {
    let drawn = ScreenSheet(rows: 5).drawn("one\ntwo\n", foot: "keys")
    #expect(Self.lines(drawn) == ["one", "two", "", "", "keys"])
    #expect(drawn.hasPrefix("\u{1b}[H"))
  }

  @Test func `what does not fit is cut, and that is said`() {
    let drawn = ScreenSheet(rows: 4).drawn("1\n2\n3\n4\n5", foot: "keys")
    #expect(Self.lines(drawn) == ["1", "2", "...", "keys"])
    #expect(
      Self.lines(ScreenSheet(rows: 4).drawn("1\n2\n3", foot: "keys")) == ["1", "2", "3", "keys"])
  }

  @Test(arguments: 1...6, 0...8)
  func `never more lines than there are, whatever is drawn`(rows: Int, count: Int) {
    let text = (0..<count).map { "line \($0)\n" }.joined()
    for foot in ["", "keys", "keys\nand more", "a\nb\nc\nd\ne\nf\ng"] {
      let lines = Self.lines(ScreenSheet(rows: rows).drawn(text, foot: foot))
      #expect(lines.count == rows, "\(lines)")
    }
  }
}
