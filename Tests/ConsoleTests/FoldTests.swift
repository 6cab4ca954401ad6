import TestLimits
import Testing

@testable import Console

@Suite(.limited)
struct FoldTests {
  private func folded(_ text: String, _ width: Int) -> String {
    Paper(width: width).laid(text)
  }

  @Test func `a row is folded between words, under the text behind its label`() {
    let row = "reservoir  20.000 mL of 40 mL, alarm at 2.000 mL on 2027-02-25, in 360 days"
    #expect(
      folded(row, 40) == """
        reservoir  20.000 mL of 40 mL, alarm at
                   2.000 mL on 2027-02-25, in
                   360 days
        """)
  }

  @Test func `a number stays with its unit`() {
    #expect(folded("a dose of no more and no less than 100 mcg/day", 40).hasSuffix("\n100 mcg/day"))
  }

  @Test func `what follows a fold in a table stands in the column that was folded`() {
    let row =
      "24-h total      100 mcg                   133.333 mcg, which is +33.3 % on every single day"
    #expect(
      folded(row, 80) == """
        24-h total      100 mcg                   133.333 mcg, which is +33.3 % on every
                                                  single day
        """)
  }

  @Test func `what is folded more than once stays in its column`() {
    let row =
      "log        5.525 mL        11150 mcg           at 37 d: +0.000 mL against the counter, "
      + "+0 mcg against the programme"
    #expect(
      folded(row, 80) == """
        log        5.525 mL        11150 mcg           at 37 d: +0.000 mL against the
                                                       counter, +0 mcg against the
                                                       programme
        """)
  }

  @Test func `a warning's lines stand behind its mark`() {
    #expect(
      folded("! 33.3 % more at once is above every usual step", 40) == """
        ! 33.3 % more at once is above every
          usual step
        """)
    #expect(
      folded("!! A LARGE STEP: up to 3.5 times the 100 mcg a day", 40) == """
        !! A LARGE STEP: up to 3.5 times the
           100 mcg a day
        """)
  }

  @Test(arguments: ["short? [y/N] ", "a question that does not go on one line? [y/N] "])
  func `a question keeps the blank that parts it from its answer`(question: String) {
    #expect(folded(question, 40).hasSuffix("[y/N] "))
    #expect(folded(question, 40).split(separator: "\n").allSatisfy { $0.count <= 40 })
  }

  @Test func `a row with a long label has the margin of the row above it`() {
    let rows = "pumped     0.000 mL\nlast order start of a bolus, of session 10001, 3 min ago"
    #expect(
      folded(rows, 40) == """
        pumped     0.000 mL
        last order start of a bolus, of session
                   10001, 3 min ago
        """)
  }

  @Test func `a word longer than a line is left whole, for it may be copied`() {
    let path = "/" + String(repeating: "d/", count: 30)
    let lines = folded("the card is \(path) here", 40).split(separator: "\n")
    #expect(lines.contains { $0 == path })
  }

  @Test(arguments: 40...120) func `no line is longer than the paper, and no word is lost`(
    width: Int
  ) {
    let texts = [
      "battery    100 %, replacement in 82 months, on 2033-01-05, when the pump is replaced",
      "programmer: the pump refused: 3000 mcg/day is above the drug profile's 1000 mcg/day. "
        + "Nothing changed; if it is meant, confirm it with --override-soft-limits",
      "  a deep one   with columns   and many words in the last, so that it is folded twice",
    ]
    for text in texts {
      let lines = folded(text, width).split(separator: "\n", omittingEmptySubsequences: false)
      for line in lines { #expect(line.count <= width, "\(line)") }
      let words = lines.flatMap { $0.split(separator: " ") }
      #expect(words == text.split(separator: " "))
    }
  }

  @Test func `without a terminal nothing is folded`() {
    let line = String(repeating: "word ", count: 60)
    #expect(Paper.plain.laid(line) == line)
  }
}
