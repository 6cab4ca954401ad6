import Console

extension QuantityText {
  /// A time of day at which something begins, in minutes since midnight: `06:30`, `0:00`.
  package static func timeOfDay(_ text: String) throws(QuantityError) -> UInt16 {
    let parts = text.fields(between: " ").joined(separator: " ")
      .fields(between: ":", keepsEmpty: true)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      let hour = parts[0].wholeNumber.flatMap(UInt16.init(exactly:)),
      let minute = parts[1].wholeNumber.flatMap(UInt16.init(exactly:))
    else {
      throw QuantityError(
        "\(quoted(text)) is no time of day; write hours and minutes, for example 06:30 or 18:00")
    }
    if hour == 24 && minute == 0 {
      throw QuantityError(
        "\(quoted(text)) is the end of a day, and nothing begins there: the last step lasts until "
          + "midnight by itself, and the first begins at 00:00")
    }
    guard hour < 24, minute < 60 else {
      throw QuantityError(
        "\(quoted(text)) is not on the clock: hours go from 00 to 23 and minutes from 00 to 59; "
          + "write for example 06:30")
    }
    return hour * 60 + minute
  }

  /// A share in parts per million: `%`, `ppm`, at most 1000 %.
  package static func percent(_ text: String) throws(QuantityError) -> UInt32 {
    let value = try scaled(
      text, as: "a share", example: "10 %", units: [("%", 10_000), ("ppm", 1)])
    guard value <= 10_000_000 else {
      throw QuantityError("\(quoted(text)) is more than ten times the whole (1000 %)")
    }
    return UInt32(value)
  }
}
