package import Quantities

extension WallClock {
  /// The weekday of a date: 0 for Monday. 2000-01-01 was a Saturday.
  package var weekday: Int { (Int(rawValue / 86_400) + 5) % 7 }
}
