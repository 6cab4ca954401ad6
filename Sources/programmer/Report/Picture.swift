import PumpText

/// Small pictures made of characters.
enum Picture {
  /// How full something is, in 20 places.
  static func gauge(_ value: UInt64, of full: UInt64) -> String {
    let places: UInt64 = 20
    let filled = full == 0 ? 0 : min(places, (value * places + full / 2) / full)
    return "[" + String(repeating: "█", count: Int(filled))
      + String(repeating: "░", count: Int(places - filled)) + "]"
  }

  /// The basal dose of a day as a row of 24 hours, higher for more, on a scale that `full` fills.
  static func day(nanogramsPerDay: [UInt64], full: UInt64) -> String {
    let heights = Array(" ▁▂▃▄▅▆▇█")
    let row = nanogramsPerDay.map { dose -> Character in
      guard dose > 0, full > 0 else { return heights[0] }
      return heights[Int(max(1, min(8, (dose * 8 + full / 2) / full)))]
    }
    return "0h |\(String(row))| 24h"
  }
}
