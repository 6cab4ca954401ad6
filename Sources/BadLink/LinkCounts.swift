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
}
