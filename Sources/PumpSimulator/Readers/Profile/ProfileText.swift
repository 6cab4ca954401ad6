import Console
import PumpText
import Quantities
import Telemetry

/// Reads what only a pump profile has in it. Spec: bench.md, "Pump profile".
enum ProfileText {
  /// A length in hundredths of a millimetre: `60 cm`.
  static func length(_ text: String) throws(QuantityError) -> UInt64 {
    try scaled(text, "cm", 1000, example: "60 cm", "a length")
  }

  /// A volume in nL in each centimetre: `0.0022 mL/cm`.
  static func volumePerCentimetre(_ text: String) throws(QuantityError) -> UInt64 {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].filter({ $0 != " " }).lowercased() == "cm" else {
      throw QuantityError(
        "“\(text.shown)” is no volume of a length; write for example 0.0022 mL/cm")
    }
    return try QuantityText.volume(String(parts[0])).rawValue
  }

  /// A whole number of minutes: `30 min`, `6 h`.
  static func minutes(_ text: String) throws(QuantityError) -> UInt16 {
    let length = try QuantityText.duration(text)
    guard length.rawValue.isMultiple(of: 60_000),
      let minutes = UInt16(exactly: length.rawValue / 60_000)
    else { throw QuantityError("“\(text.shown)” is not 0 to 65535 whole minutes") }
    return minutes
  }

  /// Days of the week, 0 for Monday, as `mon`, `mon-fri`, `sat,sun`, `weekdays`, `weekend` or
  /// `every day`.
  static func days(_ text: String) throws(QuantityError) -> [Int] {
    var days: Set<Int> = []
    for word in text.lowercased().split(separator: ",") {
      switch word.filter({ $0 != " " }) {
      case "everyday", "every-day", "daily": days.formUnion(0...6)
      case "weekdays": days.formUnion(0...4)
      case "weekend": days.formUnion(5...6)
      case let other:
        let ends = other.split(separator: "-").map { day in
          names.firstIndex { $0 == day || $0.prefix(3) == day }
        }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends.last ?? nil,
          first <= last
        else {
          throw QuantityError(
            "“\(text.shown)” are no days; write for example mon-fri, sat,sun, weekend or every day")
        }
        days.formUnion(first...last)
      }
    }
    guard !days.isEmpty else { throw QuantityError("“\(text.shown)” are no days") }
    return days.sorted()
  }

  private static let names: [Substring] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// A step of a day: `06:00 120 mcg/day`, or `22:00 minimum-rate`.
  static func step(_ text: String) throws(QuantityError) -> DayStep {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else {
      throw QuantityError(
        "“\(text.shown)” is no step; write a time of day and a dose, for example 06:00 120 mcg/day")
    }
    let start = try QuantityText.timeOfDay(String(parts[0]))
    let isMinimum = parts[1].filter({ $0.isLetter }) == "minimumrate"
    let dose = isMinimum ? .zero : try QuantityText.doseRate(String(parts[1]))
    guard isMinimum || dose > .zero, let step = DayStep(startMinute: start, dose: dose) else {
      throw QuantityError(
        "“\(text.shown)” gives nothing; write a dose, or minimum-rate, which keeps the "
          + "catheter open")
    }
    return step
  }

  /// A whole number of something: `2`.
  static func number(_ text: String) throws(QuantityError) -> UInt16 {
    guard let number = UInt16(text) else {
      throw QuantityError("“\(text.shown)” is no whole number from 0 to 65535")
    }
    return number
  }

  /// A share in whole percent: `200 %`.
  static func percent(_ text: String) throws(QuantityError) -> UInt16 {
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[1] == "%", let percent = UInt16(parts[0]), percent <= 10_000
    else {
      throw QuantityError("“\(text)” is no share; write whole percent, for example 50 %")
    }
    return percent
  }

  private static func scaled(
    _ text: String, _ unit: String, _ scale: UInt64, example: String, _ kind: String
  ) throws(QuantityError) -> UInt64 {
    // A decimal number is read without rounding as one of a volume, whose nL are its millionths.
    let plain = text.filter { $0 != " " }
    guard plain.lowercased().hasSuffix(unit) else {
      throw QuantityError("“\(text.shown)” has no unit of \(kind); write for example \(example)")
    }
    let millionths = try QuantityText.volume(plain.dropLast(unit.count) + " mL").rawValue
    guard (millionths * scale).isMultiple(of: 1_000_000) else {
      throw QuantityError("“\(text.shown)” is finer than 0.01 mm, and nothing is rounded")
    }
    return millionths * scale / 1_000_000
  }
}
