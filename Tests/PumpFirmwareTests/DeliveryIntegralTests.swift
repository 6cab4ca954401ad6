import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The integral against ``ReferenceDelivery``, which computes the same from the beginning each
/// time.
@Suite(.limited)
struct DeliveryIntegralTests {
  /// An integral and a programme that are changed alike.
  struct Twins {
    var integral: DeliveryIntegral
    var programme: ReferenceDelivery
    var pumped: UInt128 = 0

    init(basalPerDay: UInt64) {
      integral = DeliveryIntegral(basalPerDay: Picograms(rawValue: basalPerDay), from: .zero)
      programme = ReferenceDelivery(basalPerDay: basalPerDay)
    }

    var owed: UInt128 { programme.total(at: integral.time) - pumped }

    mutating func advance(by length: UInt64) {
      integral.advance(to: integral.time.after(.ms(length)))
      // Closing what is over is the firmware's part.
      if let running = integral.infusion, running.end <= integral.time { integral.infusion = nil }
    }

    mutating func set(basalPerDay rate: UInt64) {
      integral.basalPerDay = Picograms(rawValue: rate)
      programme.set(basalPerDay: rate, at: integral.time)
    }

    mutating func startBolus(_ dose: UInt64, over length: UInt64) {
      integral.infusion = Infusion(
        kind: .bolus, dose: Picograms(rawValue: dose), duration: .ms(length), start: integral.time,
        counted: .zero)
      programme.startBolus(dose, over: length, at: integral.time)
    }

    /// Ends the bolus; gives what of it the integral has not counted.
    mutating func endBolus() -> Picograms {
      guard let running = integral.infusion else { return .zero }
      integral.infusion = nil
      return running.dose - running.counted
    }

    mutating func pump(_ drug: UInt64) {
      guard integral.owed.rawValue >= drug else { return }
      integral.owed -= Picograms(rawValue: drug)
      pumped += UInt128(drug)
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `random rates, cuts, boluses and cancels never drift from the closed form`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    var twins = Twins(basalPerDay: random.spread(upTo: 200_000_000_000))
    for step in 0..<400 {
      switch random.below(8) {
      case 0: twins.set(basalPerDay: random.spread(upTo: 200_000_000_000))
      case 1 where twins.integral.infusion == nil:
        twins.startBolus(
          1 + random.spread(upTo: 4_294_967_294_999), over: 1 + random.spread(upTo: .max >> 32))
      case 2:
        let withheld = twins.endBolus()
        let expected = twins.programme.endBolus(at: twins.integral.time)
        try #require(withheld.rawValue == expected, "seed \(seed), step \(step)")
      case 3: twins.pump(random.spread(upTo: 500_000_000))
      default: twins.advance(by: random.spread(upTo: 86_400_000 * 400))
      }
      try #require(
        UInt128(twins.integral.owed.rawValue) == twins.owed, "seed \(seed), step \(step)")
      try #require(
        (twins.integral.infusion != nil) == twins.programme.isBolusRunning(at: twins.integral.time),
        "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: 100..<140 as Range<UInt64>)
  func `the moment something is owed is the first millisecond at which it is`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<120 {
      let rate = 1000 + random.spread(upTo: 199_999_999_000)
      var twins = Twins(basalPerDay: random.once(in: 4) ? 0 : rate)
      twins.advance(by: random.spread(upTo: 1 << 40))
      if random.once(in: 2) {
        twins.startBolus(
          1 + random.spread(upTo: 4_294_967_294_999), over: 1 + random.spread(upTo: .max >> 32))
      }
      if random.once(in: 3) { twins.advance(by: random.spread(upTo: 1 << 20)) }
      let drug = twins.integral.owed.rawValue + random.spread(upTo: 1 << 44)
      let found = twins.integral.moment(owing: Picograms(rawValue: drug))
      let note: Comment = "seed \(seed), round \(round)"
      guard let found else {
        // A rate of zero gives no more than what is left of a bolus.
        let last = TherapyTime.ms(1 << 50)
        try #require(twins.programme.basalPerDay == 0, note)
        try #require(twins.programme.total(at: last) - twins.pumped < UInt128(drug), note)
        continue
      }
      try #require(twins.programme.total(at: found) - twins.pumped >= UInt128(drug), note)
      guard found > twins.integral.time else { continue }
      let before = TherapyTime.ms(found.rawValue - 1)
      try #require(twins.programme.total(at: before) - twins.pumped < UInt128(drug), note)
    }
  }

  @Test func `the highest dose for years neither overflows nor loses a picogram`() {
    var twins = Twins(basalPerDay: 200_000_000_000)
    twins.advance(by: 1)
    twins.advance(by: 86_399_999)
    twins.advance(by: 86_400_000 * 365 * 200)
    #expect(twins.integral.owed.rawValue == 200_000_000_000 * (1 + 365 * 200))
    #expect(twins.integral.remainder == 0)
  }

  @Test func `a bolus is exactly its dose at its end, however often it was looked at`() {
    var twins = Twins(basalPerDay: 0)
    twins.startBolus(1_000_003, over: 997)
    for _ in 0..<996 { twins.advance(by: 1) }
    #expect(twins.integral.infusion != nil)
    #expect(twins.integral.owed.rawValue == 1_000_003 * 996 / 997)
    twins.advance(by: 1)
    #expect(twins.integral.infusion == nil)
    #expect(twins.integral.owed.rawValue == 1_000_003)
    twins.advance(by: 1_000_000)
    #expect(twins.integral.owed.rawValue == 1_000_003)
  }

  @Test func `what is never owed has no moment`() {
    let none = DeliveryIntegral(basalPerDay: .zero, from: .zero)
    #expect(none.moment(owing: Picograms(rawValue: 1)) == nil)
    #expect(none.moment(owing: .zero) == .zero)
    let slow = DeliveryIntegral(basalPerDay: Picograms(rawValue: 1), from: .zero)
    #expect(slow.moment(owing: Picograms(rawValue: .max)) == nil)
    #expect(slow.moment(owing: Picograms(rawValue: 2)) == .ms(172_800_000))
  }
}
