import PumpFirmware
import PumpWorld
import Quantities
import Telemetry

/// How far the pump's log was read out of its memory, and what it told.
struct LogProgress {
  var newest: UInt32 = 0
  /// The chain value of the newest; `nil` when it went round and is not known.
  var chain: UInt64? = 0
  /// How often each entry was found since all was last compared.
  var found: [ReferencePump.Note: Int] = [:]
  /// Whether entries may have been lost since all was last compared: the memory failed for long.
  var mayLack = false
  /// Whether the memory ever failed for long.
  var hasFailed = false
}

extension SoakWorld {
  /// Reads the entries that came into the ring: no number missing, and the chain unbroken. When
  /// none is on its way there any more, they are held against the reference.
  func readLog() throws(SoakFailure) {
    let newest = pump.firmware.state.log.sequence
    if newest - min(checks.log.newest, newest) > UInt32(MemoryMap.logEntries) {
      // So much in one jump that the ring went round.
      checks.log.newest = newest - UInt32(MemoryMap.logEntries)
      checks.log.chain = nil
      checks.log.mayLack = true
    }
    while checks.log.newest < newest {
      let number = checks.log.newest + 1
      let bytes = pump.memory.readLog(place: MemoryMap.logPlace(number), count: 1)
      guard let link = Self.entry(bytes.span), link.entry.sequence == number else { break }
      let entry = link.entry
      // A place that was written in part only is written again.
      if let chain = checks.log.chain {
        guard link.chain == ReferenceChain.value(of: entry, after: chain) else { break }
      }
      checks.log.newest = number
      checks.log.chain = link.chain
      switch entry.kind {
      case .alarmRaised, .alarmEnded, .selfTestFailed: break
      case .override: countStep(entry)
      case .entriesLost:
        try expect(
          checks.log.hasFailed, .log, "the log says that \(entry.number) entries were lost")
      case .switchedOn, .order, .therapy, .infusionStarted, .infusionEnded, .infusionSkipped,
        .step, .delivered, .refilled, .drugChanged, .clockSet, .undelivered, .patientBolus,
        .lowAlarm, .emergency, .keyChanged, .catheter, .temporaryBegun, .temporaryEnded:
        let note = ReferencePump.Note(
          second: entry.therapySeconds, kind: entry.kind, detail: entry.detail,
          short: entry.short, number: entry.number, amount: entry.amount)
        checks.log.found[note, default: 0] += 1
      }
    }
    let isSound =
      pump.memory.fates.isEmpty && !pump.world.isMemoryFailing && !checks.log.hasFailed
    let isOnItsWay = checks.log.newest < newest
    try expect(
      !isOnItsWay || !isSound, .log,
      "the entries after \(checks.log.newest), up to \(newest), are not in the log")
    if !isOnItsWay { try compareLog() }
  }

  /// Counts what a total was confirmed for: that it had to be, whichever of its rules asked. Of
  /// what else was overridden the reference keeps no account.
  private func countStep(_ entry: LogEntry) {
    guard entry.detail == RefusalCode.totalUnconfirmed.rawValue else { return }
    let note = ReferencePump.Note(
      second: entry.therapySeconds, kind: .override, detail: entry.detail, short: entry.short,
      number: entry.number, amount: 0)
    checks.log.found[note, default: 0] += 1
  }

  /// The entries of one second may be in any order.
  private func compareLog() throws(SoakFailure) {
    defer {
      reference.notes.removeAll()
      for slot in slots.indices { slots[slot]?.reference.notes.removeAll() }
      pending?.done?.reference.notes.removeAll()
      pending?.denied?.reference.notes.removeAll()
      checks.log.found.removeAll()
      checks.log.mayLack =
        pump.world.isMemoryFailing || !pump.memory.fates.isEmpty
        || pump.firmware.state.alarms.contains(.memoryError)
    }
    guard !checks.log.mayLack else { return }
    var counts = checks.log.found
    for note in reference.notes { counts[note, default: 0] -= 1 }
    let odd = counts.filter { $0.value != 0 }.map { note, count in
      "\(count > 0 ? "\(count) too many of" : "\(-count) too few of") \(note.words)"
    }
    if !odd.isEmpty { throw fail(.log, "the log has \(odd.sorted().joined(separator: "; "))") }
  }

  private static func entry(_ place: Span<UInt8>) -> ChainedEntry? {
    unsafe place.withUnsafeBytes { raw -> ChainedEntry? in
      guard let base = raw.baseAddress else { return nil }
      var reader = unsafe ByteReader(base, count: raw.count)
      return ChainedEntry.stored(from: &reader)
    }
  }
}

extension ReferencePump.Note {
  var words: String {
    "\(named(kind)) at \(second) s (detail \(detail), short \(short), number \(number),"
      + " amount \(amount))"
  }
}
