import TestSupport

/// What becomes of one frame on the line.
enum Fate: Equatable {
  case passes
  case isLost
  /// It arrives, and a copy of it some ms later.
  case comesTwice(after: UInt64)
  /// It arrives some ms later than usual.
  case isLate(by: UInt64)
  /// One of its bytes is changed.
  case isGarbled
}

/// The two directions of the line.
enum Direction: CaseIterable {
  case toPump, toClient
}

/// A line whose frames meet the fates they are given, in order; after those they all pass.
struct Line {
  static let latency: UInt64 = 20

  private var fates: [Direction: [Fate]] = [:]
  /// Decides when no fate is given.
  var chance: ((Direction) -> Fate)?

  mutating func give(_ direction: Direction, _ fates: Fate...) {
    self.fates[direction, default: []] += fates
  }

  /// The bytes that arrive for a frame, and when.
  mutating func carry(
    _ frame: [UInt8], _ direction: Direction, at time: UInt64
  ) -> [(time: UInt64, bytes: [UInt8])] {
    let given = fates[direction]?.isEmpty == false ? fates[direction]?.removeFirst() : nil
    let arrival = time + Self.latency
    switch given ?? chance?(direction) ?? .passes {
    case .passes: return [(arrival, frame)]
    case .isLost: return []
    case .comesTwice(let gap): return [(arrival, frame), (arrival + gap, frame)]
    case .isLate(let delay): return [(arrival + delay, frame)]
    case .isGarbled:
      var bytes = frame
      bytes[bytes.count / 2] ^= 0x55
      return [(arrival, bytes)]
    }
  }
}
