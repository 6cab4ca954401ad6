package import Clinic
package import ClinicText
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
  /// What is known of drugs.
  package var drugs = DrugLibrary.standard
  /// The catheter that the pump was told of; `nil` where it was not read.
  package var catheter: CatheterReport?
  package var plans: [UsedPlan] = []
  package var log = LogCollection()
  /// What was ordered, as the archive knows it.
  package var history: [HistoryItem] = []
  /// The patient's course over all pumps, when the archive knows whose this one is.
  package var trend: PatientTrend?
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
  /// By when the pump is to be refilled, and why.
  package var refillDue: RefillDue { RefillDue(foretold, now, by: drugs) }
  package var seconds: UInt32 { now.status.therapySeconds }

  /// What the report says in words.
  package var text: ReportText {
    ReportText(now, therapy, foretold, drugs: drugs, catheter: catheter, log: log)
  }

  // MARK: Moments

  private var clock: ReportClock { ReportClock(now) }

  /// A moment of therapy as a date and time, or as a day of therapy when there is no clock.
  package func moment(_ seconds: UInt32) -> String { text.moment(seconds) }

  /// The day of a moment of therapy, in s.
  package func day(_ seconds: Double) -> String { text.day(Self.whole(seconds)) }

  /// Hours and minutes of a moment, in s.
  func hour(_ seconds: Double) -> String { text.hour(Self.whole(seconds)) }

  /// The whole second of a moment; zero for a number that no moment has.
  private static func whole(_ seconds: Double) -> Int64 {
    Int64(exactly: seconds.rounded(.down)) ?? 0
  }

  /// How many seconds after midnight therapy time zero was, by the clock as it is set now.
  var midnightOffset: Double { clock.midnightOffset }

  /// An axis of therapy time, marked at midnights or full hours.
  func timeAxis(from: Double, to: Double) -> Scale {
    let time = TimeMarks(from: from, to: to, by: clock)
    return Scale(
      lower: time.from, upper: time.to, isLogarithmic: false,
      ticks: time.marks.map {
        ($0, time.areHours ? "\(day($0).suffix(5)) \(hour($0))" : day($0))
      },
      title: now.clock == nil ? "time of therapy" : "date, by the pump's clock")
  }
}
