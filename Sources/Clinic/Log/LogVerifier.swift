import Quantities
package import Telemetry

/// Recomputes the whole log of a pump: the chain, the archive's copy, and the account of volumes.
///
/// It is driven as a ``LogCollector``, and reads every entry from the pump, whatever an archive has
/// of it.
package struct LogVerifier: LogCourse {
  /// Without the archive: the pump must stand for all of it.
  private var collector = LogCollector(from: 1, archived: [])
  private let archived: [ChainedEntry]

  /// The check of a pump of which an archive has these entries.
  package init(archived: [ChainedEntry]) { self.archived = archived }

  /// The first entry of the page to ask for now; `nil` when all is there.
  package var wants: UInt32? { collector.wants }

  /// The pump answered.
  package mutating func heard(_ answer: LogAnswer) throws(LogFault) {
    try collector.heard(answer)
  }

  /// What came of it, once all was read.
  package var result: LogCollection {
    var result = collector.result
    result.toArchive = []
    let own = result.byNumber
    for item in archived {
      let sequence = item.entry.sequence
      if sequence > result.newest {
        result.findings.append(.wentBack(from: sequence))
        break
      }
      if let read = own[sequence], read != item {
        result.findings.append(.differsFromArchive(sequence))
      }
    }
    if LogChain.isSound(result.findings) {
      join(&result)
      if LogChain.isSound(result.findings) { result.toArchive = result.entries }
    }
    result.findings.sort { $0.sequence < $1.sequence }
    return result
  }

  /// Puts what only the archive has in front, and checks that it leads on to what the pump has.
  private func join(_ result: inout LogCollection) {
    let own = Set(result.entries.map { $0.entry.sequence })
    let rest = archived.filter { !own.contains($0.entry.sequence) }
    guard !rest.isEmpty else { return }
    result.entries = (rest + result.entries).inOrder
    let known = Set(rest.map { $0.entry.sequence })
    let stillUnreadable = result.findings.filter {
      if case .unreadable = $0 { return true }
      return false
    }
    result.findings = LogChain.findings(
      result.entries, previousChains: result.previousChains)
    if let first = result.entries.first?.entry.sequence, first > 1 {
      result.findings.append(.missing(1...first - 1))
    }
    result.findings += stillUnreadable
    // A damaged place is named as such, even where the archive has what was there.
    result.findings.removeAll { finding in
      guard case .missing(let range) = finding, range.count == 1 else { return false }
      return !known.contains(range.lowerBound)
        && stillUnreadable.contains(.unreadable(range.lowerBound))
    }
  }
}
