import Quantities
import Telemetry
import Testing

@testable import programmer

struct ChangePreviewTests {
  private func preview(
    _ before: UInt32, _ after: UInt32, isStopped: Bool = false, minutesToTip: UInt32? = 7122
  ) -> ChangePreview {
    ChangePreview(
      before: Samples.therapy(before), after: Samples.therapy(after, minutesToTip: minutesToTip),
      isStopped: isStopped)
  }

  @Test(
    arguments: [
      (100_000, 110_000, "+10 %"), (110_000, 100_000, "-9 %"), (100_000, 100_000, "0 %"),
      (100_000, 100_500, "+0.5 %"), (100_000, 99_500, "-0.5 %"), (120_000, 1_001_000, "+734.1 %"),
      (100_000, 100_001, "0 %"), (0, 100_000, "from nothing"), (100_000, 0, "-100 %"),
      (1, 200_000_000, "+19999999900 %"),
    ] as [(UInt32, UInt32, String)])
  func `a change in percent`(before: UInt32, after: UInt32, words: String) {
    #expect(preview(before, after).changeWords == words)
  }

  @Test func `now and new stand side by side, in one scale`() {
    #expect(
      preview(100_000, 110_000).words == """
                    now                   new
        mode        simple continuous     simple continuous
        24-h total  100 mcg               110 mcg  (+10 %)
        flow        0.05 mL/day           0.055 mL/day
        now  0h |▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇| 24h
        new  0h |████████████████████████| 24h
        Drug that leaves the reservoir from now on reaches the catheter tip in 4 d 22 h.

        """)
  }

  @Test func `a stopped pump and a flow that never arrives are said`() {
    #expect(preview(1000, 2000, isStopped: true).words.contains("STOPPED and stays so"))
    #expect(preview(1000, 2000, minutesToTip: nil).words.contains("never, at this flow"))
  }

  @Test func `a bolus is shown with what it adds to a day`() {
    let bolus = BolusPreview(
      nanograms: 50_000, duration: .minutes(10), now: Samples.interrogation())
    #expect(bolus.words.hasPrefix("bolus       50 mcg over 10 min, +50 % of a day's 100 mcg\n"))
    #expect(bolus.words.contains("150 mcg"))
    let stopped = Samples.interrogation(Samples.status { $0.basalNanogramsPerDay = 0 })
    let alone = BolusPreview(nanograms: 50_000, duration: .minutes(10), now: stopped)
    #expect(alone.words.hasPrefix("bolus       50 mcg over 10 min\n"))
  }
}
