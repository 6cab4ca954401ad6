import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// What a person types about a patient, and what is refused of it.
@Suite(.limited)
struct RecordTextTests {
  private func refusal<Value>(_ parse: () throws(QuantityError) -> Value) -> String? {
    do throws(QuantityError) {
      _ = try parse()
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: ["P-017", "J. D., ward 4", "Łucja O'Neil", "17/3", "\u{65E5}\u{672C}"])
  func `a code or a name is kept as it is`(text: String) throws {
    #expect(try RecordText.code(text) == text)
    #expect(try RecordText.code("  \(text)\t") == text)
  }

  @Test func `letters that look the same are the same`() throws {
    #expect(try RecordText.code("Zoe\u{308}").utf8.elementsEqual("Zo\u{EB}".utf8))
  }

  @Test(
    arguments: [
      "", "  ", "=1+1", "-x", "@x", "+x", "a;b", "a\"b", "<b>", "a\u{1b}[2Jb", "a\u{202E}b",
      "a\u{200B}b", "\u{301}a", String(repeating: "x", count: 65),
      "a" + String(repeating: "\u{301}", count: 400),
    ])
  func `what is no code is refused with what one is`(text: String) {
    let words = refusal { () throws(QuantityError) in try RecordText.code(text) }
    #expect(words?.contains("a code or name") == true, "\(words ?? "taken")")
    #expect(words?.unicodeScalars.contains("\u{1b}") != true)
  }

  @Test func `a weight has a unit and is a patient's`() throws {
    #expect(try QuantityText.grams("70 kg") == 70_000)
    #expect(try QuantityText.grams("3400g") == 3400)
    #expect(try QuantityText.grams("68.125 kg") == 68_125)
    #expect(try QuantityText.grams("500 g") == 500 && QuantityText.grams("400 kg") == 400_000)
    for (text, word) in [
      ("70", "no unit"), ("-70 kg", "negative"), ("0 kg", "no patient's weight"),
      ("499 g", "no patient's weight"), ("401 kg", "no patient's weight"), ("70 mL", "no unit of"),
      ("7,5 kg", "comma"), ("70.1234 kg", "finer"), ("9e1 kg", "digits"), ("heavy", "number"),
    ] {
      let words = refusal { () throws(QuantityError) in try QuantityText.grams(text) }
      #expect(words?.contains(word) == true, "\(text): \(words ?? "taken")")
    }
  }

  @Test func `a length of catheter has a unit, and is one`() throws {
    #expect(try QuantityText.millimetres("20.5 cm") == 205)
    #expect(try QuantityText.millimetres("450 mm") == 450)
    for text in ["45", "-1 cm", "201 cm", "4 m", "0.05 cm"] {
      #expect(refusal { () throws(QuantityError) in try QuantityText.millimetres(text) } != nil)
    }
  }

  @Test func `a note keeps its lines, and no more than fits a page`() throws {
    #expect(try RecordText.note(" sleeps \t through\r\n\n  walks ") == "sleeps through\nwalks")
    let longest = String(repeating: "é", count: RecordText.longestNote)
    #expect(try RecordText.note(longest) == longest)
    for (text, word) in [
      ("", "empty"), (" \n ", "empty"), (longest + "x", "4001 letters"),
      (String(repeating: "x", count: 1_000_000), "1000000 letters"), ("a\u{1b}b", "not seen"),
      ("a\u{202E}b", "not seen"), ("a\0b", "not seen"),
    ] {
      let words = refusal { () throws(QuantityError) in try RecordText.note(text) }
      #expect(words?.contains(word) == true, "\(words ?? "taken")")
    }
  }

  @Test func `every grade of the Ashworth scale is read as it is written`() throws {
    for tenths in 0...AshworthScore.highestTenths {
      let score = AshworthScore.tenths(tenths)
      #expect(try RecordText.ashworth(score.storedName) == score)
    }
    #expect(try RecordText.ashworth("1+") == .onePlus && AshworthScore.onePlus.tenths == 15)
    #expect(try RecordText.ashworth("1.5") != .onePlus)
    for text in ["", "5", "4.1", "-1", "2+", "2.45", "2.", ".5", "02", "two", "٢"] {
      #expect(
        refusal { () throws(QuantityError) in try RecordText.ashworth(text) }?
          .contains("no grade") == true, "\(text)")
    }
  }

  @Test func `spasms are scored from 0 to 4`() throws {
    for score in 0...4 { #expect(try RecordText.pennSpasms("\(score)") == UInt8(score)) }
    for text in ["", "5", "-1", "1.5", "1+", "04", "many"] {
      #expect(
        refusal { () throws(QuantityError) in try RecordText.pennSpasms(text) }?
          .contains("Penn's spasm scale") == true, "\(text)")
    }
  }

  @Test func `a day and a moment are there, and not to come`() throws {
    #expect(try RecordText.day("2026-03-02", today: "2026-03-02") == "2026-03-02")
    #expect(
      try RecordText.moment("2026-03-02 08:00", now: "2026-03-02T08:00:00.001Z")
        == "2026-03-02T08:00:00.000Z")
    for text in ["2026-03-03", "2026-02-30", "2026-3-2", "02.03.2026", "yesterday", ""] {
      #expect(
        refusal { () throws(QuantityError) in
          try RecordText.day(text, today: "2026-03-02")
        } != nil, "\(text)")
    }
    #expect(
      refusal { () throws(QuantityError) in
        try RecordText.moment("2026-03-02 08:01", now: "2026-03-02T08:00:59.000Z")
      }?.contains("still to come") == true)
  }
}
