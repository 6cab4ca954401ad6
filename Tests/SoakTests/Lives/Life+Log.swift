import PumpFirmware
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import Soak

/// How far the log was read, and what it told.
struct LogSoFar {
  var newest: UInt32 = 0
  var chain: UInt64 = 0
}

extension Life {
  /// Reads what was logged since the last time and holds it against the reference: no number
  /// missing, the chain unbroken, and every dose, step and account as it was.
  mutating func checkLog() throws {
    var found: [ReferencePump.Note] = []
    var isWhole = true
    var next = logRead.newest + 1
    while true {
      guard case .logPage(let page) = handset.ask(.readLog(ReadLog(from: next))) else {
        // The ring holds 4096 entries; the older ones are gone.
        guard isWhole, case .interrogation = handset.ask(.interrogate) else { break }
        isWhole = false
        let newest = handset.pump.firmware.state.log.sequence
        next = newest > 200 ? newest - 199 : 1
        continue
      }
      try expect(page.first, next, "the first entry of the page")
      if isWhole {
        try expect(page.previousChain, logRead.chain, "the chain value before entry \(next)")
      }
      try expect(page.count > 0 || next > page.newest, "entry \(next) cannot be read")
      logRead.chain = page.previousChain
      for place in 0..<page.count {
        try take(page[place], number: next, &found)
        next += 1
      }
      if next > page.newest { break }
    }
    try expect(next > logRead.newest, "nothing of the log could be read")
    logRead.newest = next - 1
    try compare(found, isWhole: isWhole)
    reference.notes.removeAll()
  }

  private mutating func take(
    _ link: ChainedEntry, number: UInt32, _ found: inout [ReferencePump.Note]
  ) throws {
    let entry = link.entry
    try expect(entry.sequence, number, "the number of an entry")
    let chain = ReferenceChain.value(of: entry, after: logRead.chain)
    try expect(link.chain, chain, "the chain value of entry \(number)")
    logRead.chain = link.chain
    switch entry.kind {
    case .alarmRaised, .alarmEnded, .override: return
    default: break
    }
    found.append(
      ReferencePump.Note(
        second: entry.therapySeconds, kind: entry.kind, detail: entry.detail, short: entry.short,
        number: entry.number, amount: entry.amount))
  }

  /// The entries of one second may be in any order.
  private func compare(_ found: [ReferencePump.Note], isWhole: Bool) throws {
    var expected = reference.notes
    if !isWhole, let first = found.first?.second { expected.removeAll { $0.second <= first } }
    var counts: [ReferencePump.Note: Int] = [:]
    for note in expected { counts[note, default: 0] += 1 }
    for note in found { counts[note, default: 0] -= 1 }
    if !isWhole, let first = found.first?.second {
      counts = counts.filter { $0.key.second > first }
    }
    for (note, count) in counts where count != 0 {
      try expect(
        false, count > 0 ? "the log lacks \(note)" : "the log tells, and it was not so, \(note)")
    }
  }
}
