/// How likely something is each time it can happen, in parts per million.
package struct Chance: Hashable, Sendable, Comparable {
  /// What is certain, in parts per million.
  package static var whole: UInt32 { 1_000_000 }
  /// It never happens.
  package static let never = Chance(rawPPM: 0)
  /// It happens every time.
  package static let always = Chance(rawPPM: whole)

  /// Parts per million, 0 to 1 000 000.
  package let partsPerMillion: UInt32

  private init(rawPPM: UInt32) { partsPerMillion = rawPPM }

  /// A chance, or `nil` above 1 000 000 ppm.
  package init?(partsPerMillion: UInt32) {
    guard partsPerMillion <= Self.whole else { return nil }
    self.init(rawPPM: partsPerMillion)
  }

  /// So many in a thousand, or `nil` above 1000.
  package init?(perMille: UInt32) {
    guard perMille <= 1000 else { return nil }
    self.init(rawPPM: perMille * 1000)
  }

  /// The less likely comes first.
  package static func < (left: Chance, right: Chance) -> Bool {
    left.partsPerMillion < right.partsPerMillion
  }
}
