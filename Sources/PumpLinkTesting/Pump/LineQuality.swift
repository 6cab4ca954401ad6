package import BadLink
public import Quantities

/// How good a line is, both ways, until it is set anew. What goes wrong and when is drawn from the
/// pump's seed: the same test has the same luck.
///
///     pump.setLine(.losing(.percent(10)))
public struct LineQuality: Hashable, Sendable {
  /// How often something happens.
  public struct Share: Hashable, Sendable {
    let chance: Chance

    /// Never.
    public static let never = Share(chance: .never)
    /// Every time.
    public static let always = Share(chance: .always)

    /// So many in a hundred; traps above 100.
    public static func percent(_ value: UInt32) -> Share { .partsPerMillion(value * 10_000) }

    /// So many in a million; traps above 1 000 000.
    public static func partsPerMillion(_ value: UInt32) -> Share {
      guard let chance = Chance(partsPerMillion: value) else {
        preconditionFailure("\(value) in a million is more than always")
      }
      return Share(chance: chance)
    }
  }

  /// How often a frame is lost.
  public var loss = Share.never
  /// How often a frame arrives twice.
  public var duplicate = Share.never
  /// How often a frame is overtaken by others.
  public var reorder = Share.never
  /// How often a frame is cut off.
  public var truncate = Share.never
  /// How often a bit of a byte turns.
  public var flip = Share.never
  /// How often a frame arrives in two pieces.
  public var split = Share.never
  /// How long a frame takes, up to an hour.
  public var latency = Milliseconds.zero
  /// How much longer it may take, up to an hour.
  public var jitter = Milliseconds.zero
  /// Bits per second, 300 to 4 000 000; `nil` for as fast as can be.
  public var baud: UInt32?

  /// A perfect line.
  public init() {}

  /// A line on which everything arrives at once, in order and as it was sent.
  public static let perfect = LineQuality()

  /// A line that loses some of the frames.
  public static func losing(_ share: Share) -> LineQuality {
    var line = LineQuality()
    line.loss = share
    return line
  }

  /// A line of so many bits per second.
  public static func slow(baud: UInt32) -> LineQuality {
    var line = LineQuality()
    line.baud = baud
    return line
  }

  /// The same, as the line has it.
  package var faults: LinkFaults {
    var faults = LinkFaults.none
    faults.loss = loss.chance
    faults.duplicate = duplicate.chance
    faults.reorder = reorder.chance
    faults.truncate = truncate.chance
    faults.flip = flip.chance
    faults.split = split.chance
    faults.latency = latency
    faults.jitter = jitter
    faults.baud = baud
    return faults
  }
}
