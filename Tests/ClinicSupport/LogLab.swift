package import Clinic
package import Quantities
package import Telemetry

/// A pump of the tests' own that has a log, and what it says of itself.
package struct LogLab {
  package init() {}

  /// What the pump holds.
  package var entries: [ChainedEntry] = []
  /// How many entries it has room for.
  package var room = 4096
  /// Entries that it cannot give.
  package var damaged: Set<UInt32> = []
  /// The strokes of 250 nL it made, and the drug it was told to give, in pg.
  package private(set) var strokes: UInt64 = 0
  package private(set) var picograms: UInt64 = 0

  /// Adds an entry behind the others.
  package mutating func add(
    _ kind: LogKind, at seconds: UInt32, detail: UInt8 = 0, short: UInt16 = 0, number: UInt32 = 0,
    amount: UInt64 = 0
  ) {
    let entry = LogEntry(
      sequence: UInt32(entries.count + 1), therapySeconds: seconds, kind: kind, detail: detail,
      short: short, number: number, amount: amount)
    let chain = entry.chain(after: entries.last?.chain ?? 0)
    entries.append(ChainedEntry(entry, chain: chain))
  }

  /// Days of 100 mcg of 2000 mcg/mL: 200 strokes of 250 nL each, and an account of each.
  package mutating func days(
    _ count: Int, strokes perDay: UInt64 = 200, picograms: UInt64 = 100_000_000
  ) {
    let start = entries.last?.entry.therapySeconds ?? 0
    for day in 1...count {
      strokes += perDay
      self.picograms += picograms
      add(
        .delivered, at: start + UInt32(day) * 86_400, number: UInt32(truncatingIfNeeded: strokes),
        amount: self.picograms)
    }
  }

  /// The pump's answer to a request for the page that begins with an entry, seven to a page.
  package func page(_ first: UInt32) -> LogAnswer {
    let newest = UInt32(entries.count)
    let oldest = newest == 0 ? 0 : UInt32(max(1, entries.count - room + 1))
    if first < max(oldest, 1) { return .noSuchEntry(nearest: max(oldest, 1)) }
    if first > newest + 1 { return .noSuchEntry(nearest: newest) }
    let isKnown = first > max(oldest, 1) && !damaged.contains(first - 1)
    let before = isKnown ? entries[Int(first) - 2].chain : 0
    var page = LogPage(oldest: oldest, newest: newest, first: first, previousChain: before)
    for sequence in first..<newest + 1 where page.count < LogPage.capacity {
      if damaged.contains(sequence) { break }
      page.append(entries[Int(sequence) - 1])
    }
    return .page(page)
  }

  /// What the pump says now.
  package var now: Interrogation {
    var now = Self.interrogation()
    now.status.therapySeconds = entries.last?.entry.therapySeconds ?? 0
    now.pumpedNanolitres = strokes * 250
    now.programmedPicograms = picograms
    return now
  }

  package static func strength(_ value: UInt32) -> Concentration {
    Concentration(microgramsPerMillilitre: value) ?? .weakest
  }

  package static let refillReport = RefillReport(
    token: 1, expectedNanolitres: 2_000_000, withdrawnNanolitres: 1_900_000,
    discrepancyLimitNanolitres: 2_000_000, volumeNanolitres: 18_000_000,
    residualNanolitres: 1_400_000, oldDrug: .baclofen, drug: .baclofen,
    oldConcentration: strength(500),
    filledConcentration: strength(2000), concentration: strength(1895),
    lowAlarmNanolitres: 4_000_000, bridge: .bridge, skipReason: .none,
    bridgeNanolitres: 272_000, bridgeFlowNanolitresPerDay: 400_000, bridgeSeconds: 58_752)

  package static func therapy(_ nanograms: UInt32) -> TherapyReport {
    TherapyReport(
      token: 0, therapy: .simpleContinuous(DoseRate(nanogramsPerDay: nanograms) ?? .zero),
      drug: .baclofen, concentration: strength(2000), dailyNanograms: nanograms,
      leastDailyNanograms: nanograms, flowNanolitresPerDay: nanograms / 2)
  }

  /// A pump that runs at 100 mcg/day, half full, its clock set.
  package static func interrogation() -> Interrogation {
    Samples.interrogation(at: Samples.time(2026, 3, 3, 9, 0)) { $0.filledSeconds = 0 }
  }
}
