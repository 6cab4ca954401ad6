/// How often each fault of a line has happened.
package struct LinkCounts: Hashable, Sendable {
  /// Writes that were handed to the line.
  package var writes: UInt64 = 0
  private var happened = [UInt64](repeating: 0, count: LinkChance.count)

  /// Nothing has happened.
  package init() {}

  /// How often a fault has happened: to writes, or to copies of them where they were sent twice;
  /// of flips, to bits.
  package subscript(chance: LinkChance) -> UInt64 {
    get { happened[Int(chance.rawValue)] }
    set { happened[Int(chance.rawValue)] = newValue }
  }

  /// What has happened since earlier counts of the same line, each fault with how often. Where the
  /// line was set anew meanwhile, all there is has happened since.
  package func happened(since earlier: LinkCounts) -> [(chance: LinkChance, count: UInt64)] {
    let isSame =
      writes >= earlier.writes && LinkChance.allCases.allSatisfy { self[$0] >= earlier[$0] }
    var all: [(chance: LinkChance, count: UInt64)] = []
    for chance in LinkChance.allCases {
      let count = isSame ? self[chance] - earlier[chance] : self[chance]
      if count > 0 { all.append((chance, count)) }
    }
    return all
  }
}
