package import Clinic
import Console
import Foundation
package import PumpText
import Quantities

/// Reads what a person types about a patient. What cannot be kept is refused with what can.
package enum RecordText {
  /// The most letters of a code, a name, a model or a level.
  package static let longestCode = 64
  /// The most letters of a note.
  package static let longestNote = 4000

  /// A patient's code or name: letters, digits, blanks and `. , - _ ' /`, a letter or a digit
  /// first; so it means nothing to a terminal, a table or a page.
  package static func code(_ text: String) throws(QuantityError) -> String {
    try label(text, "a code or name")
  }

  /// A short word for something, such as a model or a level, by the rules of a code.
  package static func label(_ text: String, _ kind: String) throws(QuantityError) -> String {
    let plain = spaced(text).precomposedStringWithCanonicalMapping
    guard let first = plain.first else {
      throw QuantityError("\(kind) is empty; write for example P-017")
    }
    guard plain.count <= longestCode, plain.utf8.count <= 4 * longestCode else {
      throw QuantityError("\(kind) is longer than \(longestCode) letters")
    }
    func isWord(_ letter: Character) -> Bool { letter.isLetter || letter.isNumber }
    let isPlain = plain.allSatisfy { isWord($0) || " .,-_'/".contains($0) }
    guard isWord(first), isPlain, !plain.unicodeScalars.contains(where: Shown.isHidden) else {
      throw QuantityError(
        "“\(plain.shown)” is not \(kind): it has letters, digits, blanks and . , - _ ' / only, and "
          + "begins with a letter or a digit")
    }
    return plain
  }

  /// A note: any text of at most ``longestNote`` letters, without what would move a cursor.
  package static func note(_ text: String) throws(QuantityError) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { spaced(String($0)) }
    let plain = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    guard !plain.isEmpty else { throw QuantityError("an empty note says nothing") }
    guard plain.count <= longestNote, plain.utf8.count <= 4 * longestNote else {
      throw QuantityError(
        "the note has \(plain.count) letters; one has at most \(longestNote). Part it")
    }
    guard !plain.unicodeScalars.contains(where: { Shown.isHidden($0) && $0 != "\n" }) else {
      throw QuantityError("the note has characters that are not seen; leave them out")
    }
    return plain
  }

  /// A grade of the Ashworth scale, as `2`, `1+`, or a mean such as `2.4`.
  package static func ashworth(_ text: String) throws(QuantityError) -> AshworthScore {
    let plain = spaced(text)
    if let score = AshworthScore(storedName: plain) { return score }
    throw QuantityError(
      "“\(plain.shown)” is no grade of the Ashworth scale; write 0, 1, 1+, 2, 3 or 4, or a mean "
        + "to the tenth such as 2.4")
  }

  /// A score of Penn's scale.
  package static func pennSpasms(_ text: String) throws(QuantityError) -> UInt8 {
    let plain = spaced(text)
    if plain.utf8.count == 1, let score = UInt8(plain), score <= Findings.mostSpasms {
      return score
    }
    throw QuantityError(
      "“\(plain.shown)” is no score of Penn's spasm scale; write 0 (none), 1 (when provoked), "
        + "2 (less than one in an hour), 3 (more than one) or 4 (more than ten)")
  }

  /// A day, such as `2026-03-02`, as it is kept; not after today.
  package static func day(
    _ text: String, today: String = RecordText.today()
  ) throws(QuantityError) -> String {
    let plain = spaced(text)
    guard plain.utf8.count == 10, let clock = try? QuantityWords.parseClock("\(plain) 00:00") else {
      throw QuantityError("“\(plain.shown)” is no day; write for example 2026-03-02")
    }
    let day = String(QuantityWords.clock(clock).prefix(10))
    guard day <= today else {
      throw QuantityError("\(day) is still to come: by this computer's clock it is \(today)")
    }
    return day
  }

  /// A moment in UTC, such as `2026-03-02 08:00`, as the archive keeps it; not after now.
  package static func moment(
    _ text: String, now: String = Archive.now()
  ) throws(QuantityError) -> String {
    let clock = try QuantityWords.parseClock(spaced(text))
    let moment = QuantityWords.clock(clock).replacing(" ", with: "T") + ".000Z"
    guard moment <= now else {
      throw QuantityError(
        "\(QuantityWords.clock(clock)) UTC is still to come: by this computer's clock it is "
          + "\(now.prefix(16).replacing("T", with: " ")) UTC")
    }
    return moment
  }

  /// A length of time in whole minutes.
  package static func minutes(_ text: String) throws(QuantityError) -> UInt32 {
    let length = try QuantityText.duration(text)
    guard length.rawValue > 0, length.rawValue % 60_000 == 0,
      let minutes = UInt32(exactly: length.rawValue / 60_000)
    else { throw QuantityError("“\(text.shown)” is not whole minutes; write for example 6 h") }
    return minutes
  }

  /// Today, by this computer's clock in UTC.
  package static func today() -> String { String(Archive.now().prefix(10)) }

  /// A text without blanks at its ends, and with one between two words.
  private static func spaced(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Findings {
  /// What is typed of it.
  package init(
    ashworth: String?, legs: String?, arms: String?, spasms: String?
  ) throws(QuantityError) {
    self.init()
    if let ashworth { self.ashworth = try RecordText.ashworth(ashworth) }
    if let legs { ashworthLegs = try RecordText.ashworth(legs) }
    if let arms { ashworthArms = try RecordText.ashworth(arms) }
    if let spasms { pennSpasms = try RecordText.pennSpasms(spasms) }
  }
}

extension AshworthScore {
  /// The score of a name that is typed and kept.
  package init?(storedName: String) {
    if storedName == "1+" {
      self = .onePlus
      return
    }
    let parts = storedName.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 1 }),
      let whole = UInt8(parts[0]), let tenth = parts.count == 2 ? UInt8(parts[1]) : 0,
      whole <= 4, whole * 10 + tenth <= Self.highestTenths
    else { return nil }
    self = .tenths(whole * 10 + tenth)
  }

  /// The score as it is shown and kept.
  package var storedName: String {
    switch self {
    case .onePlus: "1+"
    case .tenths(let value):
      value.isMultiple(of: 10) ? "\(value / 10)" : "\(value / 10).\(value % 10)"
    }
  }
}
