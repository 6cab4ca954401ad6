import ClinicSupport
import ClinicText
import Console
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import Handheld

/// The finish screen, as a person sees it at a terminal of 80 columns.
@Suite(.limited)
struct ChangePreviewTests {
  private func preview(
    _ before: UInt32, _ after: UInt32, isStopped: Bool = false, secondsToTip: UInt32? = 7122 * 60
  ) -> ChangePreview {
    ChangePreview(
      before: Samples.programme(before), after: Samples.programme(after),
      now: Samples.interrogation(Samples.status { $0.flags.isStopped = isStopped }),
      running: Samples.forecast(),
      foretold: Samples.forecast(.staged) {
        $0.secondsToTip = secondsToTip
        $0.step.mostNanograms = after
      })
  }

  /// A row of marks in these half hours of the day.
  private static func marks(_ columns: [Int]) -> String {
    var row = "    boluses     "
    for column in 0..<48 { row += columns.contains(column) ? "▴" : " " }
    return row + "  "
  }

  @Test(
    arguments: [
      (100_000, 110_000, "+10 %"), (110_000, 100_000, "-9.1 %"), (100_000, 100_000, "0 %"),
      (100_000, 100_500, "+0.5 %"), (100_000, 99_500, "-0.5 %"), (120_000, 1_001_000, "+734.2 %"),
      (100_000, 100_001, "0 %"), (0, 100_000, "from nothing"), (100_000, 0, "-100 %"),
      (1, 200_000_000, "+19999999900 %"), (1_000_000, 2_143_005, "+114.3 %"),
      (100_000, 100_049, "0 %"), (100_000, 100_050, "+0.1 %"), (100_000, 99_950, "-0.1 %"),
      (300_000, 100_000, "-66.7 %"), (300_000, 200_000, "-33.3 %"), (0, 0, "0 %"),
    ] as [(UInt32, UInt32, String)])
  func `a change in percent`(before: UInt32, after: UInt32, words: String) {
    #expect(preview(before, after).comparison.words == words)
    #expect(DoseChange(before: UInt64(before), after: UInt64(after)).words == words)
  }

  @Test func `now and new stand side by side, and the day in one scale`() {
    #expect(
      preview(100_000, 110_000).words() == """
                        now                       new
        mode            simple continuous         simple continuous
        24-h total      100 mcg                   110 mcg, +10 %
        flow            0.05 mL/day               0.055 mL/day
        most in 24 h    100 mcg                   110 mcg
        low alarm       in 325 days               in 325 days
        empty           in 326 days               in 326 days
        refill by       in 179 days               in 179 days
                        (the drug's stability)    (the drug's stability)
        ERI             in 82 months              in 82 months
        replace by      in 83 months              in 83 months

        the day         0     3     6     9     12    15    18    21    24 h
        now every day   ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇  100 mcg
        new every day   ████████████████████████████████████████████████  110 mcg

        Drug that leaves the reservoir from now on reaches the catheter tip
        in 4 d 22 h 42 min.

        """)
  }

  @Test func `a week is shown with each of its days, its steps and its boluses`() {
    let after = Samples.schedule(
      periodic: Samples.periodic(first: 120), daily: 233_333, least: 220_000)
    let preview = ChangePreview(
      before: Samples.programme(100_000), after: after,
      now: Samples.interrogation(at: Samples.monday),
      running: Samples.forecast(), foretold: Samples.forecast(.staged))
    #expect(
      preview.words() == """
                        now                       new
        mode            simple continuous         day schedule
        Mon-Fri         100 mcg                   233.333 mcg, +133.3 %
        Sat Sun         100 mcg                   220 mcg, +120 %
        week            700 mcg                   1606.665 mcg, +129.5 %
        flow            0.05 mL/day               0.116666 mL/day
        periodic bolus  none                      25 mcg every 6 h
                                                  each over 10 min
                                                  4 a day: 100 mcg
                                                  the first in 2 h
                                                  on 2026-03-02 10:00
        most in 24 h    100 mcg                   100 mcg
        low alarm       2027-01-21 08:00          2027-01-21 08:00, in 325 days
        empty           2027-01-22 08:00          2027-01-22 08:00, in 326 days
        refill by       2026-08-28 08:00          2026-08-28 08:00, in 179 days
                        (the drug's stability)    (the drug's stability)
        ERI             2033-01-04 08:00          2033-01-04 08:00, in 82 months
        replace by      2033-02-28 08:00          2033-02-28 08:00, in 83 months

        the day         0     3     6     9     12    15    18    21    24 h
        now every day   ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅  100 mcg
        new Mon-Fri     ▅▅▅▅▅▅▅▅▅▅▅▅████████████████████████████████▅▅▅▅  133.333 mcg
                        00:00 100 mcg/day  06:00 150 mcg/day  22:00 100 mcg/day
        new Sat Sun     ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆  120 mcg
            boluses             ▴           ▴           ▴           ▴     4 x 25 mcg

        Drug that leaves the reservoir from now on reaches the catheter tip
        in 4 d 22 h 42 min, on 2026-03-07 06:42.

        """)
  }

  @Test func `minutes typed where hours were meant cannot be overlooked`() throws {
    let hourly = Therapy.periodicBolus(
      try #require(Samples.periodic(60_000, every: 60, first: 60)))
    var report = Samples.therapy(1_440_000)
    report.therapy = hourly
    let preview = ChangePreview(
      before: Samples.programme(60_000), after: Programme(report: report, plans: [:]),
      now: Samples.interrogation(at: Samples.monday),
      running: Samples.forecast(), foretold: Samples.forecast(.staged))
    let words = preview.words()
    #expect(words.contains("24-h total      60 mcg                    1440 mcg, +2300 %"))
    #expect(words.contains("24 a day: 1440 mcg"))
    #expect(words.contains("24 x 60 mcg"))
    #expect(words.contains("▴ ▴ ▴ ▴ ▴ ▴"))
  }

  @Test(arguments: [40, 41, 53, 54, 60, 71, 72, 80, 100, 127, 128, 132, 200])
  func `nothing is wider than the terminal, whatever the programme`(width: Int) {
    let days = (0..<13).map { (UInt16($0 * 30), UInt32(1000 + $0)) }
    var week = WeekPlan(everyDay: .plan7)
    week[0] = .plan1
    week[2] = .plan1
    week[4] = .plan1
    week[6] = .plan1
    var report = Samples.therapy(199_999_999)
    report.therapy = .daySchedule(week, periodic: Samples.periodic(1_234_567, every: 420))
    let after = Programme(
      report: report, plans: [.plan1: Samples.day(days), .plan7: Samples.sunday])
    var preview = ChangePreview(
      before: after, after: after, now: Samples.interrogation(at: Samples.monday),
      running: Samples.forecast(), foretold: Samples.forecast(.staged))
    preview.warnings = [
      .volumeDiscrepancy(nanolitres: -12_345_678), .titration(.tooSoon(.hours(3))),
    ]
    let settings = PatientBolus(
      nanograms: 1_234_567, milliseconds: 3_723_000, lockoutMinutes: 1441, maximumPerDay: 24)
    preview.patientBolus = settings.map { .on($0) }
    let paper = Paper(width: width)
    let lines = paper.laid(preview.words(paper)).split(separator: "\n")
    for line in lines { #expect(line.count <= width, "\(line)") }
    let pictures = lines.filter { $0.contains("▁▁") || $0.contains("███") }
    #expect(!pictures.isEmpty)
    let columns = width < 54 ? 24 : width < 128 ? 48 : 96
    #expect(pictures.allSatisfy { $0.count { "▁▂▃▄▅▆▇█·".contains($0) } == columns })
  }

  @Test func `a stopped pump, a flow that never arrives and warnings are said`() {
    let stopped = preview(1000, 2000, isStopped: true)
    #expect(stopped.words().contains("flows now       STOPPED, no drug at all   the same\n"))
    #expect(stopped.words().contains("\n! Now: STOPPED, no drug at all. Nothing of this change"))
    #expect(!stopped.words().contains("catheter tip") && stopped.tip?.seconds == nil)
    #expect(preview(1000, 2000, secondsToTip: nil).words().contains("tip never, at this flow"))
    #expect(preview(1000, 2000, secondsToTip: 7201).tip?.seconds == 7201)
    var warned = preview(1000, 2000)
    warned.warnings = [.titration(.tooSoon(.hours(3)))]
    #expect(
      warned.words().hasSuffix(
        "\n! a change was committed 3 h ago; the dose is changed at most once in 24 h\n"))
  }

  @Test func `every kind of day is compared, and the week`() throws {
    let week = Samples.days(300, weekend: 100)
    let even = Samples.programme(300_000)
    let now = Samples.interrogation(at: Samples.monday)
    let rise = ChangePreview(
      before: week, after: even, now: now, running: Samples.forecast(),
      foretold: Samples.forecast(.staged))
    #expect(
      rise.words().contains(
        """
        Mon-Fri         300 mcg                   300 mcg, 0 %
        Sat Sun         100 mcg                   300 mcg, +200 %
        week            1700 mcg                  2100 mcg, +23.5 %

        """), "\(rise.words())")
    #expect(rise.comparison.words == "0 % on Mon-Fri, +200 % on Sat Sun, the week +23.5 %")
    #expect(rise.comparison.largest.percent == 200)
    let fall = ChangePreview(
      before: even, after: week, now: now, running: Samples.forecast(),
      foretold: Samples.forecast(.staged))
    #expect(fall.words().contains("Sat Sun         300 mcg                   100 mcg, -66.7 %\n"))
    #expect(fall.words().contains("week            2100 mcg                  1700 mcg, -19 %\n"))
    #expect(fall.programmeWords.hasSuffix("-66.7 % on Sat Sun, the week -19 %)"))
    let result = ChangeResult(
      preview: fall, consent: try Samples.consent(), done: OrderDone(answer: nil, after: nil),
      isReadBack: true, sentence: "x")
    let text = try JSONText.line(result.json)
    for part in [
      #""change_percent":-66.7,"consent":{"#,
      #""days":[{"after_mcg":300,"before_mcg":300,"change_percent":0,"#,
      #"{"after_mcg":100,"before_mcg":300,"change_percent":-66.7,"days":["sat","sun"],"#,
      #""week_before_mcg":2100,"week_change_percent":-19,"week_mcg":1700"#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test func `a change in an emergency does not pretend to flow`() throws {
    var change = preview(500_000, 600_000)
    let now = Samples.interrogation(
      Samples.status {
        $0.alarms.insert(.emergencyRate)
        $0.basalNanogramsPerDay = 12_000
      })
    change = ChangePreview(
      before: change.before, after: change.after, now: now,
      running: Samples.forecast(), foretold: Samples.forecast(.staged))
    let words = change.words()
    #expect(words.contains("EMERGENCY minimum rate, 12 mcg/day"), "\(words)")
    #expect(words.contains("Nothing of this change flows"))
    #expect(!words.contains("reaches the catheter"))
    let result = ChangeResult(
      preview: change, consent: try Samples.consent(), done: OrderDone(answer: nil, after: nil),
      isReadBack: true,
      sentence: change.programmeWords)
    #expect(
      result.words == """
        done: simple continuous, 600 mcg/day (+20 % against the programme before); read back from \
        the pump; nothing of it flows until `programmer resume`

        """)
    let text = try JSONText.line(result.json)
    #expect(text.contains(#""flows":"emergency_rate""#), "\(text)")
    #expect(text.contains(#""at_tip_in_s":null"#), "\(text)")
    for line in Paper(width: 80).laid(words).split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test func `a programme that stays is drawn once`() {
    let words = preview(100_000, 100_000).words()
    #expect(words.contains("same every day  ████"), "\(words)")
    #expect(!words.contains("now every day"))
  }

  @Test func `the boluses that run on are marked from the next that is due`() throws {
    var report = Samples.therapy(200_000)
    report.therapy = Samples.simple(100_000, periodic: Samples.periodic(every: 420))
    let running = Programme(report: report, plans: [:])
    let now = Samples.interrogation(at: Samples.monday) { $0.minutesToPeriodicBolus = 95 }
    let stays = ChangePreview(
      before: running, after: running, now: now, running: Samples.forecast(),
      foretold: Samples.forecast(.staged)
    ).words()
    #expect(
      stays.contains(
        Self.marks([13, 19, 33, 47]) + "4 x 25 mcg\n" + String(repeating: " ", count: 16)
          + "of the coming 24 h; their times move from day to day\n"), "\(stays)")
    #expect(!stays.contains("the first in"))
    // Staged again it begins anew, and so do its boluses.
    var again = ChangePreview(
      before: running, after: running, now: now, running: Samples.forecast(),
      foretold: Samples.forecast(.staged))
    again.beginsAnew = true
    let anew = again.words()
    #expect(anew.contains(Self.marks([28, 42, 8, 22]) + "4 x 25 mcg\n"), "\(anew)")
    #expect(anew.contains("the first in 6 h\n"))
    // Both are marked where one takes the other's place.
    let other = Programme(report: Samples.therapy(110_000), plans: [:])
    let ends = ChangePreview(
      before: running, after: other, now: now, running: Samples.forecast(),
      foretold: Samples.forecast(.staged)
    ).words()
    #expect(ends.contains(Self.marks([13, 19, 33, 47]) + "4 x 25 mcg\n"), "\(ends)")
    #expect(ends.count { $0 == "▴" } == 4)
  }

  @Test func `a patient bolus is shown with what a day of it can come to`() {
    var change = preview(100_000, 100_000)
    change.patientBolus = PatientBolus(
      nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3
    ).map { .on($0) }
    #expect(
      change.words().contains(
        """
        patient bolus   off                       10 mcg over 5 min
                                                  not sooner than 4 h after the last
                                                  at most 3 a day: 30 mcg

        """))
    change.patientBolus = .off
    #expect(change.words().contains("patient bolus   off                       off\n"))
  }

  @Test func `a bolus is shown with what it adds to a day`() {
    let alone = bolus(on: Samples.therapy(100_000), Samples.interrogation())
    #expect(alone.words.hasPrefix("bolus       50 mcg over 10 min, +50 % of a day's 100 mcg\n"))
    #expect(alone.words.contains("24 h hold   150 mcg at the most, any boluses of the patient"))
    #expect(alone.words.contains("low alarm   in 325 days\n"))
    let stopped = Samples.interrogation(Samples.status { $0.flags.isStopped = true })
    let only = bolus(on: Samples.therapy(100_000), stopped)
    #expect(only.words.hasPrefix("bolus       50 mcg over 10 min\n"))
  }

  @Test func `the day a bolus is held against is the programme's, whichever step runs`() {
    let evening = Samples.interrogation(Samples.status { $0.basalNanogramsPerDay = 150_000 })
    let words = bolus(on: Samples.schedule().report, evening).words
    #expect(words.hasPrefix("bolus       50 mcg over 10 min, +37.5 % of a day's 133.333 mcg\n"))
  }

  private func bolus(on programme: TherapyReport, _ now: Interrogation) -> BolusPreview {
    BolusPreview(
      nanograms: 50_000, duration: .minutes(10), now: now, programme: programme,
      foretold: Samples.forecast(.bolus) { $0.step.mostNanograms = 150_000 })
  }
}
