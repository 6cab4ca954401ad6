package import Console

/// Small pictures made of characters.
package enum Picture {
  /// How full something is: in 20 places, or on narrow paper in 10.
  package static func gauge(_ value: UInt64, of full: UInt64, on paper: Paper = .plain) -> String {
    let places: UInt64 = paper.columns < Paper.usual ? 10 : 20
    let filled = full == 0 ? 0 : min(places, (value * places + full / 2) / full)
    return "[" + String(repeating: "█", count: Int(filled))
      + String(repeating: "░", count: Int(places - filled)) + "]"
  }
}
