import Console

/// The names of units as people type them.
enum UnitName {
  /// The one name that stands for all names of a unit: `mcg/day` for `ug/d` or `µg per day`.
  static func usual(_ unit: String, anyCase: Bool) -> String {
    // The micro sign and the Greek letter look the same, and a keyboard may have neither.
    let plain = unit.map { $0 == "\u{B5}" || $0 == "\u{3BC}" ? "u" : String($0) }.joined()
    let name = anyCase ? plain.lowercased() : plain
    if let usual = synonyms[name] { return usual }
    let parts = name.parts(around: "per").joined(separator: "/")
      .fields(between: "/", keepsEmpty: true)
    return parts.map { synonyms[$0] ?? $0 }.joined(separator: "/")
  }

  /// Other names, and the usual one of each.
  private static let synonyms: [String: String] = [
    "ug": "mcg", "microgram": "mcg", "micrograms": "mcg", "milligram": "mg", "milligrams": "mg",
    "cc": "ml", "millilitre": "ml", "millilitres": "ml", "milliliter": "ml", "milliliters": "ml",
    "msec": "ms", "millisecond": "ms", "milliseconds": "ms",
    "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "mins": "min", "minute": "min", "minutes": "min",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "d": "day", "days": "day", "wk": "week", "weeks": "week", "yr": "year", "years": "year",
  ]
}
