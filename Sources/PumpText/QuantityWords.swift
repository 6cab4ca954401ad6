import Console
package import Quantities

/// Writes quantities for people, always with their unit.
package enum QuantityWords {
  /// A dose over time, such as `110 mcg/day`.
  package static func dosePerDay(nanograms: UInt64) -> String {
    decimal(nanograms, thousandths: 3) + " mcg/day"
  }

  /// A dose over time, such as `110 mcg/day`.
  package static func dose(_ dose: DoseRate) -> String {
    dosePerDay(nanograms: UInt64(dose.nanogramsPerDay))
  }

  /// A dose, such as `50 mcg`.
  package static func dose(nanograms: UInt64) -> String {
    decimal(nanograms, thousandths: 3) + " mcg"
  }

  /// A dose kept in picograms, such as `50 mcg`, to the picogram.
  package static func dose(picograms: UInt64) -> String {
    decimal(picograms, thousandths: 6) + " mcg"
  }

  /// A volume with three decimals, rounded to the nearest, such as `19.920 mL`.
  package static func volume(nanolitres: UInt64) -> String {
    let microlitres = nanolitres / 1000 + (nanolitres % 1000 < 500 ? 0 : 1)
    let fraction = String(microlitres % 1000)
    let padding = String(repeating: "0", count: 3 - fraction.count)
    return "\(microlitres / 1000).\(padding)\(fraction) mL"
  }

  /// A volume to the nanolitre where three decimals do not tell all of it.
  package static func exactVolume(nanolitres: UInt64) -> String {
    nanolitres.isMultiple(of: 1000)
      ? volume(nanolitres: nanolitres) : decimal(nanolitres, thousandths: 6) + " mL"
  }

  /// A flow, such as `0.055 mL/day`, to the nanolitre.
  package static func flow(nanolitresPerDay: UInt64) -> String {
    decimal(nanolitresPerDay, thousandths: 6) + " mL/day"
  }

  /// A length of catheter, such as `60 cm`.
  package static func length(millimetres: UInt64) -> String {
    decimal(millimetres, thousandths: 1) + " cm"
  }

  /// A concentration, such as `2000 mcg/mL`.
  package static func concentration(_ value: Concentration) -> String {
    "\(value.microgramsPerMillilitre) mcg/mL"
  }

  /// A length of time in its two largest parts, such as `5 d 2 h` or `10 min`.
  package static func duration(_ length: Milliseconds) -> String {
    let parts = parts(of: length)
    guard let first = parts.firstIndex(where: { $0.0 > 0 }), first < 4 else {
      return "\(length.rawValue) ms"
    }
    return words(parts[first..<4].prefix(2))
  }

  /// A length of time in all its parts, such as `1 d 1 min`, where the smallest one matters.
  package static func exactDuration(_ length: Milliseconds) -> String {
    length == .zero ? "0 s" : words(parts(of: length)[...])
  }

  private static func parts(of length: Milliseconds) -> [(UInt64, String)] {
    let ms = length.rawValue
    return [
      (ms / 86_400_000, "d"), (ms / 3_600_000 % 24, "h"), (ms / 60_000 % 60, "min"),
      (ms / 1000 % 60, "s"), (ms % 1000, "ms"),
    ]
  }

  private static func words(_ parts: ArraySlice<(UInt64, String)>) -> String {
    parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  /// A time of day from minutes since midnight, such as `06:30`.
  package static func timeOfDay(minutes: UInt64) -> String {
    "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// A share from parts per million, such as `12.5 %`.
  package static func percent(partsPerMillion: UInt64) -> String {
    decimal(partsPerMillion, thousandths: 4) + " %"
  }

  /// A number of things, such as `1 stroke` or `320 strokes`.
  package static func count(_ number: UInt64, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  /// A moment of the wall clock, such as `2026-03-02 08:00:00`.
  package static func clock(_ clock: WallClock) -> String {
    let time = CivilTime(clock)
    return "\(time.year)-\(two(time.month))-\(two(time.day)) "
      + "\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
  }

  /// A date and time typed as `2026-03-02 08:00`, with or without seconds, or with a `T` between.
  package static func parseClock(_ text: String) throws(QuantityError) -> WallClock {
    let halves = text.fields(between: " T")
    guard halves.count == 2, let date = numbers(in: halves[0], separator: "-"), date.count == 3,
      let hour = numbers(in: halves[1], separator: ":"), (2...3).contains(hour.count),
      let time = CivilTime(
        year: date[0], month: date[1], day: date[2], hour: hour[0], minute: hour[1],
        second: hour.count == 3 ? hour[2] : 0)
    else {
      throw QuantityError(
        "\(QuantityText.quoted(text)) is no date and time between 2000 and 2135; "
          + "write for example 2026-03-02 08:00")
    }
    return time.clock
  }

  /// Whole numbers in plain digits; `nil` when anything else is among them.
  private static func numbers(in text: String, separator: StaticString) -> [Int]? {
    let fields = text.fields(between: separator, keepsEmpty: true)
    let numbers = fields.compactMap { $0.wholeNumber.flatMap(Int.init(exactly:)) }
    return numbers.count == fields.count ? numbers : nil
  }

  /// An integer with its decimal point `thousandths` digits from the right, without the zeros at
  /// its end.
  package static func decimal(_ value: UInt64, thousandths digits: Int) -> String {
    let (zero, point) = (UInt8(ascii: "0"), UInt8(ascii: "."))
    var letters = Array(String(value).utf8)
    while letters.count <= digits { letters.insert(zero, at: 0) }
    letters.insert(point, at: letters.count - digits)
    while letters.last == zero { letters.removeLast() }
    if letters.last == point { letters.removeLast() }
    return String(decoding: letters, as: UTF8.self)
  }

  private static func two(_ number: some BinaryInteger) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
