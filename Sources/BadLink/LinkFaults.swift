package import Quantities

/// What is wrong with one direction of a line. Every combination is a line.
///
/// A chance is one per write unless it says otherwise: the bytes that were handed to the line at
/// once. What is above a limit here traps where the line is made.
package struct LinkFaults: Hashable, Sendable {
  /// The longest of the lengths of time below: an hour.
  package static let longest = Milliseconds.hours(1)
  /// The longest burst, in bytes.
  package static let longestBurst = 4096

  /// A write is lost.
  package var loss = Chance.never
  /// A write is sent twice.
  package var duplicate = Chance.never
  /// A write is held back until others have overtaken it, or for up to a second.
  package var reorder = Chance.never
  /// A write is cut off.
  package var truncate = Chance.never
  /// A burst of noise begins in a write.
  package var burst = Chance.never
  /// The longest burst, in bytes, 1 to ``longestBurst``.
  package var burstLength = 16
  /// One bit of a *byte* is turned.
  package var flip = Chance.never
  /// A write waits for the next and arrives as one with it.
  package var merge = Chance.never
  /// A write arrives in two pieces.
  package var split = Chance.never
  /// How long a write takes, up to ``longest``.
  package var latency = Milliseconds.zero
  /// How much longer it may take, up to ``longest``.
  package var jitter = Milliseconds.zero
  /// A write begins a stall.
  package var stall = Chance.never
  /// How long a stall lasts, up to ``longest``. Without a length there is none.
  package var stallLength = Milliseconds.zero
  /// Bits per second, within ``PacedLink/speeds``; `nil` for as fast as can be.
  package var baud: UInt32?

  /// A perfect line.
  package init() {}

  /// A perfect line.
  package static let none = LinkFaults()

  /// Whether everything arrives at once, in order and as it was sent.
  package var isPerfect: Bool {
    LinkChance.allCases.allSatisfy { !happens($0) } && latency == .zero && jitter == .zero
      && baud == nil
  }

  /// Whether a fault can happen: it has a chance, and a stall a length too.
  package func happens(_ chance: LinkChance) -> Bool {
    self[chance] > .never && (chance != .stall || stallLength > .zero)
  }

  /// Whether all that is set is within its limits.
  package var isWithinLimits: Bool {
    let isPaced = baud.map(PacedLink<PerfectLink>.speeds.contains) ?? true
    return isPaced && (1...Self.longestBurst).contains(burstLength)
      && [latency, jitter, stallLength].allSatisfy { $0 <= Self.longest }
  }
}
