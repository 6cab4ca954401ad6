import ClinicSupport
import Foundation
import PumpText
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing
import VerbOutput

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import programmer

/// A moment that lies ahead is the same moment wherever it is told.
@Suite(.limited)
struct MomentTests {
  /// Clocks and lengths of every size, and those where one minute becomes another.
  private static func cases(_ seed: UInt64, upTo longest: UInt64) -> [(WallClock, UInt32)] {
    var random = SplitMix64(seed: seed)
    let minute = Samples.monday.rawValue
    let edges: [(UInt32, UInt32)] = [
      (0, 60), (0, 59), (0, 61), (59, 1), (1, 59), (30, 58_752), (59, 86_400), (13, 172_799),
    ]
    return edges.map { (WallClock(rawValue: minute + $0.0), $0.1) }
      + (0..<200).map { _ in
        (
          WallClock(rawValue: minute + UInt32(random.below(400 * 86_400))),
          UInt32(1 + random.spread(upTo: longest - 1))
        )
      }
  }

  private func bridged(_ seconds: UInt32, at clock: WallClock) -> ChangePreview {
    let now = Samples.interrogation(at: clock)
    var preview = ChangePreview(
      before: Samples.programme(100_000), after: Samples.programme(100_000), now: now,
      running: Samples.forecast(),
      foretold: Samples.forecast(.staged) { $0.secondsToTip = seconds })
    preview.refill = RefillPreview(
      sent: Samples.stageRefill { $0.bridge = .bridge },
      report: Samples.refill {
        $0.bridgeNanolitres = 272_000
        $0.bridgeFlowNanolitresPerDay = 400_000
        $0.bridgeSeconds = seconds
      }, now: now)
    return preview
  }

  @Test func `a bridge ends when its drug is at the tip, in words and in JSON`() throws {
    for (clock, seconds) in Self.cases(1, upTo: 40 * 86_400) {
      let preview = bridged(seconds, at: clock)
      let words = preview.words()
      let end = try ToldMoment(in: words, behind: "it ends\n", until: "\nmode")
      let tip = try ToldMoment(in: words, behind: "catheter tip\n", until: ".\n")
      #expect(end == tip, "\(seconds) s from \(QuantityWords.clock(clock))")
      let length = try #require(preview.tip?.seconds)
      let shown = (clock.rawValue + length) / 60 * 60
      #expect(try shown == tip.minute.rawValue, "\(length) s, \(tip.date)")
    }
  }

  @Test func `a bridge that is begun by hand ends at the same moment`() throws {
    for (clock, _) in Self.cases(2, upTo: 2) {
      let now = Samples.interrogation(at: clock)
      var random = SplitMix64(seed: UInt64(clock.rawValue))
      let flow = UInt32(random.from(10_000...4_000_000))
      let time = try #require(PathTransit.time(now.pathNanolitres, at: UInt64(flow)))
      let foretold = Samples.forecast(.bridge) { $0.secondsToTip = UInt32(time.rawValue / 1000) }
      let end = try ToldMoment(
        in: BridgePreview(flow: flow, now: now, foretold: foretold).words,
        behind: "the programme goes on ",
        until: "\n")
      let tip = try ToldMoment(
        in: ForecastWords(foretold, clock: clock).tip, behind: "tip\n", until: ".")
      #expect(end == tip)
    }
  }

  @Test func `the low alarm is one moment in status, preview, archive, report and JSON`() throws {
    let lab = try ArchiveLab()
    let archive = try Archive(at: lab.path)
    let session = try archive.begin(ArchiveLab.session)
    for (number, (clock, seconds)) in Self.cases(3, upTo: 2000 * 86_400).enumerated() {
      let now = Samples.interrogation(at: clock)
      let foretold = Samples.forecast(.staged) { $0.secondsToLowAlarm = seconds }
      let running = Samples.forecast { $0.secondsToLowAlarm = seconds }
      let status = InterrogationResult(body: now, running: running, isFull: false).words
      let told = try ToldMoment(in: status, behind: "low alarm  ", until: "; empty")
      let preview = ChangePreview(
        before: Samples.programme(100_000), after: Samples.programme(110_000), now: now,
        running: running, foretold: foretold)
      #expect(
        preview.words().contains("\(told.date)          \(told.words)\n"), "\(preview.words())")
      let expectation = RefillExpectation(now: now, running: running)
      #expect(expectation.words.contains("2.000 mL, \(told.words)\n"))
      let reading = try JSONText.line(InterrogationJSON(now, running: running))
      let dates = [
        #""low_alarm_on":"\#(told.date.replacing(" ", with: "T")):"#,
        #""refill_because":"\#(seconds <= Self.keeps ? "low_reservoir" : "stability")""#,
      ]
      for date in dates { #expect(reading.contains(date), "\(date) in \(reading)") }
      for json in [try JSONText.line(expectation.json), reading] {
        #expect(json.contains("\"low_alarm_in_s\":\(seconds),"), "\(json)")
      }
      let days = told.length.first?.unit.hasPrefix("day") == true ? told.length[0].count : nil
      let nearly = told.length.first?.unit == "d" ? told.length[0].count : 0
      #expect(reading.contains("\"days_to_alarm\":\(days ?? nearly),"), "\(told.words) \(reading)")
      var facts = ReportFacts(now: now, therapy: Samples.therapy(100_000))
      facts.foretold = running
      #expect(ReservoirFigure(facts: facts).alarmWords == told.date.prefix(10))
      guard number < 30 else { continue }
      let minutes = try kept(foretold, now, as: UInt16(number + 1), in: archive, session, lab)
      #expect(clock.rawValue / 60 + minutes == (try told.minute.rawValue) / 60 || seconds < 60)
    }
  }

  /// How long the drug of the sample still keeps: 180 days from its filling, in s.
  private static var keeps: UInt32 {
    let body = Samples.interrogation()
    return 180 * 86_400 - (body.status.therapySeconds - body.filledSeconds)
  }

  /// What the archive keeps of a refill: minutes to the low alarm.
  private func kept(
    _ foretold: Forecast, _ now: Interrogation, as number: UInt16, in archive: Archive,
    _ session: Int64, _ lab: ArchiveLab
  ) throws -> UInt32 {
    var staged = StagedMessages()
    let refill = Request.part(.refill(Samples.stageRefill()))
    staged.observe(.query(.interrogate), .interrogation(now))
    staged.observe(refill, .acknowledged(Acknowledgement(refill.type, therapySeconds: 1)))
    staged.observe(.query(.readForecast(.staged)), .forecast(foretold))
    staged.observe(.query(.readRefill), .refill(Samples.refill()))
    var order = ArchiveLab.order(number)
    order.effects = OrderEffects(of: .commit(Commit(token: 77)), after: staged)
    let id = try archive.intend(in: session, serial: "PL40-SAMPLE") { order }
    let text = try lab.shell("SELECT minutes_to_low_alarm FROM refills WHERE order_id = \(id)")
    return try #require(UInt32(text.dropLast()), "\(text)")
  }

  @Test func `the date and the length that are told belong together`() throws {
    for (clock, seconds) in Self.cases(4, upTo: 2500 * 86_400) {
      let forecast = Samples.forecast {
        $0.secondsToTip = seconds
        $0.secondsToLowAlarm = seconds
        $0.secondsToEndOfService = seconds
      }
      let words = ForecastWords(forecast, clock: clock)
      let tip = try ToldMoment(in: words.tip, behind: "tip\n", until: ".")
      let shown = WallClock(rawValue: clock.rawValue / 60 * 60)
      let moment = clock + WallClock(rawValue: seconds)
      for told in [tip, try ToldMoment(words.lowAlarm), try ToldMoment(words.endOfService)] {
        #expect(QuantityWords.clock(moment).hasPrefix("\(told.date):"), "\(told.words)")
        if seconds < 60 {
          #expect(told.words.contains("in \(seconds) s"), "\(told.words)")
        } else {
          let range = try told.range(from: shown)
          let from = QuantityWords.clock(clock)
          #expect(try range.contains(told.minute), "\(told.words) from \(from)")
          // What is told to the minute adds up to the minute.
          let isExact = told.length.allSatisfy { ["d", "h", "min"].contains($0.unit) }
          #expect(try !isExact || range.lowerBound == told.minute, "\(told.words)")
        }
      }
      #expect(tip.length.allSatisfy { ["d", "h", "min", "s"].contains($0.unit) })
    }
  }

  @Test func `a moment keeps its date while it comes nearer`() throws {
    var random = SplitMix64(seed: 5)
    for (clock, seconds) in Self.cases(5, upTo: 40 * 86_400) where seconds > 1 {
      let gone = UInt32(random.spread(upTo: UInt64(seconds) - 1))
      func told(_ gone: UInt32) throws -> String {
        let forecast = Samples.forecast { $0.secondsToLowAlarm = seconds - gone }
        let now = clock + WallClock(rawValue: gone)
        return try ToldMoment(ForecastWords(forecast, clock: now).lowAlarm).date
      }
      #expect(try told(gone) == told(0), "\(seconds) s, \(gone) s later")
    }
  }

  @Test func `the first bolus at a time of day is shown at that time`() throws {
    var random = SplitMix64(seed: 6)
    for _ in 0..<200 {
      let clock = Samples.monday + WallClock(rawValue: UInt32(random.below(86_400)))
      let minute = UInt16(random.below(1440))
      let wanted = PeriodicWanted(
        nanograms: 25_000, milliseconds: 600_000, intervalMinutes: 360, first: .at(minute))
      let bolus = try wanted.bolus(at: clock)
      var preview = ChangePreview(
        before: Samples.programme(100_000),
        after: Programme(
          report: {
            var report = Samples.therapy(100_000)
            report.therapy = Samples.simple(100_000, periodic: bolus)
            return report
          }(), plans: [:]), now: Samples.interrogation(at: clock), running: Samples.forecast(),
        foretold: Samples.forecast(.staged))
      preview.beginsAnew = true
      let time = QuantityWords.timeOfDay(minutes: UInt64(minute))
      let words = preview.words()
      #expect(
        words.contains("\(time)\n") || bolus.firstMinutes == 0 && words.contains("first now"),
        "\(time) at \(QuantityWords.clock(clock)): \(words)")
    }
  }
}
