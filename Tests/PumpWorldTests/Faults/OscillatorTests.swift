import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

@testable import PumpWorld

/// The pump's own time against the true one, by a reference that adds up whole numbers.
@Suite(.limited)
struct OscillatorTests {
  @Test func `without drift the pump's time is true`() {
    let oscillator = Oscillator()
    for moment in [0, 1, 86_400_000, 1 << 52] as [UInt64] {
      #expect(oscillator.pumpTime(at: .ms(moment)) == .ms(moment))
      #expect(oscillator.trueTime(at: .ms(moment)) == .ms(moment))
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `each millionth is kept through any changes of the rate`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var oscillator = Oscillator()
    var now: UInt64 = 0
    // The pump's time in millionths of a millisecond.
    var sum: UInt64 = 0
    var rate: UInt64 = 1_000_000
    for _ in 0..<40 {
      let length = random.spread(upTo: 10_000_000_000)
      now += length
      sum += length * rate
      #expect(oscillator.pumpTime(at: .ms(now)) == .ms(sum / 1_000_000), "seed \(seed)")
      let ppm = Int32(random.below(1_000_001)) - 500_000
      rate = UInt64(Int64(1_000_000) + Int64(ppm))
      oscillator.drift(by: ppm, from: .ms(now))
      #expect(oscillator.driftPPM == ppm)
    }
  }

  @Test(arguments: [-500_000, -123_457, -1, 0, 1, 40, 99_999, 500_000] as [Int32])
  func `the true moment of a time is the first at which it is shown`(ppm: Int32) {
    var random = SplitMix64(seed: 3)
    var oscillator = Oscillator()
    oscillator.drift(by: 17, from: .ms(1_234_567))
    oscillator.drift(by: ppm, from: .ms(7_654_321))
    let base = oscillator.pumpTime(at: .ms(7_654_321)).rawValue
    for _ in 0..<2000 {
      let time = TherapyTime.ms(base + random.spread(upTo: 1 << 45))
      let moment = oscillator.trueTime(at: time)
      #expect(oscillator.pumpTime(at: moment) >= time)
      guard moment > .ms(7_654_321) else { continue }
      #expect(oscillator.pumpTime(at: .ms(moment.rawValue - 1)) < time)
    }
    #expect(oscillator.trueTime(at: .zero) == .ms(7_654_321))
  }

  @Test func `a clock that was lost shows another time, and runs as before`() {
    var oscillator = Oscillator()
    oscillator.drift(by: 100_000, from: .zero)
    oscillator.show(.ms(500), from: .ms(10_000))
    #expect(oscillator.pumpTime(at: .ms(10_000)) == .ms(500))
    #expect(oscillator.pumpTime(at: .ms(20_000)) == .ms(11_500))
  }
}
