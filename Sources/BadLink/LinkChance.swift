package import Quantities

/// The faults of a line that happen by chance, in the order in which a write meets them. The table
/// of them: what is set, counted, shown and told of a line is computed from it.
package enum LinkChance: UInt8, CaseIterable, Sendable {
  case duplicate, loss, truncate, burst, flip, reorder, merge, split, stall

  /// How many there are.
  static var count: Int { 9 }
}

/// The lengths of time of a line's faults.
package enum LinkLength: CaseIterable, Sendable {
  case latency, jitter, stall
}

extension LinkFaults {
  /// How often a fault happens.
  package subscript(chance: LinkChance) -> Chance {
    get {
      switch chance {
      case .loss: loss
      case .duplicate: duplicate
      case .reorder: reorder
      case .truncate: truncate
      case .burst: burst
      case .flip: flip
      case .merge: merge
      case .split: split
      case .stall: stall
      }
    }
    set {
      switch chance {
      case .loss: loss = newValue
      case .duplicate: duplicate = newValue
      case .reorder: reorder = newValue
      case .truncate: truncate = newValue
      case .burst: burst = newValue
      case .flip: flip = newValue
      case .merge: merge = newValue
      case .split: split = newValue
      case .stall: stall = newValue
      }
    }
  }

  /// How long a fault takes.
  package subscript(length: LinkLength) -> Milliseconds {
    get {
      switch length {
      case .latency: latency
      case .jitter: jitter
      case .stall: stallLength
      }
    }
    set {
      switch length {
      case .latency: latency = newValue
      case .jitter: jitter = newValue
      case .stall: stallLength = newValue
      }
    }
  }
}
