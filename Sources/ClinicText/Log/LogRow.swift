package import Clinic
package import PumpText
package import Quantities
package import Telemetry

/// An entry of the log as a row.
package struct LogRow: Equatable, Sendable {
  /// Its number.
  package let number: UInt32
  /// When it was, by the pump's clock, or by its therapy time where that was never set.
  package let time: String
  /// Of which kind it is, in words.
  package let kind: String
  /// What happened.
  package let words: String

  /// The row of an entry, by the clock that it was written under.
  package init(_ entry: LogEntry, _ clock: LogClock) {
    number = entry.sequence
    time = Self.time(clock.clock(of: entry), therapySeconds: entry.therapySeconds)
    kind = entry.kind.words
    words = LogWords.sentence(entry)
  }

  /// When something was: by the clock, or by therapy time where there is none.
  package static func time(_ clock: WallClock?, therapySeconds: UInt32) -> String {
    clock.map(QuantityWords.clock)
      ?? "therapy \(QuantityWords.duration(.seconds(UInt64(therapySeconds))))"
  }
}

/// What is said of a log as a whole.
package struct LogSummary {
  private let collection: LogCollection
  /// Whether the whole log was checked.
  private let isVerified: Bool
  /// The account of volumes; `nil` when it was not made, or cannot be.
  private let account: LogAccount?

  /// The summary of what was collected.
  package init(_ collection: LogCollection, isVerified: Bool, account: LogAccount?) {
    self.collection = collection
    self.isVerified = isVerified
    self.account = account
  }

  /// What speaks against the log.
  package var faults: [LogFinding] { collection.findings.filter { $0.isFault } }

  /// Whether nothing does.
  package var holds: Bool { faults.isEmpty && account?.faults.isEmpty ?? true }

  /// What is known of it, what was found, and whether it holds.
  package func notes(_ face: Face) -> [ScreenNote] {
    guard collection.newest > 0 else { return [ScreenNote("the log is empty")] }
    let known = collection.entries.first?.entry.sequence ?? collection.oldest
    var notes = [
      ScreenNote(
        "entries \(known) to \(collection.newest) are known; "
          + "the pump keeps them from \(collection.oldest) on")
    ]
    notes += collection.findings.map { ScreenNote($0.words, isWarning: $0.isFault) }
    guard isVerified else { return notes }
    notes.append(
      faults.isEmpty
        ? ScreenNote("the chain of \(collection.entries.count) entries holds")
        : .warning("THE LOG DOES NOT HOLD from entry \(faults[0].sequence) on"))
    return notes + (noAccount(face).map { [ScreenNote($0)] } ?? [])
  }

  /// Why there is no account; `nil` where there is one.
  private func noAccount(_ face: Face) -> String? {
    guard account == nil else { return nil }
    let hasDay = collection.entries.contains { $0.entry.kind == .delivered }
    return hasDay
      ? "too little was pumped to tell the volume of a stroke from it; give it with "
        + "\(face.words(.giveStroke))"
      : "no day's account is in the log yet, so there is nothing to compare the counters with"
  }

  /// The account of a log that was checked; empty where there is none.
  package var accountFacts: [ScreenFact] {
    guard isVerified, collection.newest > 0, let account else { return [] }
    return LogAccountWords(account: account).facts
  }
}
