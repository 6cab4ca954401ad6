import ClinicSupport
import Foundation
import FoundationXML
import Quantities
import ReportFigures
import Telemetry

@testable import Clinic
@testable import Handheld

/// A patient's year as a report tells it.
enum ReportLab {
  /// A pump with a day schedule and a periodic bolus, a refill with a bridge to a stronger drug,
  /// and ninety days of accounts.
  static func facts() -> ReportFacts {
    var log = LogLab()
    log.add(.switchedOn, at: 0)
    log.add(.clockSet, at: 60, number: midnight)
    log.days(45, strokes: 1600, picograms: 200_000_000)
    let refill = UInt32(45 * 86_400 + 60)
    log.add(
      .refilled, at: refill, detail: BridgeDecision.bridge.rawValue, number: 18_000_000,
      amount: 1_900_000 << 32 | 2_000_000)
    log.add(.drugChanged, at: refill, detail: 1, number: 2000, amount: 500)
    log.add(.therapy, at: refill, detail: 3, number: 200_000, amount: 4)
    log.add(.infusionStarted, at: refill, detail: 5, number: 544_000, amount: 58_752_000)
    log.add(.infusionEnded, at: refill + 58_752, detail: 5, number: 544_000, amount: 99)
    log.days(1, strokes: 1480, picograms: 740_000_000)
    log.add(.alarmRaised, at: refill + 86_400 * 2, detail: Alarm.motorStall.rawValue)
    log.add(.alarmEnded, at: refill + 86_400 * 2 + 7200, detail: Alarm.motorStall.rawValue)
    log.add(.undelivered, at: refill + 86_400 * 2 + 7200, detail: 1, amount: 16_000_000)
    log.days(1, strokes: 368, picograms: 200_000_000)
    for day in 0..<42 { log.days(1, strokes: day % 3 == 0 ? 401 : 400, picograms: 200_000_000) }
    var facts = ReportFacts(now: now(log), therapy: therapy)
    facts.plans = plans
    facts.foretold = Samples.forecast {
      $0.secondsToLowAlarm = 100 * 86_400
      $0.secondsToEmpty = 120 * 86_400
    }
    facts.log.entries = log.entries
    facts.log.oldest = 1
    facts.log.newest = UInt32(log.entries.count)
    facts.patient = "J. <D.> & \"ward 4\""
    facts.made = "2026-03-03 08:00 UTC"
    return facts
  }

  /// A bolus of the third day, ordered by a computer with another clock.
  static var bolus: HistoryItem {
    item(
      order_id: 1, at: "2031-01-01T01:01:01Z", outcome: "done", therapy_time_s: 172_800)
  }
  /// One of which nobody knows whether it was given.
  static var unknown: HistoryItem {
    item(
      order_id: 2, at: "2031-02-02T02:02:02Z", outcome: "unknown", therapy_time_s: nil)
  }

  private static func item(
    order_id: Int64, at: String, outcome: String, therapy_time_s: Int64?
  ) -> HistoryItem {
    HistoryItem(
      order_id: order_id, at: at, outcome: outcome, therapy_time_s: therapy_time_s, kind: "bolus",
      dose_mcg: 20, duration_s: 600)
  }

  private static let midnight =
    CivilTime(year: 2026, month: 1, day: 1, hour: 8, minute: 0, second: 0)?.clock.rawValue ?? 0

  private static func now(_ log: LogLab) -> Interrogation {
    var now = log.now
    now.status.therapySeconds += 3600
    now.clock = WallClock(rawValue: midnight + now.status.therapySeconds - 60)
    now.status.reservoirNanolitres = 13_000_000
    now.filledNanolitres = 18_000_000
    now.filledSeconds = 45 * 86_400 + 60
    now.refills = 1
    now.therapy = therapy.therapy
    now.minutesToPeriodicBolus = 240
    return now
  }

  private static let therapy: TherapyReport = {
    var week = WeekPlan(everyDay: .plan1)
    week[5] = .plan2
    week[6] = .plan2
    var report = LogLab.therapy(216_000)
    report.therapy = .daySchedule(
      week,
      periodic: PeriodicBolus(
        nanograms: 5000, milliseconds: 600_000, intervalMinutes: 360, firstMinutes: 60))
    report.leastDailyNanograms = 190_000
    return report
  }()

  private static let plans: [ReportFacts.UsedPlan] = [
    .init(
      number: .plan1, weekdays: [0, 1, 2, 3, 4],
      plan: plan([(0, 160_000), (390, 260_000), (720, 200_000), (1320, 0)])),
    .init(number: .plan2, weekdays: [5, 6], plan: plan([(0, 150_000), (540, 220_000)])),
  ]

  private static func plan(_ steps: [(UInt16, UInt32)]) -> DayPlan {
    let all = steps.compactMap { minute, dose in
      DoseRate(nanogramsPerDay: dose).flatMap { DayStep(startMinute: minute, dose: $0) }
    }
    var plan = DayPlan(all[0])
    for step in all.dropFirst() { plan.append(step) }
    return plan
  }

  /// What a bench saw around the bridge, every ten minutes: the old strength at 0.4 mL/day until
  /// one path's volume later, then the new one at 0.1 mL/day, with a front that is smeared.
  static let truth: [TruthSample] = {
    let refill = 45.0 * 86_400 + 60
    var samples: [TruthSample] = []
    var patient = 0.0
    var pumped = 18_000_000.0
    for place in 0..<(6 * 24 * 4) {
      let seconds = refill - 86_400 + Double(place) * 600
      let flow = seconds < refill + 58_752 ? 400_000.0 : 100_000
      let volume = flow / 144
      // Volume behind the front at the tip: below zero it is the old liquid that comes out.
      let past = pumped - 18_400_000 - 272_000
      let share = 1 / (1 + exp(-past / 15_000))
      samples.append(TruthSample(seconds: seconds, pumped: pumped, patient: patient))
      pumped += volume
      patient += volume * (500 + 1500 * share)
    }
    return samples
  }()
}

/// Walks through a page as an XML reader does, and keeps what it finds.
final class PageReader: NSObject, XMLParserDelegate {
  /// An element with its attributes.
  typealias Element = (name: String, attributes: [String: String])

  private(set) var elements: [Element] = []
  /// Each element with all the words in it.
  private(set) var elementsWithWords: [(Element, String)] = []
  private var open: [Int] = []
  private(set) var words = ""
  private(set) var isWellFormed = false

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append((name, attributes))
    open.append(elementsWithWords.count)
    elementsWithWords.append(((name, attributes), ""))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    words += string
    for place in open { elementsWithWords[place].1 += string }
  }

  /// The words in each element of a name.
  func texts(of name: String) -> [String] {
    elementsWithWords.filter { $0.0.name == name }.map(\.1)
  }

  func all(_ name: String) -> [[String: String]] {
    elements.filter { $0.name == name }.map(\.attributes)
  }
}
