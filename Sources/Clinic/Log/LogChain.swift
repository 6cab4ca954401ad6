import Quantities
package import Telemetry

/// What is wrong with a log.
package enum LogFinding: Equatable {
  /// The pump holds the entry, but cannot give it: its memory is damaged there.
  case unreadable(UInt32)
  /// Neither the pump nor the archive has these.
  case missing(ClosedRange<UInt32>)
  /// The entry and its chain value do not belong behind the entry before it.
  case brokenChain(UInt32)
  /// The archive has another entry under this number.
  case differsFromArchive(UInt32)
  /// The archive has entries that the pump does not have yet: its log went back.
  case wentBack(from: UInt32)
  /// The pump itself says that it could not store entries before this one.
  case lostBefore(UInt32, count: UInt32)

  /// The number of the first entry that is concerned.
  package var sequence: UInt32 {
    switch self {
    case .unreadable(let sequence), .brokenChain(let sequence),
      .differsFromArchive(let sequence), .wentBack(let sequence), .lostBefore(let sequence, _):
      sequence
    case .missing(let range): range.lowerBound
    }
  }

  /// Whether the log does not hold because of it. That a log does not go back to the first entry is
  /// no fault: the pump has room for so many.
  package var isFault: Bool {
    if case .missing(let range) = self { return range.lowerBound > 1 }
    return true
  }

  /// The names of what can be wrong.
  package enum Problem: String, CaseIterable {
    case unreadable
    case missing
    case brokenChain = "broken_chain"
    case differsFromArchive = "differs_from_archive"
    case wentBack = "went_back"
    case lost
  }

  /// Which of them it is.
  package var problem: Problem {
    switch self {
    case .unreadable: .unreadable
    case .missing: .missing
    case .brokenChain: .brokenChain
    case .differsFromArchive: .differsFromArchive
    case .wentBack: .wentBack
    case .lostBefore: .lost
    }
  }
}

/// Checks that entries hang together.
package enum LogChain {
  /// What is wrong among entries that are in order, each number at most once.
  ///
  /// `previousChains` are the chain values the pump gave for what comes before an entry.
  package static func findings(
    _ entries: [ChainedEntry], previousChains: [UInt32: UInt64] = [:]
  ) -> [LogFinding] {
    var findings: [LogFinding] = []
    var previous: ChainedEntry?
    for item in entries {
      let sequence = item.entry.sequence
      var before: UInt64? = sequence == 1 ? 0 : previousChains[sequence]
      if let previous, previous.entry.sequence + 1 == sequence {
        if let before, before != previous.chain {
          findings.append(.brokenChain(sequence))
        }
        before = previous.chain
      } else if let previous, previous.entry.sequence + 1 < sequence {
        findings.append(.missing(previous.entry.sequence + 1...sequence - 1))
      }
      if let before, item.entry.chain(after: before) != item.chain,
        findings.last != .brokenChain(sequence)
      {
        findings.append(.brokenChain(sequence))
      }
      if item.entry.kind == .entriesLost {
        findings.append(.lostBefore(sequence, count: item.entry.number))
      }
      previous = item
    }
    return findings
  }

  /// Whether none of the findings is about the entries' content.
  package static func isSound(_ findings: [LogFinding]) -> Bool {
    findings.allSatisfy {
      switch $0 {
      case .missing, .lostBefore, .unreadable: true
      case .brokenChain, .differsFromArchive, .wentBack: false
      }
    }
  }
}
