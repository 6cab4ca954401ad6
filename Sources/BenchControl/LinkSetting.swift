package import BadLink
package import Quantities

/// One thing that is set about a line; what is not named stays as it is.
package enum LinkSetting: Equatable, Sendable {
  /// How often a fault happens.
  case chance(LinkChance, Chance)
  /// How long a fault takes.
  case length(LinkLength, Milliseconds)
  /// The longest burst, in bytes.
  case burst(bytes: Int)
  /// Bits per second; `nil` for as fast as can be.
  case baud(UInt32?)

  /// Its key in JSON.
  package var name: String {
    switch self {
    case .chance(let chance, _): chance.name
    case .length(let length, _): length.name
    case .burst: Self.burstKey
    case .baud: Self.baudKey
    }
  }

  /// The key in JSON of the longest burst.
  static var burstKey: String { "burst_bytes" }
  /// What it is, for the help, the page and the schema.
  package static var burstEffect: String {
    "The longest burst, \(LinkFaults.none.burstLength) bytes if never said"
  }
  /// The key in JSON of the speed.
  static var baudKey: String { "baud" }
  /// What it is, for the help, the page and the schema.
  package static var baudEffect: String { "The speed of the line, ten bits to a byte" }

  /// Its value.
  var tree: BenchTree {
    switch self {
    case .chance(_, let chance): chance.tree
    case .length(_, let length): length.tree
    case .burst(let bytes): bytes.tree
    case .baud(let baud): (baud ?? 0).tree
    }
  }
}

extension LinkChance {
  /// What it is called.
  package var word: String {
    switch self {
    case .loss: "loss"
    case .duplicate: "duplicate"
    case .reorder: "reorder"
    case .truncate: "truncate"
    case .burst: "burst"
    case .flip: "flip"
    case .merge: "merge"
    case .split: "split"
    case .stall: "stall"
    }
  }

  /// Its key in JSON.
  package var name: String { word + "_ppm" }

  /// The key in JSON of how often it has happened.
  package var countName: String {
    switch self {
    case .loss: "lost"
    case .duplicate: "duplicated"
    case .reorder: "reordered"
    case .truncate: "truncated"
    case .burst: "bursts"
    case .flip: "flipped"
    case .merge: "merged"
    case .split: "split"
    case .stall: "stalls"
    }
  }

  /// What happens, for the help, the page and the schema.
  package var effect: String {
    switch self {
    case .duplicate: "A write is sent twice, one copy right after the other"
    case .loss: "A write is lost"
    case .truncate: "A write is cut off, anywhere before its end"
    case .burst:
      "A burst of bytes begins anywhere in a write; all of them are lost, or all are noise, the one"
        + " as often as the other; it reaches into the next write, if that is sent within 20 ms"
    case .flip: "A bit of a byte turns, for each byte"
    case .reorder:
      "A write is held back until one to three others that are not have passed, or for 1 ms to 1 s,"
        + " whichever is first"
    case .merge: "A write waits for the next and arrives as one with it, or alone after 50 ms"
    case .split: "A write arrives in two pieces, 1 ms to 20 ms apart"
    case .stall:
      "A stall begins at a write, unless there is one; 10 % of them if only its length is given"
    }
  }

  /// What it is a chance of each of.
  package var chances: String {
    switch self {
    case .duplicate, .loss, .truncate, .burst, .reorder, .merge, .split, .stall: "writes"
    case .flip: "bytes"
    }
  }
}

extension LinkLength {
  /// Its key in JSON.
  package var name: String {
    switch self {
    case .latency: "latency_ms"
    case .jitter: "jitter_ms"
    case .stall: "stall_ms"
    }
  }

  /// What it is, for the help, the page and the schema.
  package var effect: String {
    switch self {
    case .latency: "How long a write takes"
    case .jitter: "How much longer it may take; none overtakes another"
    case .stall:
      "How long nothing passes in a stall; then all that was sent meanwhile does at once, or none"
        + " of it, the one as often as the other"
    }
  }
}

extension LinkFaults {
  /// How often the line stalls where only the length of a stall is given: one write in ten.
  private static var usualStall: Chance { Chance(perMille: 100) ?? .always }

  /// The faults that a line has after some settings. Throws for half a fault.
  package func after(_ settings: [LinkSetting]) throws(BenchFailure) -> LinkFaults {
    var faults = self
    var stallChance: Chance?
    var isBurstNamed = false
    var isStallLong = false
    for setting in settings {
      switch setting {
      case .chance(let chance, let value):
        faults[chance] = value
        if chance == .stall { stallChance = value }
      case .length(let length, let value):
        faults[length] = value
        if length == .stall { isStallLong = value > .zero }
      case .burst(let bytes):
        faults.burstLength = bytes
        isBurstNamed = true
      case .baud(let baud): faults.baud = baud
      }
    }
    if stallChance ?? .never > .never, faults.stallLength == .zero {
      throw .wrongParameters("a stall needs its length, stall_ms")
    }
    if isBurstNamed, faults.burst == .never {
      throw .wrongParameters("a burst needs its chance, burst_ppm")
    }
    if isStallLong, faults.stall == .never, stallChance == nil { faults.stall = Self.usualStall }
    if faults.stall == .never { faults.stallLength = .zero }
    if faults.stallLength == .zero { faults.stall = .never }
    if faults.burst == .never { faults.burstLength = LinkFaults.none.burstLength }
    return faults
  }
}
