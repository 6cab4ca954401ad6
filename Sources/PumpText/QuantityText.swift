import Console
package import Quantities

/// A typed quantity that cannot be used as it stands, with a sentence for the person who typed it.
package struct QuantityError: Error, Equatable, Sendable {
  /// What is wrong and what would be right.
  package let text: FaceText

  /// An error with its sentence.
  package init(_ text: FaceText) { self.text = text }

  /// What is wrong and what would be right, as a face says it.
  package func words(_ face: Face) -> String { text.text(face) }
}

/// Reads quantities as people type them: a number and always a unit, such as `110 mcg/day`.
///
/// A bare number is an error, for a number without its unit has killed people. Numbers are decimal,
/// at most as fine as the unit's resolution, and never rounded.
package enum QuantityText {
  /// A dose over time: `mcg/day`, `mg/day`, `ng/day`.
  package static func doseRate(_ text: String) throws(QuantityError) -> DoseRate {
    try refuseHourly(
      text, units: [("mcg/h", 1000), ("mg/h", 1_000_000), ("ng/h", 1)],
      QuantityWords.dosePerDay(nanograms:))
    let value = try scaled(
      text, as: "a dose per day", example: "110 mcg/day",
      units: [("mcg/day", 1000), ("mg/day", 1_000_000), ("ng/day", 1)])
    guard let narrow = UInt32(exactly: value), let dose = DoseRate(nanogramsPerDay: narrow) else {
      throw QuantityError("\(quoted(text)) is more than can be programmed at all (200 mg/day)")
    }
    return dose
  }

  /// A dose, in nanograms: `mcg`, `mg`, `ng`.
  package static func nanograms(_ text: String) throws(QuantityError) -> UInt32 {
    let value = try scaled(
      text, as: "a dose", example: "50 mcg",
      units: [("mcg", 1000), ("mg", 1_000_000), ("ng", 1)])
    guard let narrow = UInt32(exactly: value) else {
      throw QuantityError("\(quoted(text)) is more than can be programmed at all (4 g)")
    }
    return narrow
  }

  /// An amount of drug, as fine as a bench knows it: `mcg`, `mg`, `ng`, `pg`.
  package static func picograms(_ text: String) throws(QuantityError) -> Picograms {
    Picograms(
      rawValue: try scaled(
        text, as: "an amount of drug", example: "50 mcg",
        units: [("mcg", 1_000_000), ("mg", 1_000_000_000), ("ng", 1000), ("pg", 1)]))
  }

  /// A volume: `mL`, `uL`, `nL`.
  package static func volume(_ text: String) throws(QuantityError) -> Nanolitres {
    let value = try scaled(
      text, as: "a volume", example: "18 mL",
      units: [("mL", 1_000_000), ("uL", 1000), ("nL", 1)])
    guard value <= 1_000_000_000 else {
      throw QuantityError("\(quoted(text)) is more than any pump holds (1000 mL)")
    }
    return Nanolitres(rawValue: value)
  }

  /// A flow: `mL/day`, `uL/day`, `nL/day`.
  package static func flow(_ text: String) throws(QuantityError) -> FlowRate {
    try refuseHourly(
      text, units: [("mL/h", 1_000_000), ("uL/h", 1000), ("nL/h", 1)],
      QuantityWords.flow(nanolitresPerDay:))
    let value = try scaled(
      text, as: "a flow", example: "0.048 mL/day",
      units: [("mL/day", 1_000_000), ("uL/day", 1000), ("nL/day", 1)])
    guard value <= 1_000_000_000 else {
      throw QuantityError("\(quoted(text)) is more than any pump delivers (1000 mL/day)")
    }
    return FlowRate(rawValue: value)
  }

  /// A concentration: `mcg/mL`, `mg/mL`.
  package static func concentration(_ text: String) throws(QuantityError) -> Concentration {
    let value = try scaled(
      text, as: "a concentration", example: "2000 mcg/mL",
      units: [("mcg/mL", 1), ("mg/mL", 1000)])
    guard let narrow = UInt32(exactly: value),
      let concentration = Concentration(microgramsPerMillilitre: narrow)
    else {
      throw QuantityError(
        value == 0
          ? "a concentration of zero has no drug in it; write for example 2000 mcg/mL"
          : "\(quoted(text)) is stronger than any drug there is (1000 mg/mL)")
    }
    return concentration
  }

  /// A length of time: `ms`, `s`, `min`, `h`, `days`, `weeks`, `years` (of 365 days).
  package static func duration(_ text: String) throws(QuantityError) -> Milliseconds {
    let value = try scaled(
      text, as: "a length of time", example: "10 min",
      units: [
        ("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000), ("days", 86_400_000),
        ("weeks", 604_800_000), ("years", 31_536_000_000),
      ])
    guard value <= 100 * 31_536_000_000 else {
      throw QuantityError("\(quoted(text)) is longer than 100 years, more than any pump lasts")
    }
    return Milliseconds(rawValue: value)
  }

  /// An energy: `J`, `mJ`, `uJ`, in these very letters: a megajoule is no millijoule.
  package static func energy(_ text: String) throws(QuantityError) -> Nanojoules {
    Nanojoules(
      rawValue: try scaled(
        text, as: "an energy", example: "6311.52 J",
        units: [("J", 1_000_000_000), ("mJ", 1_000_000), ("uJ", 1000)], anyCase: false))
  }

  /// A power in nanojoules per millisecond: `uW`.
  package static func power(_ text: String) throws(QuantityError) -> UInt64 {
    try scaled(text, as: "a power", example: "20 uW", units: [("uW", 1)], anyCase: false)
  }

  static func scaled(
    _ text: String, as kind: String, example: String, units: [(name: String, scale: UInt64)],
    anyCase: Bool = true
  ) throws(QuantityError) -> UInt64 {
    let advice = "write \(kind) with its unit, for example \(example)"
    let number = try DecimalNumber(text, advice: advice)
    let name = UnitName.usual(number.unit, anyCase: anyCase)
    guard let unit = units.first(where: { UnitName.usual($0.name, anyCase: anyCase) == name })
    else {
      if number.unit.lowercased() == "m" && units.contains(where: { $0.name == "min" }) {
        throw QuantityError(
          "\(quoted(text)) could be minutes or months; write min for minutes, "
            + "for example \(example)"
        )
      }
      let names = units.map { $0.name }.joined(separator: ", ")
      throw QuantityError(
        number.unit.isEmpty
          ? "\(quoted(text)) has no unit; \(advice)"
          : "\(quoted(text)) has no unit of \(kind); use one of \(names), for example \(example)")
    }
    return try number.scaled(by: unit.scale, text: text, unit: unit.name)
  }

  /// Refuses an amount per hour, with the amount per day that it is.
  private static func refuseHourly(
    _ text: String, units: [(name: String, scale: UInt64)], _ words: (UInt64) -> String
  ) throws(QuantityError) {
    guard let hourly = try? scaled(text, as: "", example: "", units: units) else { return }
    let (daily, isTooMuch) = hourly.multipliedReportingOverflow(by: 24)
    throw QuantityError(
      "\(quoted(text)) is an amount per hour, and a pump is programmed per day"
        + (isTooMuch ? "" : "; write \(words(daily)) if that is meant"))
  }

  /// Refuses a comma between digits in a text whose parts commas separate: it would part a number.
  package static func refuseDecimalComma(_ text: String) throws(QuantityError) {
    let letters = Array(text)
    for place in letters.indices.dropFirst().dropLast() where letters[place] == "," {
      guard letters[place - 1].isNumber && letters[place + 1].isNumber else { continue }
      throw QuantityError(
        "\(quoted(text)) has a comma in a number, which can mean two things; use a point")
    }
  }

  static func quoted(_ text: String) -> String { "“\(text.shown)”" }
}
