import ClinicSupport
import ReportFigures
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// A bridge as the log and a bench's record tell it.
@Suite(.limited)
struct BridgeFigureTests {
  @Test func `with a sharp front the dose stays, and the smeared one shows what it makes of it`()
    throws
  {
    var facts = ReportLab.facts()
    facts.truth = ReportLab.truth
    let figure = BridgeFigure(facts: facts)
    let bridge = try #require(figure.bridge)
    #expect(bridge.old == 500 && bridge.new == 2000)
    #expect(abs(bridge.oldDose - 200) < 0.01)
    #expect(abs((bridge.ended ?? 0) - bridge.began - 58_752) < 1)
    let hours = figure.hours(of: bridge)
    #expect(hours.count > 40)
    // One hour holds both the end of the bridge and the front; in all others it is exact.
    let off = hours.filter { abs($0.sharp - 200) > 0.01 * 200 }
    #expect(off.count <= 1, "\(off)")
    #expect(hours.map(\.given).max() ?? 0 > 220, "the front comes early where it is smeared")
    facts.truth = []
    #expect(BridgeFigure(facts: facts).hours(of: bridge).isEmpty)
    #expect(BridgeFigure(facts: facts).markup != nil)
    facts.log.entries = []
    #expect(BridgeFigure(facts: facts).markup == nil)
  }

  /// A refill at hour 0 with a bridge of 1000 mcg over 10 h, and what happens then.
  private func bridge(_ events: (inout LogLab) -> Void) throws -> Bridge {
    var log = LogLab()
    log.add(.switchedOn, at: 0)
    log.add(.order, at: 3600, detail: RequestType.commit.rawValue)
    log.add(.refilled, at: 3600, detail: BridgeDecision.bridge.rawValue, number: 18_000_000)
    log.add(.drugChanged, at: 3600, detail: 1, number: 2000, amount: 500)
    start(&log, hour: 1, 1_000_000)
    events(&log)
    return try #require(Bridge(log.entries.map(\.entry)))
  }

  private func start(_ log: inout LogLab, hour: UInt32, _ nanograms: UInt32) {
    log.add(
      .infusionStarted, at: hour * 3600, detail: InfusionKind.bridge.rawValue, number: nanograms,
      amount: UInt64(nanograms) * 36)
  }

  private func end(_ log: inout LogLab, hour: UInt32, _ nanograms: UInt32, cut: UInt16 = 0) {
    log.add(
      .infusionEnded, at: hour * 3600, detail: InfusionKind.bridge.rawValue, short: cut,
      number: nanograms)
  }

  @Test func `the dose it goes on with is told by its flow, also of the first programme`() throws {
    let bridge = try bridge { log in end(&log, hour: 11, 1_000_000) }
    // 1000 mcg of 2000 mcg/mL are 0.5 mL, which in 10 h are 1.2 mL/day of 500 mcg/mL.
    #expect(abs(bridge.oldDose - 600) < 0.001)
  }

  @Test func `strokes made up for and a stop in between make it longer, and it stays one`() throws {
    let bridge = try bridge { log in
      log.add(.alarmRaised, at: 3 * 3600, detail: Alarm.motorStall.rawValue)
      log.add(.alarmEnded, at: 5 * 3600, detail: Alarm.motorStall.rawValue)
      end(&log, hour: 11, 1_000_000)
      start(&log, hour: 11, 200_000)
      log.add(.order, at: 12 * 3600, detail: RequestType.stop.rawValue)
      end(&log, hour: 12, 100_000, cut: 1)
      start(&log, hour: 15, 100_000)
      end(&log, hour: 16, 100_000)
      // Years later the battery ends; that is no part of it.
      log.add(.alarmRaised, at: 9000 * 3600, detail: Alarm.endOfService.rawValue)
    }
    #expect(bridge.began == 3600 && bridge.ended == 16 * 3600 && !bridge.isCutShort)
    #expect(bridge.filled == 3600 && bridge.old == 500 && bridge.new == 2000)
    #expect(abs(bridge.madeUp - 0.1) < 1e-9 && abs(bridge.madeUpSeconds - 2 * 3600) < 1e-6)
    #expect(bridge.waited == 3 * 3600)
    #expect(bridge.isFlowing(from: 5 * 3600, to: 12 * 3600))
    #expect(!bridge.isFlowing(from: 4 * 3600, to: 5 * 3600))
    #expect(!bridge.isFlowing(from: 14 * 3600, to: 15 * 3600))
    let words = BridgeFigure(facts: ReportLab.facts()).words(bridge)
    for part in ["took 15 h", "2 h of it made up for the 0.1 mL", "For 3 h it waited"] {
      #expect(words.contains(part), "\(words)")
    }
  }

  @Test func `one that runs, waits or was cancelled is told as such`() throws {
    let running = try bridge { _ in }
    #expect(running.ended == nil && running.madeUp == 0 && running.waited == 0)
    let waiting = try bridge { end(&$0, hour: 4, 300_000, cut: 1) }
    #expect(waiting.ended == nil && !waiting.isCutShort)
    let cancelled = try bridge { log in
      log.add(.order, at: 5 * 3600, detail: RequestType.cancelBridge.rawValue)
      end(&log, hour: 5, 400_000, cut: 1)
    }
    #expect(cancelled.ended == 5 * 3600 && cancelled.isCutShort)
    let waited = try bridge { log in
      end(&log, hour: 4, 300_000, cut: 1)
      log.add(.order, at: 6 * 3600, detail: RequestType.cancelBridge.rawValue)
    }
    #expect(waited.ended == 6 * 3600 && waited.isCutShort)
    let failed = try bridge { log in
      log.add(.alarmRaised, at: 5 * 3600, detail: Alarm.deliveryFault.rawValue)
      end(&log, hour: 5, 400_000, cut: 1)
    }
    #expect(failed.ended == 5 * 3600 && failed.isCutShort)
    let words = BridgeFigure(facts: ReportLab.facts()).words
    #expect(words(running).contains("has not ended") && words(failed).contains("was cut short"))
  }

  @Test func `a later refill of the same strength, or a bridge by hand, is another matter`() throws
  {
    let bridge = try bridge { log in
      end(&log, hour: 11, 1_000_000)
      log.add(.refilled, at: 900 * 3600, detail: BridgeDecision.none.rawValue, number: 18_000_000)
      log.add(.order, at: 901 * 3600, detail: RequestType.startBridge.rawValue)
      start(&log, hour: 901, 500_000)
      end(&log, hour: 906, 500_000)
    }
    #expect(bridge.began == 3600 && bridge.ended == 11 * 3600 && bridge.waited == 0)
    #expect(Bridge([]) == nil)
  }

  @Test func `between two drugs each has a drawing of its own, and nothing of the other in it`()
    throws
  {
    var facts = ReportLab.facts()
    facts.log.entries = facts.log.entries.map { chained in
      guard chained.entry.kind == .drugChanged else { return chained }
      let entry = chained.entry
      return ChainedEntry(
        LogEntry(
          sequence: entry.sequence, therapySeconds: entry.therapySeconds,
          kind: entry.kind, detail: DrugCode.morphine.rawValue,
          short: UInt16(DrugCode.baclofen.rawValue), number: entry.number, amount: entry.amount),
        chain: chained.chain)
    }
    // As a bench saw it that told the drugs apart from the refill on.
    let front = 18_400_000.0 + 272_000
    var (old, new) = (0.0, 0.0)
    var before: TruthSample?
    facts.truth = ReportLab.truth.map { sample in
      let volume = sample.pumped - (before?.pumped ?? sample.pumped)
      before = sample
      if sample.pumped <= front { old += volume * 500 } else { new += volume * 2000 }
      return TruthSample(
        seconds: sample.seconds, pumped: sample.pumped, patient: old + new,
        byDrug: sample.pumped < 18_400_000 ? [:] : [.baclofen: old, .morphine: new])
    }
    let figure = BridgeFigure(facts: facts)
    let bridge = try #require(figure.bridge)
    #expect(bridge.drugs?.old == .baclofen && bridge.drugs?.new == .morphine)
    #expect(figure.words(bridge).contains("baclofen 500 mcg/mL to morphine 2000 mcg/mL"))
    func hours(_ drug: DrugCode, isNew: Bool) -> [Bridge.Hour] {
      bridge.hours(
        of: drug, isNew: isNew, facts.truth, pathNanolitres: facts.now.pathNanolitres,
        until: Double(facts.seconds))
    }
    for (drug, isNew) in [(DrugCode.baclofen, false), (.morphine, true)] {
      let hours = hours(drug, isNew: isNew)
      #expect(hours.count > 40)
      let off = hours.filter { abs($0.sharp - $0.given) > 1 }
      #expect(off.count <= 1, "\(off)")
      // One drug comes as the other goes, and neither is ever counted to the other.
      let (early, late) = (hours.first?.given ?? 0, hours.last?.given ?? 0)
      #expect(isNew ? early == 0 && late > 190 : early > 190 && late == 0)
    }
    #expect(hours(.ziconotide, isNew: true).isEmpty)
    let page = PageReader(ReportPage(facts: facts).text)
    #expect(page.isWellFormed)
    for words in [
      "Dose of baclofen at the catheter tip in each hour",
      "Dose of morphine at the catheter tip in each hour", "of baclofen at first, of morphine from",
    ] { #expect(page.words.contains(words), "\(words)") }
    #expect(!page.words.contains("Dose at the catheter tip"))
    // A record that names no drugs cannot be drawn.
    facts.truth = ReportLab.truth
    #expect(ReportPage(facts: facts).text.contains("as JSON, which names the drugs"))
  }
}
