import TestLimits
import Testing

@testable import Console

@Suite(.limited)
struct PaperTests {
  private func paper(
    _ variables: [String: String], isTerminal: Bool = true, columns: Int = 100
  ) -> Paper {
    Paper(isTerminal: isTerminal, columns: columns) { variables[$0] }
  }

  @Test(
    arguments: [
      ([:], false), (["TERM": ""], false), (["TERM": "dumb"], false),
      (["TERM": "xterm", "NO_COLOR": "1"], false), (["TERM": "xterm", "NO_COLOR": ""], true),
      (["TERM": "xterm-256color"], true),
    ] as [([String: String], Bool)])
  func `colour needs a terminal that has it and a person who wants it`(
    variables: [String: String], hasColour: Bool
  ) {
    #expect(paper(variables).hasColour == hasColour)
    #expect(!paper(variables, isTerminal: false).hasColour)
  }

  @Test func `COLUMNS goes before what the terminal says, and narrower than 40 there is not`() {
    #expect(paper([:]).width == 100)
    #expect(paper(["COLUMNS": "60"]).width == 60)
    #expect(paper(["COLUMNS": "wide"]).width == 100)
    #expect(paper(["COLUMNS": "12"]).width == 40)
    #expect(paper([:], columns: 0).width == 80)
    #expect(paper(["COLUMNS": "60"], isTerminal: false).width == nil)
  }

  @Test(
    arguments: [
      ([:], true), (["LANG": "C"], true), (["LANG": "en_GB.UTF-8"], false),
      (["LANG": "de_DE.utf8", "LC_CTYPE": "C"], true),
      (["LANG": "C", "LC_CTYPE": "C.UTF-8"], false),
      (["LANG": "C.UTF-8", "LC_ALL": "POSIX"], true), (["LC_ALL": "", "LANG": "C.UTF-8"], false),
      (["LANG": "de_DE.ISO-8859-1"], true),
    ] as [([String: String], Bool)])
  func `the first of LC_ALL, LC_CTYPE and LANG that is set says whether there is only ASCII`(
    variables: [String: String], isASCII: Bool
  ) {
    let text = paper(variables, isTerminal: false).laid("“5 µg” [█░] ▁▅█ · – …")
    #expect(text.utf8.allSatisfy { $0 < 0x80 } == isASCII)
  }

  @Test func `in ASCII pictures keep their width and quotes stay quotes`() {
    let paper = Paper(letters: .ascii)
    #expect(paper.laid("[██░░] ▁▂▃▄▅▆▇█·▴") == "[##..] _:-=+*%#.^")
    #expect(paper.laid("“110” – 5 µg…") == "\"110\" - 5 ug...")
    #expect(paper.laid("naïve") == "na\\u{ef}ve")
  }

  @Test(
    arguments: [
      ("\u{1b}[2J", "\\u{1b}[2J"), ("a\rb", "a\\u{d}b"), ("\u{7f}", "\\u{7f}"),
      ("\u{9b}2J", "\\u{9b}2J"), ("\u{202e}cba", "\\u{202e}cba"), ("\u{2066}", "\\u{2066}"),
      ("a\tb", "a\\u{9}b"), ("\0", "\\u{0}"), ("\r\n", "\\u{d}\n"), ("\u{feff}x", "\\u{feff}x"),
    ])
  func `nothing from outside reaches a terminal as a command`(text: String, shown: String) {
    for paper in [Paper.plain, Paper(width: 40, hasColour: true), Paper(letters: .ascii)] {
      #expect(paper.laid(text) == shown)
    }
    #expect(text.shown == shown.replacing("\n", with: "\\u{a}"))
  }

  @Test func `hidden characters in JSON are written so that a reader has them back`() {
    #expect(
      Shown.json("{\"a\":\"\u{9b}2J \u{202e}\u{E0001}\"}\n")
        == "{\"a\":\"\\u009b2J \\u202e\\udb40\\udc01\"}\n")
  }

  @Test func `emphasis ends with its line, and is left out where nobody sees it`() {
    let paper = Paper(hasColour: true)
    #expect(paper.laid(paper.strong("new")) == "\u{1b}[1mnew\u{1b}[0m")
    #expect(paper.laid(paper.warning("! a\n")) == "\u{1b}[33m! a\u{1b}[0m\n")
    #expect(paper.faint("") == "")
    #expect(Paper.plain.strong("new") == "new")
  }

  @Test func `what CRITICAL says is seen in colour where there is some, and reads so without`() {
    let line = "alarms     CRITICAL motor stall: no drug flows"
    #expect(Paper.plain.laid(line) == line)
    #expect(
      Paper(hasColour: true).laid(line)
        == "alarms     \u{1b}[1;31mCRITICAL\u{1b}[0m motor stall: no drug flows")
  }

  @Test func `emphasis that reaches over a fold leaves the margin plain`() {
    let paper = Paper(width: 40, hasColour: true)
    let text = paper.laid(paper.warning("! this is a warning that does not go on one line"))
    #expect(
      text == "\u{1b}[33m! this is a warning that does not go on\u{1b}[0m\n"
        + "  \u{1b}[33mone line\u{1b}[0m")
  }
}
