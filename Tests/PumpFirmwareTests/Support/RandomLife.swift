import PumpFirmware
import Quantities
import Telemetry
import TestSupport
import Testing

/// A pump that is programmed, dosed, stopped, cut off and left alone at random, and beside it the
/// programme as the test understands it.
struct RandomLife {
  let seed: UInt64
  /// Whether time goes from deadline to deadline with power cuts anywhere, or in jumps.
  let isStepped: Bool
  var random: SplitMix64
  var bench: Bench
  var programme: ReferenceDelivery
  let strokeDrug: UInt128
  let minimumRate: UInt64
  /// The committed basal rate in pg a day, which runs unless the pump is stopped.
  var committed: UInt64
  var isStopped = false
  /// What was programmed while there was no power, beyond the one stroke that is still given.
  var forgiven: UInt128 = 0

  init(seed: UInt64, isStepped: Bool) throws {
    self.seed = seed
    self.isStepped = isStepped
    random = SplitMix64(seed: seed)
    let strength = UInt32(random.from(50...4000))
    let stroke = random.from(5...40) * 50
    let profile = DeviceProfile.sample {
      $0.strokeVolume = .nl(stroke)
      $0.battery.calendarLife = .days(100_000)
    }
    let dose = UInt32(random.from(48...1500)) * strength + UInt32(random.below(1000))
    bench = try Bench(
      profile, .implant(.daily(dose), strength: strength, fill: .ml(1000)))
    bench.motor.isLogging = false
    strokeDrug = UInt128(stroke * UInt64(strength))
    minimumRate = 6000 * UInt64(strength)
    committed = UInt64(dose) * 1000
    programme = ReferenceDelivery(basalPerDay: committed)
  }

  private var now: TherapyTime { bench.now.therapy }
  private func note(_ step: Int) -> Comment {
    "RandomLife(seed: \(seed), isStepped: \(isStepped)), step \(step)"
  }

  mutating func step(_ step: Int) throws {
    if bench.session == 0 || bench.now.link >= (bench.firmware.sessionDeadline ?? .zero) {
      bench.open()
    }
    switch random.below(10) {
    case 0: try change(random.once(in: 4) ? nil : dose(), step)
    case 1: bolus()
    case 2: cancel()
    case 3: stopOrResume()
    case 4: try cut(step)
    default: wait()
    }
    try check(step)
  }

  private mutating func dose() -> UInt32 {
    let strength = bench.firmware.state.concentration.microgramsPerMillilitre
    return UInt32(random.from(48...1500)) * strength + UInt32(random.below(1000))
  }

  private mutating func change(_ dose: UInt32?, _ step: Int) throws {
    let answer = bench.change(to: dose.map { .daily($0) } ?? .minimumRate)
    // A day that is too full refuses; nothing may change then.
    guard answer.isDone else { return }
    committed = dose.map { UInt64($0) * 1000 } ?? minimumRate
    if !isStopped { programme.set(basalPerDay: committed, at: now) }
  }

  private mutating func bolus() {
    let nanograms = UInt32(1 + random.spread(upTo: 400_000))
    let length = Milliseconds.ms(1 + random.spread(upTo: 86_400_000))
    guard bench.bolus(nanograms, over: length).isDone else { return }
    programme.startBolus(UInt64(nanograms) * 1000, over: length.rawValue, at: now)
  }

  private mutating func cancel() {
    if bench.cancelBolus().isDone { programme.endBolus(at: now) }
  }

  private mutating func stopOrResume() {
    if isStopped {
      if bench.resume().isDone {
        isStopped = false
        programme.set(basalPerDay: committed, at: now)
      }
    } else if bench.stop().isDone {
      isStopped = true
      programme.endBolus(at: now)
      programme.set(basalPerDay: 0, at: now)
    }
  }

  private mutating func wait() {
    if isStepped {
      bench.live(.ms(random.spread(upTo: 7_200_000)))
    } else {
      bench.wait(.ms(random.spread(upTo: random.once(in: 50) ? 63_072_000_000 : 2_592_000_000)))
    }
  }

  private mutating func cut(_ step: Int) throws {
    if isStepped {
      bench.stepsToCut = Int(random.below(40))
      bench.live(.ms(random.spread(upTo: 7_200_000)))
    }
    let before = pumped
    try bench.restart(after: .ms(random.once(in: 2) ? 0 : random.spread(upTo: 86_400_000 * 30)))
    // What came due without power is not made up for, beyond one stroke.
    let owed = programme.total(at: now) - before - forgiven
    if owed > strokeDrug { forgiven += owed - strokeDrug }
  }

  private var pumped: UInt128 { UInt128(bench.motor.strokes) * strokeDrug }

  private mutating func check(_ step: Int) throws {
    let total = programme.total(at: now)
    try #require(total >= pumped + forgiven, note(step))
    try #require(total - pumped - forgiven < strokeDrug, note(step))
    let state = bench.firmware.state
    try #require(state.strokes == bench.motor.strokes, note(step))
    try #require(state.integral.basalPerDay.rawValue == programme.basalPerDay, note(step))
    try #require(
      (state.integral.infusion != nil) == programme.isBolusRunning(at: now), note(step))
  }
}
