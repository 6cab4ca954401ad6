package import Quantities

/// The line between a programmer and a pump: both directions, each with faults of its own.
///
/// The same seed, faults, writes and moments give the same bytes at the same moments.
package struct DuplexLine: Sendable {
  /// Who is at an end of the line.
  package enum End: Hashable, Sendable {
    /// The programmer.
    case programmer
    /// The pump.
    case pump

    /// Who is at the other end.
    package var other: End { self == .pump ? .programmer : .pump }
  }

  /// What a direction is made of.
  private struct Direction: Sendable {
    var faults: LinkFaults
    var seed: UInt64
    private(set) var line: FaultyLink
    /// The next moment at which something happens in it; `nil` when it is empty.
    private(set) var deadline: LinkTime?

    init(_ faults: LinkFaults, seed: UInt64, to end: End, over arrived: PerfectLink) {
      self.faults = faults
      self.seed = seed
      // Both directions may have the same seed, and not the same luck.
      var seeds = SeededGenerator(seed: seed)
      let first = seeds.next()
      line = FaultyLink(seed: end == .pump ? first : seeds.next(), faults: faults, over: arrived)
      deadline = line.deadline
    }

    mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
      line.send(bytes, at: now)
      deadline = line.deadline
    }

    mutating func receive(at now: LinkTime) -> [UInt8]? {
      guard let due = deadline, due <= now else { return nil }
      defer { deadline = line.deadline }
      return line.receive(at: now)
    }
  }

  private var toPump: Direction
  private var toProgrammer: Direction

  /// The next moment at which something happens on the line; `nil` when it is empty.
  ///
  /// It is kept and not computed: whoever has many lines asks each of them again and again.
  package private(set) var deadline: LinkTime?

  /// A line with the same faults both ways. Traps for faults beyond their limits.
  package init(seed: UInt64, faults: LinkFaults) {
    self.init(seed: seed, toPump: faults, toProgrammer: faults)
  }

  /// A line with faults of each direction. Traps for faults beyond their limits.
  package init(seed: UInt64, toPump: LinkFaults, toProgrammer: LinkFaults) {
    self.toPump = Direction(toPump, seed: seed, to: .pump, over: PerfectLink())
    self.toProgrammer = Direction(
      toProgrammer, seed: seed, to: .programmer, over: PerfectLink())
  }

  /// Sends a write from one end to the other.
  package mutating func send(_ bytes: Span<UInt8>, from end: End, at now: LinkTime) {
    switch end {
    case .programmer: toPump.send(bytes, at: now)
    case .pump: toProgrammer.send(bytes, at: now)
    }
    findDeadline()
  }

  /// The next bytes that have arrived at an end by a moment; `nil` when there are no more of them.
  package mutating func deliver(to end: End, at now: LinkTime) -> [UInt8]? {
    guard let deadline, deadline <= now else { return nil }
    defer { findDeadline() }
    return switch end {
    case .programmer: toProgrammer.receive(at: now)
    case .pump: toPump.receive(at: now)
    }
  }

  private mutating func findDeadline() {
    deadline = earlier(toPump.deadline, toProgrammer.deadline)
  }

  /// Whether nothing is wrong either way and nothing is under way: everything would arrive at once.
  package var isIdle: Bool {
    toPump.faults.isPerfect && toProgrammer.faults.isPerfect && deadline == nil
  }

  /// What is wrong on the way to an end.
  package func faults(to end: End) -> LinkFaults {
    end == .pump ? toPump.faults : toProgrammer.faults
  }

  /// The seed of the direction to an end.
  package func seed(to end: End) -> UInt64 { end == .pump ? toPump.seed : toProgrammer.seed }

  /// How often each fault has happened on the way to an end, since it was set.
  package func counts(to end: End) -> LinkCounts {
    end == .pump ? toPump.line.counts : toProgrammer.line.counts
  }

  /// Sets the faults on the way to an end, and begins with the seed. What is under way there
  /// arrives at once. Traps for faults beyond their limits.
  package mutating func set(
    _ faults: LinkFaults, seed: UInt64, to end: End, at now: LinkTime
  ) {
    var arrived = PerfectLink()
    for bytes in deliverEverything(to: end) { arrived.send(bytes, at: now) }
    let direction = Direction(faults, seed: seed, to: end, over: arrived)
    if end == .pump { toPump = direction } else { toProgrammer = direction }
    findDeadline()
  }

  /// Takes all that is under way to an end and would arrive there some day.
  package mutating func deliverEverything(to end: End) -> [[UInt8]] {
    var all: [[UInt8]] = []
    // A line counts from the moments at which things go on in it, never from the one it is asked.
    while let bytes = deliver(to: end, at: LinkTime(rawValue: .max)) { all.append(bytes) }
    return all
  }
}
