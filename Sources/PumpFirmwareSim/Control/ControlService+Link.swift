import BadLink
import Quantities

/// What the bench does to the line. It is no part of the pump, so nothing is saved.
extension ControlService {
  func setLink(_ parameters: ControlRequest.Parameters) throws(Failure) -> LinkReport {
    let ends = try ends(parameters.direction)
    guard parameters.hasLinkFault || parameters.seed != nil else {
      throw .wrongParameters("link_set takes at least one fault, for example loss_ppm")
    }
    // All is looked at before anything is changed.
    var wanted: [(DuplexLink.End, LinkFaults)] = []
    for end in ends { wanted.append((end, try parameters.faults(on: line.faults(to: end)))) }
    if !parameters.hasLinkFault, wanted.allSatisfy({ $0.1.isPerfect }) {
      throw .refused("nothing is wrong with the line, so a seed alone makes no difference")
    }
    let now = stand.now().link
    for (end, faults) in wanted {
      line.set(faults, seed: parameters.seed ?? line.seed(to: end), to: end, at: now)
    }
    return LinkReport(line)
  }

  func clearLink(_ parameters: ControlRequest.Parameters) throws(Failure) -> LinkReport {
    let now = stand.now().link
    for end in try ends(parameters.direction) {
      line.set(.none, seed: BenchLine.seed, to: end, at: now)
    }
    return LinkReport(line)
  }

  private func ends(_ direction: String?) throws(Failure) -> [DuplexLink.End] {
    guard let way = LinkDirection(rawValue: direction ?? LinkDirection.both.rawValue) else {
      throw .wrongParameters("direction is to-pump, from-pump or both")
    }
    return way.ends
  }
}

/// Which way over the line.
enum LinkDirection: String, CaseIterable {
  case toPump = "to-pump"
  case fromPump = "from-pump"
  case both

  /// Where these ways lead.
  var ends: [DuplexLink.End] {
    switch self {
    case .toPump: [.pump]
    case .fromPump: [.programmer]
    case .both: [.pump, .programmer]
    }
  }
}

extension ControlRequest.Parameters {
  /// The chances by name, those that are given.
  private var chances: [(name: String, at: WritableKeyPath<LinkFaults, Chance>, value: UInt32)] {
    let all: [(String, WritableKeyPath<LinkFaults, Chance>, UInt32?)] = [
      ("loss_ppm", \.loss, loss_ppm), ("duplicate_ppm", \.duplicate, duplicate_ppm),
      ("reorder_ppm", \.reorder, reorder_ppm), ("truncate_ppm", \.truncate, truncate_ppm),
      ("burst_ppm", \.burst, burst_ppm), ("flip_ppm", \.flip, flip_ppm),
      ("merge_ppm", \.merge, merge_ppm), ("split_ppm", \.split, split_ppm),
      ("stall_ppm", \.stall, stall_ppm),
    ]
    return all.compactMap { name, place, value in value.map { (name, place, $0) } }
  }

  /// The lengths of time by name, those that are given.
  private var lengths:
    [(name: String, at: WritableKeyPath<LinkFaults, Milliseconds>, value: UInt64)]
  {
    let all: [(String, WritableKeyPath<LinkFaults, Milliseconds>, UInt64?)] = [
      ("latency_ms", \.latency, latency_ms), ("jitter_ms", \.jitter, jitter_ms),
      ("stall_ms", \.stallLength, stall_ms),
    ]
    return all.compactMap { name, place, value in value.map { (name, place, $0) } }
  }

  /// Whether any fault of a line is named.
  var hasLinkFault: Bool {
    !chances.isEmpty || !lengths.isEmpty || burst_bytes != nil || baud != nil
  }

  /// The faults that a line has after these settings.
  func faults(on before: LinkFaults) throws(Failure) -> LinkFaults {
    var faults = before
    for (name, place, value) in chances {
      guard let chance = Chance(partsPerMillion: value) else {
        throw .wrongParameters("\(name) is 0 to \(Chance.whole), which is every time")
      }
      faults[keyPath: place] = chance
    }
    for (name, place, value) in lengths {
      guard value <= LinkFaults.longest.rawValue else {
        throw .wrongParameters("\(name) is 0 to \(LinkFaults.longest.rawValue), an hour")
      }
      faults[keyPath: place] = Milliseconds(rawValue: value)
    }
    if let burst_bytes {
      guard (1...LinkFaults.longestBurst).contains(burst_bytes) else {
        throw .wrongParameters("burst_bytes is 1 to \(LinkFaults.longestBurst)")
      }
      faults.burstLength = burst_bytes
    }
    if let baud {
      let speeds = PacedLink<PerfectLink>.speeds
      guard baud == 0 || speeds.contains(baud) else {
        throw .wrongParameters(
          "baud is \(speeds.lowerBound) to \(speeds.upperBound), or 0 for as fast as can be")
      }
      faults.baud = baud == 0 ? nil : baud
    }
    try complete(&faults)
    return faults
  }

  /// Fills in what half a fault leaves open, or says what is missing.
  private func complete(_ faults: inout LinkFaults) throws(Failure) {
    if stall_ppm ?? 0 > 0, faults.stallLength == .zero {
      throw .wrongParameters("a stall needs its length: stall_ms, or --stall of the command")
    }
    if burst_bytes != nil, faults.burst == .never {
      throw .wrongParameters("a burst needs its chance: burst_ppm, or --burst of the command")
    }
    if stall_ms ?? 0 > 0, faults.stall == .never, stall_ppm == nil {
      faults.stall = LinkFaults.usualStall
    }
    if faults.stall == .never { faults.stallLength = .zero }
    if faults.stallLength == .zero { faults.stall = .never }
    if faults.burst == .never { faults.burstLength = LinkFaults.none.burstLength }
  }
}

extension LinkFaults {
  /// How often the line stalls where only the length of a stall is given: one write in ten.
  static let usualStall = Chance(perMille: 100) ?? .always
}
