package import Clinic
import PumpText
import Quantities
package import ReportFigures
package import Telemetry

/// All that a report is made of.
package struct ReportFacts {
  /// A plan of a day schedule that is in force, and the weekdays that follow it, Monday first.
  package struct UsedPlan {
    let number: PlanNumber
    let weekdays: [Int]
    let plan: DayPlan
  }

  package let now: Interrogation
  package let therapy: TherapyReport
  /// What the pump foretells as things are.
  package var foretold = Forecast.nothing
  package var plans: [UsedPlan] = []
  package var log = LogCollection()
  /// What was ordered, as the archive knows it.
  package var history: [HistoryItem] = []
  /// What a bench saw.
  package var truth: [TruthSample] = []
  /// Who the patient is, if it was said.
  package var patient: String?
  /// How many of the newest events are listed.
  package var eventCount = 40
  /// When the report was made, by the clock of the programmer's computer.
  package var made = ""

  package var entries: [LogEntry] { log.entries.map(\.entry) }
  package var account: LogAccount? { LogAccount(log.entries, now: now) }
  package var seconds: UInt32 { now.status.therapySeconds }

  // MARK: Moments

  // All of a report tells time by one clock: the pump's, as it is set now. It was perhaps set
  // meanwhile; by what it showed at the time, two weeks could overlap or be a year apart, and no
  // drawing would agree with any table.

  /// A moment of therapy as a date and time, or as a day of therapy when there is no clock.
  package func moment(_ seconds: UInt32) -> String {
    "\(day(Double(seconds)))\(now.clock == nil ? "," : "") \(hour(Double(seconds)))"
  }

  /// The day of a moment of therapy.
  package func day(_ seconds: Double) -> String {
    guard let value = civil(seconds) else { return "day \(Self.whole(seconds / 86_400))" }
    return String(QuantityWords.clock(value).prefix(10))
  }

  /// Hours and minutes of a moment.
  func hour(_ seconds: Double) -> String {
    guard let value = civil(seconds) else {
      return Self.hour(UInt32(clamping: Self.whole(seconds)) % 86_400)
    }
    return String(QuantityWords.clock(value).dropFirst(11).prefix(5))
  }

  /// A number without its fraction; zero for one that no moment has.
  private static func whole(_ value: Double) -> Int { Int(exactly: value.rounded(.down)) ?? 0 }

  /// What the pump's clock showed when an entry was written, where it showed something else than
  /// the report tells; `nil` where it did not.
  func shownThen(_ entry: LogEntry) -> String? {
    let then = LogClock(log.entries, now: now).clock(of: entry)
    guard let then, let value = civil(Double(entry.therapySeconds)),
      max(then.rawValue, value.rawValue) - min(then.rawValue, value.rawValue) >= 60
    else { return nil }
    return String(QuantityWords.clock(then).prefix(16))
  }

  /// How many seconds after midnight therapy time zero was, by the clock as it is set now.
  var midnightOffset: Double {
    guard let clock = now.clock else { return 0 }
    return Double((Int64(clock.rawValue) - Int64(seconds)) % 86_400)
  }

  private func civil(_ seconds: Double) -> WallClock? {
    guard let clock = now.clock else { return nil }
    let value = Double(clock.rawValue) + seconds - Double(self.seconds)
    guard value >= 0, value < Double(UInt32.max) else { return nil }
    return WallClock(rawValue: UInt32(value))
  }

  private static func hour(_ seconds: UInt32) -> String {
    func two(_ value: UInt32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(two(seconds / 3600)):\(two(seconds % 3600 / 60))"
  }

  /// An axis of therapy time, marked at midnights or full hours.
  func timeAxis(from: Double, to: Double) -> Scale {
    let span = max(to - from, 3600)
    let hours: [Double] = [1, 3, 6, 12, 24]
    let days: [Double] = [2, 7, 14, 30, 60, 91, 182, 365, 730, 1460]
    let step = (hours + days.map { $0 * 24 }).map { $0 * 3600 }.first {
      span / $0 <= ($0 < 86_400 ? 6.4 : 7.8)
    }
    let length = step ?? span
    var ticks: [(value: Double, label: String)] = []
    var place = ((from + midnightOffset) / length).rounded(.up) * length - midnightOffset
    while place <= from + span {
      ticks.append((place, length < 86_400 ? "\(day(place).suffix(5)) \(hour(place))" : day(place)))
      place += length
    }
    return Scale(
      lower: from, upper: from + span, isLogarithmic: false, ticks: ticks,
      title: now.clock == nil ? "time of therapy" : "date, by the pump's clock")
  }
}
