import ClinicSupport
import Foundation
import Quantities
import ReportFigures
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// When things were and will be, as a report tells it: by one clock, and never against time.
@Suite(.limited)
struct ReportTimeTests {
  private func clock(_ month: Int, _ day: Int, _ hour: Int) -> UInt32 {
    CivilTime(year: 2026, month: month, day: day, hour: hour, minute: 0, second: 0)?.clock.rawValue
      ?? 0
  }

  /// A pump whose clock was set ten months on, on its fifth day.
  private func jumped() -> ReportFacts {
    var log = LogLab()
    log.add(.clockSet, at: 0, number: clock(1, 1, 8))
    log.days(2)
    log.add(.alarmRaised, at: 3 * 86_400, detail: Alarm.motorStall.rawValue)
    log.add(.alarmEnded, at: 3 * 86_400, detail: Alarm.motorStall.rawValue)
    log.add(
      .clockSet, at: 5 * 86_400, detail: 2, short: 1, number: clock(11, 6, 8),
      amount: UInt64(clock(1, 6, 8)))
    log.days(2)
    var now = log.now
    now.clock = WallClock(rawValue: clock(11, 8, 8))
    var facts = ReportFacts(now: now, therapy: LogLab.therapy(100_000))
    facts.log.entries = log.entries
    facts.log.newest = UInt32(log.entries.count)
    facts.history = [ReportLab.bolus, ReportLab.unknown]
    facts.made = "2031-05-05 05:05 UTC"
    return facts
  }

  @Test func `after a clock was set, all of a report tells time by the clock as it is now`() {
    let facts = jumped()
    let words = PageReader(ReportPage(facts: facts).text).words
    // Day 3 was 4 January by the clock of that day, and is 4 November by that of today.
    #expect(facts.moment(3 * 86_400) == "2026-11-04 08:00")
    #expect(facts.day(3 * 86_400) == "2026-11-04")
    for then in ["2026-01-01 08:00", "2026-01-04 08:00"] {
      let told = words.ranges(of: then).count
      #expect(
        told == words.ranges(of: "the clock then showed \(then)").count
          + words.ranges(of: "clock set to \(then)").count, "\(then)")
    }
    #expect(words.contains("the clock then showed 2026-01-04 08:00"))
    #expect(words.contains("by the pump's clock, which all times here are told by"))
  }

  @Test func `where the clock always showed what it shows now nothing is added`() {
    #expect(!ReportPage(facts: ReportLab.facts()).text.contains("the clock then showed"))
  }

  @Test func `an order is told by the pump's clock, one of unknown outcome by the computer's`() {
    let words = PageReader(ReportPage(facts: jumped()).text).words
    #expect(words.contains("2026-11-03 08:00"), "two days of therapy")
    #expect(!words.contains("2031-01-01"), "the computer's clock of an order that was carried out")
    #expect(words.contains("by the computer: 2031-02-02 02:02 UTC"))
    #expect(words.contains("Made on 2031-05-05 05:05 UTC by the computer's clock"))
  }

  @Test func `without a clock all is told in days of therapy`() {
    var now = jumped().now
    now.clock = nil
    var facts = ReportFacts(now: now, therapy: LogLab.therapy(100_000))
    facts.log.entries = jumped().log.entries
    let words = PageReader(ReportPage(facts: facts).text).words
    #expect(facts.moment(3 * 86_400 + 3660) == "day 3, 01:01")
    #expect(words.contains("the pump's clock is not set"))
    #expect(words.contains("day 3, 00:00"))
  }

  @Test func `an alarm that ended at once lasted less than a second`() {
    let words = PageReader(ReportPage(facts: jumped()).text).words
    #expect(words.contains("less than 1 s") && !words.contains("0 ms"))
  }

  @Test func `below the low alarm it is told since when, and the line only falls`() {
    var facts = jumped()
    var log = LogLab()
    log.entries = facts.log.entries
    log.add(.alarmRaised, at: 6 * 86_400, detail: Alarm.lowReservoir.rawValue)
    var now = facts.now
    now.status.alarms.insert(.lowReservoir)
    now.status.reservoirNanolitres = 1_000_000
    now.lowAlarmNanolitres = 2_000_000
    facts = ReportFacts(now: now, therapy: facts.therapy)
    facts.foretold = Samples.forecast {
      $0.secondsToLowAlarm = 0
      $0.secondsToEmpty = 20 * 86_400
    }
    facts.log.entries = log.entries
    let figure = ReservoirFigure(facts: facts)
    #expect(figure.alarmWords == "since 2026-11-07 08:00")
    #expect(figure.emptyWords == "2026-11-28")
    let line = figure.course.forecast(until: .infinity)
    #expect(line.map(\.1) == [1, 0])
    #expect(line.map(\.0) == [7 * 86_400, 27 * 86_400])
    #expect(figure.course.forecast(until: 17 * 86_400).map(\.1) == [1, 0.5])
    let page = ReportPage(facts: facts).text
    #expect(page.contains("at or below the alarm at 2.000 mL, empty on 2026-11-28: refill now."))
    // Its beginning is no longer in the log.
    facts.log.entries = []
    #expect(ReservoirFigure(facts: facts).alarmWords == "reached")
    now.status.reservoirNanolitres = 0
    var emptied = ReportFacts(now: now, therapy: facts.therapy)
    emptied.foretold = Samples.forecast {
      $0.secondsToLowAlarm = 0
      $0.secondsToEmpty = 0
    }
    let empty = ReservoirFigure(facts: emptied)
    #expect(empty.emptyWords == "now")
    #expect(empty.course.forecast(until: .infinity).count == 1)
  }

  @Test func `above the alarm the line goes by way of it`() {
    let facts = ReportLab.facts()
    let figure = ReservoirFigure(facts: facts)
    let low = Double(facts.now.lowAlarmNanolitres) / 1e6
    #expect(figure.course.forecast(until: .infinity).map(\.1) == [13, low, 0])
    #expect(figure.alarmWords == "2026-07-10" && figure.emptyWords == "2026-07-30")
    let never = ReservoirFigure(facts: ReportFacts(now: facts.now, therapy: facts.therapy))
    #expect(never.alarmWords == "not at this rate" && never.emptyWords == "not at this rate")
    #expect(never.course.forecast(until: .infinity).count == 1)
  }

  @Test func `a pump at the emergency rate is not said to run its programme`() {
    var now = jumped().now
    now.status.alarms.insert(.emergencyRate)
    now.emergencySeconds = 6 * 86_400
    let facts = ReportFacts(now: now, therapy: LogLab.therapy(100_000))
    let words = PageReader(ReportPage(facts: facts).text).words
    #expect(words.contains("AT MINIMUM RATE since 2026-11-07 08:00, until it is resumed"))
  }
}
