import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic
@testable import ReportFigures

/// What the figures and tables of a report show, as values.
@Suite(.limited)
struct FigureValueTests {
  @Test func `a span is told by the day, whatever its length`() {
    let half = DeliverySpan(from: 0, to: 43_200, programmed: 0.1, pumped: 0.11)
    let two = DeliverySpan(from: 43_200, to: 216_000, programmed: 0.4, pumped: 0.35)
    #expect(half.programmedPerDay == 0.2 && abs(half.pumpedPerDay - 0.22) < 1e-9)
    #expect(two.programmedPerDay == 0.2 && abs(two.pumpedPerDay - 0.175) < 1e-9)
    #expect([half, two].programmed == 0.5 && abs([half, two].pumped - 0.46) < 1e-9)
    #expect(abs(([half, two].excessPercent ?? 0) + 8) < 1e-9)
    let stopped = DeliverySpan(from: 0, to: 86_400, programmed: 0, pumped: 0.01)
    #expect([stopped].excessPercent == nil && [DeliverySpan]().excessPercent == nil)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `each alarm is told from its beginning to its own end, the newest first`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var log = LogLab()
    var expected: [AlarmSpan] = []
    var active: [UInt8: Int] = [:]
    var seconds: UInt32 = 0
    for _ in 0..<random.below(60) {
      seconds += UInt32(random.below(3))
      // One of them is of a newer firmware.
      let number = UInt8([2, 3, 200][Int(random.below(3))])
      if let place = active.removeValue(forKey: number) {
        log.add(.alarmEnded, at: seconds, detail: number)
        let began = expected[place].began
        expected[place] = AlarmSpan(number: number, began: began, seconds: seconds - began)
      } else {
        log.add(.alarmRaised, at: seconds, detail: number)
        active[number] = expected.count
        expected.append(AlarmSpan(number: number, began: seconds, seconds: nil))
      }
    }
    let entries = log.entries.map(\.entry)
    #expect(AlarmSpan.newest(100, of: entries) == expected.reversed(), "seed \(seed)")
    #expect(AlarmSpan.newest(3, of: entries) == expected.suffix(3).reversed(), "seed \(seed)")
    for span in expected { #expect((span.alarm == nil) == (span.number == 200)) }
  }

  @Test func `a day begins with its first dose, and knows every other`() {
    #expect(
      DayCourse(Samples.workday).steps == [
        .init(hour: 0, dose: 100), .init(hour: 6, dose: 150), .init(hour: 22, dose: 100),
      ])
    #expect(DayCourse(Samples.simple(110_500))?.steps == [.init(hour: 0, dose: 110.5)])
    #expect(DayCourse(.minimumRate)?.steps == [.init(hour: 0, dose: 0)])
    #expect(DayCourse(Samples.schedule().therapy) == nil, "its days are those of its plans")
  }

  // MARK: Reservoir

  /// A pump filled 100 days ago, whose reservoir lasts so many days more.
  private static func reservoir(
    lasts days: UInt32?, entries: [LogEntry] = [],
    _ change: (inout Interrogation) -> Void = { _ in }
  ) -> ReservoirCourse {
    let now = Samples.interrogation(at: Samples.monday) {
      $0.status.therapySeconds = 100 * 86_400
      $0.filledSeconds = 0
      change(&$0)
    }
    let foretold = Samples.forecast {
      $0.secondsToLowAlarm = days.map { $0 / 2 * 86_400 }
      $0.secondsToEmpty = days.map { $0 * 86_400 }
    }
    return ReservoirCourse(now, entries, VolumeCourse(nil), foretold: foretold)
  }

  @Test(
    arguments: [(20, 120), (300, 350), (4000, 2200), (nil, 200)] as [(UInt32?, Double)])
  func `what comes is shown to its end, but does not squeeze what was`(days: UInt32?, end: Double) {
    let window = Self.reservoir(lasts: days).window
    let day: Double = 86_400
    #expect(window == 0...end * day)
  }

  @Test func `since when the alarm is there is told while it is there`() {
    var log = LogLab()
    log.add(.alarmRaised, at: 500, detail: Alarm.lowReservoir.rawValue)
    log.add(.alarmEnded, at: 600, detail: Alarm.lowReservoir.rawValue)
    log.add(.alarmRaised, at: 700, detail: Alarm.lowReservoir.rawValue)
    log.add(.alarmRaised, at: 800, detail: Alarm.motorStall.rawValue)
    let entries = log.entries.map(\.entry)
    #expect(Self.reservoir(lasts: 10, entries: entries).alarmSince == nil)
    let alarming = Self.reservoir(lasts: 10, entries: entries) {
      $0.status.alarms.insert(.lowReservoir)
    }
    #expect(alarming.alarmSince == 700 && alarming.isReached)
    let untold = Self.reservoir(lasts: 10) { $0.status.alarms.insert(.lowReservoir) }
    #expect(untold.alarmSince == nil && untold.isReached)
  }

  @Test func `a stroke is worth more of a stronger liquid`() {
    let bridge = Bridge(
      began: 0, ended: nil, isCutShort: false, filled: 0, old: 500, new: 2000, oldDose: 100,
      madeUp: 0, madeUpSeconds: 0, pauses: [], waited: 0, drugs: nil)
    // 250 nL of 2000 mcg/mL are 0.5 mcg; so much in an hour is 12 mcg/day.
    #expect(bridge.strokeDose(nanolitres: 250) == 12)
  }
}
