import BadLink
import Quantities
import TestSupport

/// A write and its moment, on its way in or out.
struct Timed: Equatable, CustomStringConvertible {
  var ms: UInt64
  var bytes: [UInt8]

  var description: String { "\(ms): \(bytes)" }
}

/// What is sent over a link in a test, and what arrives.
enum LinkRun {
  /// Writes number 1, 2, 3… at random moments, each byte of one being its number: so that what
  /// arrives tells where it is from.
  static func numbered(_ count: Int, seed: UInt64) -> [Timed] {
    var random = SplitMix64(seed: seed)
    var ms = random.below(1000)
    return (1...count).map { number in
      // Often at the same moment, often close together, sometimes far apart.
      ms += random.spread(upTo: 300)
      let length = 1 + Int(random.spread(upTo: 39))
      return Timed(ms: ms, bytes: [UInt8](repeating: UInt8(number), count: length))
    }
  }

  /// Sends everything and takes what arrives at each deadline, until nothing is under way.
  static func run(_ link: some Link, _ writes: [Timed]) -> [Timed] {
    var link = link
    var arrived: [Timed] = []
    for write in writes {
      while let next = link.deadline, next.rawValue < write.ms {
        receive(&link, next.rawValue, &arrived)
      }
      link.send(write.bytes.span, at: LinkTime(rawValue: write.ms))
    }
    while let next = link.deadline { receive(&link, next.rawValue, &arrived) }
    return arrived
  }

  /// The same, asked at random moments only and at the very end.
  static func runAskedSeldom(
    _ link: some Link, _ writes: [Timed], seed: UInt64
  ) -> [[UInt8]] {
    var random = SplitMix64(seed: seed)
    var link = link
    var arrived: [Timed] = []
    for write in writes {
      link.send(write.bytes.span, at: LinkTime(rawValue: write.ms))
      if random.once(in: 3) { receive(&link, write.ms, &arrived) }
    }
    receive(&link, 1 << 40, &arrived)
    return arrived.map(\.bytes)
  }

  private static func receive(_ link: inout some Link, _ ms: UInt64, _ arrived: inout [Timed]) {
    while let bytes = link.receive(at: LinkTime(rawValue: ms)) {
      arrived.append(Timed(ms: ms, bytes: bytes))
    }
  }
}

extension [Timed] {
  /// All bytes, one after the other.
  var joined: [UInt8] { flatMap(\.bytes) }
}

extension Chance {
  /// So many percent.
  static func percent(_ count: UInt32) -> Chance { Chance(perMille: count * 10) ?? .always }
}

/// A fault of a line, as the tests compose them.
enum Fault: CaseIterable {
  case loss, duplicate, truncate, burst, flip, latency, reorder, merge, split, stall, baud

  /// A link with this fault around another.
  func around(_ inner: some Link, seed: UInt64) -> any Link {
    let often = Chance.percent(30)
    switch self {
    case .loss: return LossyLink(inner, losing: often, seed: seed)
    case .duplicate: return DuplicatingLink(inner, doubling: often, seed: seed)
    case .truncate: return TruncatingLink(inner, cutting: often, seed: seed)
    case .burst: return BurstyLink(inner, chance: often, length: 20, seed: seed)
    case .flip: return FlippingLink(inner, flipping: .percent(5), seed: seed)
    case .latency:
      return DelayingLink(
        inner, latency: Milliseconds(rawValue: 20), jitter: Milliseconds(rawValue: 200), seed: seed)
    case .reorder: return ReorderingLink(inner, holding: often, seed: seed)
    case .merge: return MergingLink(inner, waiting: often, seed: seed)
    case .split: return SplittingLink(inner, splitting: often, seed: seed)
    case .stall: return StallingLink(inner, chance: often, length: .seconds(1), seed: seed)
    case .baud: return PacedLink(inner, baud: 1200)
    }
  }

  /// Whether it can lose bytes.
  var loses: Bool { [.loss, .truncate, .burst, .stall].contains(self) }
  /// Whether it can change bytes.
  var changes: Bool { [.burst, .flip].contains(self) }
}
