import PumpFirmware
package import Quantities
import Telemetry

/// What can be read from the ring of a pump's event log.
package struct LogWitness: Equatable, Sendable {
  /// The oldest entry in the ring; zero when there is none.
  package var oldest: UInt32 = 0
  /// The newest entry in the ring.
  package var newest: UInt32 = 0
  /// The first entry that is not as it was written; `nil` when all are.
  package var damaged: UInt32?
  /// How many entries the log itself says were lost.
  package var lost: UInt64 = 0
  /// What the entries say was not made up for.
  package var undelivered: Picograms = .zero
  /// The newest account of a day.
  package var account: DayAccount?

  /// An account of a day, by the pump's own time.
  package struct DayAccount: Equatable, Sendable {
    /// When it was made.
    package var time: TherapyTime
    /// The strokes since the factory, modulo 2^32.
    package var strokes: UInt32
    /// What was programmed since the factory.
    package var programmed: Picograms
  }

  fileprivate mutating func add(_ entry: LogEntry) {
    newest = entry.sequence
    switch entry.kind {
    case .undelivered: undelivered += Picograms(rawValue: entry.amount)
    case .entriesLost: lost += UInt64(entry.number)
    case .delivered:
      account = DayAccount(
        time: .zero.after(.seconds(UInt64(entry.therapySeconds))), strokes: entry.number,
        programmed: Picograms(rawValue: entry.amount))
    // What tells of no volume, or of one that the accounts of the days hold too.
    case .switchedOn, .order, .therapy, .override, .infusionStarted, .infusionEnded,
      .infusionSkipped, .step, .alarmRaised, .alarmEnded, .refilled, .drugChanged, .clockSet,
      .selfTestFailed, .patientBolus, .lowAlarm, .emergency, .keyChanged, .catheter,
      .temporaryBegun, .temporaryEnded:
      break
    }
  }
}

extension VirtualPump {
  /// Reads the whole ring, checking each entry's chain value.
  package mutating func readLogWitness() -> LogWitness {
    let newest = firmware.state.log.sequence
    let held = UInt32(MemoryMap.logEntries)
    var result = LogWitness()
    guard newest > 0 else { return result }
    result.oldest = newest > held ? newest - held + 1 : 1
    var chain: UInt64? = result.oldest == 1 ? 0 : nil
    for number in result.oldest...newest {
      let bytes = memory.readLog(place: MemoryMap.logPlace(number), count: 1)
      guard let stored = Self.storedEntry(bytes.span), stored.entry.sequence == number else {
        // The newest entries may still be on their way from the record to the ring.
        if newest - number >= 64 { result.damaged = result.damaged ?? number }
        break
      }
      let isSound = chain.map { stored.entry.chain(after: $0) == stored.chain } ?? true
      if !isSound { result.damaged = result.damaged ?? number }
      chain = stored.chain
      result.add(stored.entry)
    }
    return result
  }
}
