import Clinic
import Telemetry

/// Recomputes the whole log of a pump: the chain, the archive's copy, and the account of volumes.
package struct LogVerifier {
  let reader: LogReader
  let archive: Archive?
  let serial: String

  /// Reads every entry from the pump, whatever the archive has of it.
  package func check() throws -> LogCollection {
    let archived = try archive?.logEntries(serial: serial) ?? []
    // Without the archive the pump must stand for all of it.
    var result = try LogCollector(reader: reader, archive: nil, serial: serial).entries(from: 1)
    let own = Dictionary(result.entries.map { ($0.entry.sequence, $0) }) { first, _ in first }
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
      join(&result, archived)
      if LogChain.isSound(result.findings) { try archive?.add(result.entries, serial: serial) }
    }
    result.findings.sort { $0.sequence < $1.sequence }
    return result
  }

  /// Puts what only the archive has in front, and checks that it leads on to what the pump has.
  private func join(_ result: inout LogCollection, _ archived: [ChainedEntry]) {
    let own = Set(result.entries.map(\.entry.sequence))
    let rest = archived.filter { !own.contains($0.entry.sequence) }
    guard !rest.isEmpty else { return }
    result.entries = (rest + result.entries).sorted { $0.entry.sequence < $1.entry.sequence }
    let known = Set(rest.map(\.entry.sequence))
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
