import ClinicSupport
import Console
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The refill as it is typed and as it is shown before it is confirmed.
@Suite(.limited)
struct RefillTests {
  private func preview(
    _ sent: StageRefill, _ report: RefillReport, after: TherapyReport
  ) -> ChangePreview {
    let now = Samples.interrogation(at: Samples.monday)
    var preview = ChangePreview(
      before: Samples.programme(100_000), after: Programme(report: after, plans: [:]), now: now,
      running: Samples.forecast { $0.secondsToLowAlarm = 3 * 86_400 },
      foretold: Samples.forecast(.staged) {
        $0.secondsToLowAlarm = 280 * 86_400
        if sent.bridge == .bridge { $0.secondsToTip = report.bridgeSeconds }
      })
    preview.refill = RefillPreview(sent: sent, report: report, now: now)
    preview.warnings = preview.refill?.warnings ?? []
    return preview
  }

  @Test func `a refill only shows its volumes and the next alarm`() {
    let words = preview(
      Samples.stageRefill(), Samples.refill(), after: Samples.therapy(100_000)
    ).words()
    #expect(
      words.hasPrefix(
        """
                        now                       new
        reservoir       2.143 mL expected         18.000 mL filled in
        withdrawn                                 2.100 mL
                                                  0.043 mL less, limit 2.000 mL
        filled in                                 baclofen 2000 mcg/mL
                                                  mixes with 1.400 mL left behind
        strength        2000 mcg/mL               2000 mcg/mL
        alarm volume    2.000 mL                  4.000 mL
        mode            simple continuous         simple continuous
        24-h total      100 mcg                   100 mcg, 0 %

        """), "\(words)")
    #expect(
      words.contains("low alarm       2026-03-05 08:00          2026-12-07 08:00, in 280 days\n"))
    #expect(!words.contains("!"))
  }

  @Test func `a bridge shows its volume, its flow and its end`() {
    // 500 to 2000 mcg/mL at 200 mcg/day over 0.272 mL: 0.4 mL/day for 16.32 h.
    let sent = Samples.stageRefill { $0.bridge = .bridge }
    let report = Samples.refill {
      $0.oldConcentration = Samples.strength(500)
      $0.concentration = Samples.strength(1892)
      $0.bridgeNanolitres = 272_000
      $0.bridgeFlowNanolitresPerDay = 400_000
      $0.bridgeSeconds = 58_752
    }
    let words = preview(sent, report, after: Samples.therapy(100_000)).words()
    #expect(
      words.contains(
        """
        strength        500 mcg/mL                1892 mcg/mL
        """), "\(words)")
    #expect(
      words.contains(
        """
        bridge                                    0.272 mL at 0.4 mL/day
                                                  of the old strength; it ends
                                                  in 16 h 19 min
                                                  on 2026-03-03 00:19
        """), "\(words)")
    for line in Paper(width: 80).laid(words).split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(words.contains("catheter tip\nin 16 h 19 min, on 2026-03-03 00:19.\n"), "\(words)")
  }

  @Test func `a skipped bridge and a flushed path are said`() {
    let skip = Samples.stageRefill {
      $0.bridge = .skip
      $0.skipReason = .catheterRevised
    }
    let words = preview(skip, Samples.refill(), after: Samples.therapy(100_000)).words()
    #expect(words.contains("none, because the catheter was replaced"), "\(words)")
    let flushed = Samples.stageRefill { $0.bridge = .flushed }
    #expect(
      preview(flushed, Samples.refill(), after: Samples.therapy(100_000)).words()
        .contains("none, for the path was flushed"))
    let there = preview(flushed, Samples.refill(), after: Samples.therapy(100_000))
    #expect(there.tip?.seconds == 0)
    #expect(there.words().contains("The path holds the new drug to its tip.\n"))
  }

  @Test(
    arguments: [
      (4_143_000, false, nil), (4_143_001, true, "more than the pump counted"),
      (143_000, false, nil), (142_999, true, "less than the pump counted"),
    ] as [(UInt32, Bool, String?)])
  func `a difference above the limit is warned of`(
    withdrawn: UInt32, isWarned: Bool, words: String?
  ) {
    let report = Samples.refill { $0.withdrawnNanolitres = withdrawn }
    let refill = RefillPreview(
      sent: Samples.stageRefill(), report: report, now: Samples.interrogation())
    #expect(refill.exceedsLimit == isWarned)
    let warnings = refill.warnings.map(Warning.init)
    #expect(warnings.map(\.code) == (isWarned ? [.volumeDiscrepancy] : []))
    if let words { #expect(warnings.first?.message.contains(words) == true) }
  }

  @Test func `what is not said stays as it is`() throws {
    let wanted = try RefillWanted(filled: "18 mL", withdrawn: "2.1 mL")
    let refill = try wanted.refill(Samples.interrogation())
    #expect(
      refill
        == Samples.stageRefill {
          $0.lowAlarmNanolitres = 2_000_000
          $0.concentration = Samples.concentration
        })
  }

  @Test func `of a mixture the programmer does not guess what is in the vial`() throws {
    var wanted = try RefillWanted(filled: "18 mL", withdrawn: "2.1 mL")
    let mixed = Samples.interrogation { $0.concentration = Samples.strength(1892) }
    let problem = #expect(throws: WantedProblem.self) { try wanted.refill(mixed) }
    #expect(problem?.words.contains("1892 mcg/mL") == true)
    wanted.concentration = Samples.strength(2000)
    #expect(try wanted.refill(mixed).concentration == Samples.strength(2000))
  }

  @Test(
    arguments: [("18", "2.1 mL"), ("18 mL", "2.1"), ("0 mL", "2.1 mL"), ("18 mcg", "2.1 mL")])
  func `a volume that is none is refused`(filled: String, withdrawn: String) {
    #expect(throws: QuantityError.self) {
      try RefillWanted(filled: filled, withdrawn: withdrawn)
    }
  }

  @Test func `what to expect is told before anything is drawn out`() {
    let words = RefillExpectation(
      now: Samples.interrogation(), running: Samples.forecast()
    ).words
    #expect(words.hasPrefix("expected   19.920 mL can be drawn out"))
    #expect(words.contains("left       1.400 mL no syringe reaches"))
  }

  @Test func `a change in JSON has every key, with the refill in it`() throws {
    let change = preview(
      Samples.stageRefill(), Samples.refill { $0.withdrawnNanolitres = 100_000 },
      after: Samples.therapy(110_000))
    let result = ChangeResult(
      preview: change, consent: try Samples.consent(), done: OrderDone(answer: nil, after: nil),
      isReadBack: false, sentence: "x")
    let text = try JSONText.line(result.answer)
    for part in [
      #""outcome":"done""#, #""change_percent":10,"#, #""week_change_percent":10,"#,
      #""flows":"programme","#, #""at_tip_in_s":427320"#,
      #""delivery":"running""#, #""therapy_time_s":null"#, #""patient_bolus":null"#,
      #""refill":{"bridge":{"decision":"none","duration_s":0,"flow_ml_per_day":0,"volume_ml":0},"#,
      #""discrepancy_limit_ml":2,"drug":"baclofen","expected_ml":2.143,"filled_"#,
      #""is_rinsed":false,"low_alarm_ml":4,"old_concentration_mcg_per_ml":2000,"#,
      #""old_drug":"baclofen","residual_ml":1.4,"#, #""replaced_drug":null"#,
      #""warnings":[{"code":"volume_discrepancy","message":"the volume drawn out"#,
      #""before":{"concentration_mcg_per_ml":2000,"days":[],"dose_mcg_per_day":100,"#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(result.words == "done: x; not read back\n")
  }

  @Test func `a schedule in JSON has its days and steps`() throws {
    let text = try JSONText.line(TherapyJSON(Samples.schedule()))
    #expect(
      text.contains(
        #""days":[{"days":["mon","tue","wed","thu","fri"],"plan":1,"steps":"#
          + #"[{"dose_mcg_per_day":100,"mode":"simple_continuous","start":"00:00"},"#), "\(text)")
    #expect(text.contains(#""least_dose_mcg_per_day":120"#))
  }
}
