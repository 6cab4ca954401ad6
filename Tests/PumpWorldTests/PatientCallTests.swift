import PumpPlant
import PumpWorld
import Quantities
import TestLimits
import TestSupport
import Testing

/// What a patient hears, and when somebody calls.
@Suite(.limited)
struct PatientCallTests {
  /// A pump whose motor stalls at once, and somebody with it, who begins at a time of day.
  private func stalled(_ seed: UInt64, from hour: UInt64 = 8) throws -> Visit {
    var random = SplitMix64(seed: seed)
    var visit = try Visit(.sample())
    try visit.admit(
      Patient(.responder, seed: seed, from: &random, at: .zero, timeOfDay: .hours(hour)))
    try visit.inject(.motor, .stall)
    return visit
  }

  @Test func `most tones are noticed by day, as often as the habits say, and few at night`() throws
  {
    for seed in 1...20 as ClosedRange<UInt64> {
      var visit = try stalled(seed)
      visit.wait(.hours(14))
      let (day, sounded) = (visit.patient.heard, visit.pump.tones.twoTone)
      let hears = UInt64(visit.patient.habits.hears)
      #expect((550...950).contains(hears) && sounded > 80)
      #expect(abs(Int(day * 1000) - Int(sounded * hears)) < 150 * Int(sounded), "\(day)")
      visit.wait(.hours(9))
      let night = visit.patient.heard - day
      #expect(night < day / 2, "\(night) at night, \(day) by day")
    }
  }

  @Test func `a stall is called for within hours by everybody, and not again before a day is over`()
    throws
  {
    for seed in 1...20 as ClosedRange<UInt64> {
      var visit = try stalled(seed)
      visit.wait(.hours(4))
      #expect(visit.patient.calls == 1 && visit.patient.lastCall?.reason == .tones)
      visit.wait(.hours(19))
      #expect(visit.patient.calls == 1)
      visit.wait(.hours(12))
      #expect(visit.patient.calls == 2 && visit.patient.today.calls == 1)
      #expect(visit.patient.diary[0].calls == 1 && visit.patient.diary[0].heard > 40)
    }
  }

  @Test func `for single tones nobody calls at night, some never do, and it takes longer`() throws {
    var callers = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      // The reservoir is low from the start: a single tone an hour.
      var visit = try Visit(.sample(fill: 2_000_000))
      try visit.admit(
        Patient(.responder, seed: seed, from: &random, at: .zero, timeOfDay: .hours(22)))
      visit.wait(.minutes(8 * 60 + 50))
      #expect(visit.pump.tones.twoTone == 0 && visit.pump.tones.single >= 8)
      #expect(visit.patient.calls == 0, "seed \(seed)")
      visit.wait(.hours(64))
      #expect((visit.patient.calls > 0) == (visit.patient.habits.patience > 0), "seed \(seed)")
      if visit.patient.calls > 0 { callers += 1 }
    }
    #expect((46...59).contains(callers), "\(callers) of 60")
  }

  @Test func `who is out of the body hears nothing`() throws {
    var visit = try stalled(3)
    try visit.pump.operate(at: visit.now) { world throws(BenchError) in try world.explant() }
    visit.wait(.hours(12))
    #expect(visit.pump.tones.twoTone > 40 && visit.patient.heard == 0)
  }

  @Test func `too much is drowsy, then a coma; somebody calls, and who sleeps so hears nothing`()
    throws
  {
    var visit = try stalled(5)
    try visit.pump.operate(at: visit.now) { world throws(BenchError) in
      try world.inject(Picograms(nanograms: 6_000_000))
    }
    visit.wait(.hours(10))
    #expect(visit.patient.present.reading.drowsiness == .coma)
    #expect(visit.patient.lastCall?.reason == .drowsiness)
    let heard = visit.patient.heard
    visit.wait(.hours(6))
    #expect(visit.patient.heard == heard)
    visit.wait(.days(6))
    #expect(visit.patient.present.reading.drowsiness == .awake && visit.patient.heard > heard)
    #expect(visit.patient.diary[5].drowsiness == .coma)
    #expect(visit.patient.diary[0].drowsiness == .awake)
  }

  @Test func `a sudden stop is a withdrawal that grows for one to three days, and is called for`()
    throws
  {
    var grades: [Int] = []
    for seed in 1...12 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      var visit = try Visit(.sample(nanogramsPerDay: 500_000, fill: 40_000_000))
      try visit.admit(
        Patient(.responder, seed: seed, from: &random, at: .zero, timeOfDay: .hours(8)))
      visit.wait(.days(60))
      #expect(visit.patient.present.reading.withdrawal == .none)
      // Without power nothing sounds either.
      visit.pump.setPower(false, at: visit.now)
      visit.wait(.hours(4))
      #expect(visit.patient.present.reading.withdrawal == .none)
      visit.wait(.hours(68))
      let worst = visit.patient.diary[0].withdrawal
      grades.append(Int(worst.rawValue))
      #expect(worst >= visit.patient.diary[2].withdrawal)
      #expect((worst > .none) == (visit.patient.lastCall?.reason == .withdrawal), "seed \(seed)")
    }
    #expect(grades.filter { $0 > 0 }.count >= 9, "\(grades)")
  }
}
