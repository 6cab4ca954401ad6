public import Quantities

/// What is wrong with one direction of a line. Every combination is a line.
///
/// A chance is one per write unless it says otherwise: the bytes that were handed to the line at
/// once. What is above a limit here traps where the line is made.
public struct LinkFaults: Hashable, Sendable {
  /// The longest of the lengths of time below: an hour.
  public static let longest = Milliseconds.hours(1)
  /// The longest burst, in bytes.
  public static let longestBurst = 4096

  /// A write is lost.
  public var loss = Chance.never
  /// A write is sent twice.
  public var duplicate = Chance.never
  /// A write is held back until others have overtaken it, or for up to a second.
  public var reorder = Chance.never
  /// A write is cut off.
  public var truncate = Chance.never
  /// A burst of noise begins in a write.
  public var burst = Chance.never
  /// The longest burst, in bytes, 1 to ``longestBurst``.
  public var burstLength = 16
  /// One bit of a *byte* is turned.
  public var flip = Chance.never
  /// A write waits for the next and arrives as one with it.
  public var merge = Chance.never
  /// A write arrives in two pieces.
  public var split = Chance.never
  /// How long a write takes, up to ``longest``.
  public var latency = Milliseconds.zero
  /// How much longer it may take, up to ``longest``.
  public var jitter = Milliseconds.zero
  /// A write begins a stall.
  public var stall = Chance.never
  /// How long a stall lasts, up to ``longest``. Without a length there is none.
  public var stallLength = Milliseconds.zero
  /// Bits per second, within ``PacedLink/speeds``; `nil` for as fast as can be.
  public var baud: UInt32?

  /// A perfect line.
  public init() {}

  /// A perfect line.
  public static let none = LinkFaults()

  /// Whether everything arrives at once, in order and as it was sent.
  public var isPerfect: Bool {
    let chances = [loss, duplicate, reorder, truncate, burst, flip, merge, split]
    let stalls = stall > .never && stallLength > .zero
    return chances.allSatisfy { $0 == .never } && latency == .zero && jitter == .zero
      && !stalls && baud == nil
  }

  /// Whether all that is set is within its limits.
  public var isWithinLimits: Bool {
    let isPaced = baud.map(PacedLink<PerfectLink>.speeds.contains) ?? true
    return isPaced && (1...Self.longestBurst).contains(burstLength)
      && [latency, jitter, stallLength].allSatisfy { $0 <= Self.longest }
  }
}
