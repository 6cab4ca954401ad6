/// Small pictures made of characters.
enum Picture {
  /// How full something is, in 20 places.
  static func gauge(_ value: UInt64, of full: UInt64) -> String {
    let places: UInt64 = 20
    let filled = full == 0 ? 0 : min(places, (value * places + full / 2) / full)
    return "[" + String(repeating: "█", count: Int(filled))
      + String(repeating: "░", count: Int(places - filled)) + "]"
  }
}
