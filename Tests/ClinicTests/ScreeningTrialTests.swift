import ClinicSupport
import Quantities
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// The trial before any pump, against the label's rules told again in plain numbers.
@Suite(.limited)
struct ScreeningTrialTests {
  private static func hour(_ hours: UInt32) -> WallClock {
    Samples.monday + WallClock(rawValue: hours * 3600)
  }

  private func problem(
    _ body: () throws(ScreeningTrial.Problem) -> Void
  ) -> ScreeningTrial.Problem? {
    do throws(ScreeningTrial.Problem) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  private func trial(_ answered: [UInt32?]) throws -> ScreeningTrial {
    var trial = ScreeningTrial()
    for (place, lasted) in answered.enumerated() {
      let start = UInt32(place) * 48
      try trial.give([50_000, 75_000, 100_000][place], at: Self.hour(start))
      _ = try trial.answer(.init(lastedMinutes: lasted), at: Self.hour(start + 20))
    }
    return trial
  }

  @Test func `the doses are 50, 75 and 100 mcg, and no response to the last means no pump`() throws
  {
    #expect(ScreeningTrial().state == .next(nanograms: 50_000, notBefore: nil))
    #expect(try trial([nil]).state == .next(nanograms: 75_000, notBefore: Self.hour(24)))
    #expect(try trial([nil, nil]).state == .next(nanograms: 100_000, notBefore: Self.hour(72)))
    let failed = try trial([nil, nil, nil])
    #expect(failed.state == .noResponse && failed.start == nil)
    var more = failed
    #expect(
      problem { () throws(ScreeningTrial.Problem) in
        try more.give(100_000, at: Self.hour(500))
      } == .over)
  }

  @Test(
    arguments: [
      ([240], 100_000, false), ([480], 100_000, false), ([481], 50_000, true),
      ([nil, 300], 150_000, false), ([nil, nil, 600], 100_000, true),
    ] as [([UInt32?], UInt32, Bool)])
  func `a pump starts with twice the effective dose, and with once after a long effect`(
    answered: [UInt32?], start: UInt32, isLong: Bool
  ) throws {
    let found = try #require(try trial(answered).start)
    #expect(found.nanogramsPerDay == start && found.isLong == isLong)
    #expect(found.effective.nanograms == [50_000, 75_000, 100_000][answered.count - 1])
  }

  @Test func `a dose too soon, too large, out of turn or unobserved is refused`() throws {
    var trial = ScreeningTrial()
    func given(_ nanograms: UInt32, _ hours: UInt32) -> ScreeningTrial.Problem? {
      problem { () throws(ScreeningTrial.Problem) in
        try trial.give(nanograms, at: Self.hour(hours))
      }
    }
    func answered(_ lasted: UInt32?, _ hours: UInt32) -> ScreeningTrial.Problem? {
      problem { () throws(ScreeningTrial.Problem) in
        _ = try trial.answer(.init(lastedMinutes: lasted), at: Self.hour(hours))
      }
    }
    #expect(answered(nil, 9) == .nothingGiven)
    for wrong in [0, 49_999, 75_000, 100_000] as [UInt32] {
      #expect(given(wrong, 0) == .notNext(nanograms: 50_000))
    }
    #expect(given(50_000, 10) == nil)
    #expect(given(75_000, 40) == .unanswered(ScreeningDose(nanograms: 50_000, at: Self.hour(10))))
    #expect(answered(nil, 13) == .observedTooShort(Self.hour(14)))
    #expect(answered(300, 14) == .cannotHaveLasted && answered(0, 14) == .cannotHaveLasted)
    #expect(answered(48 * 60 + 1, 80) == .cannotHaveLasted)
    #expect(trial.doses.map(\.response) == [nil], "a refusal changes nothing")
    #expect(answered(nil, 14) == nil)
    #expect(answered(nil, 15) == .nothingGiven)
    #expect(given(75_000, 33) == .tooSoon(Self.hour(34)))
    #expect(given(75_000, 10) == .beforeLast(Self.hour(10)))
    #expect(given(75_000, 34) == nil)
  }

  @Test func `whatever is entered is one trial, and says so again`() throws {
    var random = SplitMix64(seed: 77)
    var ends: Set<Int> = []
    for _ in 0..<3000 {
      var trial = ScreeningTrial()
      var hours: UInt32 = 0
      for _ in 0..<12 {
        hours += UInt32(random.below(30))
        let lasted = random.below(3) == 0 ? UInt32(random.below(1000)) : nil
        let dose = [50_000, 75_000, 100_000, 25_000][Int(random.below(4))] as UInt32
        let before = trial
        let isRefused =
          problem { () throws(ScreeningTrial.Problem) in
            if random.below(2) == 0 {
              try trial.give(dose, at: Self.hour(hours))
            } else {
              _ = try trial.answer(.init(lastedMinutes: lasted), at: Self.hour(hours))
            }
          } != nil
        #expect(!isRefused || trial == before)
      }
      #expect(try ScreeningTrial(trial.doses) == trial)
      let label: [UInt32] = [50_000, 75_000, 100_000]
      #expect(trial.doses.map(\.nanograms) == Array(label.prefix(trial.doses.count)))
      for (one, next) in zip(trial.doses, trial.doses.dropFirst()) {
        #expect(next.at.rawValue - one.at.rawValue >= 24 * 3600 && one.response != nil)
      }
      #expect(trial.doses.dropLast().allSatisfy { $0.response?.isResponse == false })
      #expect((trial.start != nil) == (trial.doses.last?.response?.isResponse == true))
      ends.insert(trial.doses.count * 2 + (trial.start == nil ? 0 : 1))
    }
    #expect(ends.count >= 6, "\(ends)")
  }
}
