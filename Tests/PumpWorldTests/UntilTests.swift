import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// An advance that goes until something stops at its moment, and changes nothing that comes after.
@Suite(.limited)
struct UntilTests {
  /// Advances until something, or for so long; gives whether it came.
  private static func run(
    _ visit: inout Visit, until stop: PumpStop, for length: Milliseconds = .days(400)
  ) -> Bool {
    let end = Instant(therapy: visit.now.therapy.after(length), link: visit.now.link)
    let isReached = visit.pump.advance(to: end, until: stop)
    visit.now.therapy = visit.pump.plant.therapyTime
    return isReached
  }

  /// A schedule of two steps, whose clock shows 08:00 at therapy time zero.
  private static func scheduled() throws -> Visit {
    var plan = DayPlan(try #require(DayStep(startMinute: 0, dose: .ngPerDay(100_000))))
    plan.append(try #require(DayStep(startMinute: 1080, dose: .ngPerDay(150_000))))
    var plans = DayPlans()
    plans[.plan1] = plan
    let implant = DurableState(
      therapy: .daySchedule(WeekPlan(everyDay: .plan1)), plans: plans, drug: .baclofen,
      concentration: .strength(2000), filledVolume: .ml(20), lowAlarmVolume: .ml(2),
      clock: WallClock(rawValue: 8 * 3600), rotor: 0)
    return try Visit(.sample(implant))
  }

  @Test func `an alarm of the reservoir stops it with the stroke that raises it`() throws {
    var visit = try Visit(.sample())
    #expect(Self.run(&visit, until: .alarm(.lowReservoir)))
    // 20 mL less 2 mL, in strokes of 250 nL, one every 432 s.
    #expect(visit.pump.truth.strokes == 72_000)
    #expect(visit.now.therapy == .zero.after(.seconds(72_000 * 432)))
    #expect(visit.pump.firmware.state.alarms.contains(.lowReservoir))
    #expect(visit.pump.takeAlarmsHeard().map(\.time) == [visit.now.therapy])

    var before = try Visit(.sample())
    before.wait(.seconds(72_000 * 432 - 1))
    #expect(before.pump.firmware.state.alarms == AlarmSet() && before.pump.truth.strokes == 71_999)
  }

  @Test func `an alarm by name lets the others pass, and one that goes on is none`() throws {
    var visit = try Visit(.sample())
    #expect(Self.run(&visit, until: .alarm(.emptyReservoir)))
    #expect(visit.pump.truth.strokes == 80_000)
    #expect(!Self.run(&visit, until: .alarm(.lowReservoir), for: .days(3)))
    #expect(visit.now.therapy == .zero.after(.seconds(80_000 * 432)).after(.days(3)))
  }

  @Test(arguments: [0, 200_000, -100_000] as [Int32])
  func `it is empty with the stroke that takes the last of it, whatever the pump counts`(
    ppm: Int32
  ) throws {
    var visit = try Visit(.sample(fill: 1_000_000, strokeErrorPPM: ppm))
    #expect(Self.run(&visit, until: .empty))
    let volume = UInt64(Int64(250) * Int64(1_000_000 + ppm) / 1_000_000)
    let strokes = (1_000_000 + volume - 1) / volume
    #expect(visit.pump.truth.strokes == strokes && visit.pump.truth.reservoir.volume == .zero)
    #expect(Self.run(&visit, until: .empty), "it is empty already")
    #expect(visit.pump.truth.strokes == strokes)
  }

  @Test func `a leak empties it to the millisecond`() throws {
    var visit = try Visit(.sample(fill: 1_000_000))
    visit.wait(.ms(1))
    try visit.inject(.reservoir, .leak, 90_000_000, for: nil)
    #expect(Self.run(&visit, until: .empty, for: .days(1)))
    #expect(visit.pump.truth.reservoir.volume == .zero)
    var before = try Visit(.sample(fill: 1_000_000))
    before.wait(.ms(1))
    try before.inject(.reservoir, .leak, 90_000_000, for: nil)
    before.wait(visit.now.therapy.since(before.now.therapy).minus(.ms(1)) ?? .zero)
    #expect(before.pump.truth.reservoir.volume > .zero)
  }

  @Test func `steps stop it when they begin`() throws {
    var visit = try Self.scheduled()
    var moments: [UInt64] = []
    for _ in 0..<3 {
      #expect(Self.run(&visit, until: .nextStep, for: .days(2)))
      moments.append(visit.now.therapy.rawValue / 3_600_000)
      #expect(visit.now.therapy.rawValue.isMultiple(of: 3_600_000))
    }
    #expect(moments == [10, 16, 34])
  }

  @Test func `a bolus stops it when it ends, and a prime does not`() throws {
    var visit = try Visit(.sample(isPrimed: false))
    _ = visit.open()
    #expect(visit.order(.startPrime(StartPrime(.wholePath, volumesVersion: 2))) != nil)
    #expect(!Self.run(&visit, until: .bolusEnd, for: .hours(2)))
    _ = visit.open()
    let bolus = StartBolus(nanograms: 20_000, milliseconds: 420_000)
    #expect(visit.order(.startBolus(bolus)) != nil)
    let began = visit.now.therapy
    #expect(Self.run(&visit, until: .bolusEnd, for: .days(1)))
    #expect(visit.now.therapy == began.after(.minutes(7)))
    #expect(visit.pump.firmware.state.integral.infusion == nil)
  }

  @Test(
    arguments: [
      .alarm(nil), .alarm(.motorStall), .empty, .nextStep, .bolusEnd,
    ] as [PumpStop])
  func `a life with stops in it is the life without them`(stop: PumpStop) throws {
    var with = try Self.scheduled()
    var without = try Self.scheduled()
    with.wait(.hours(5))
    without.wait(.hours(5))
    try with.inject(.motor, .stall, nil, for: .hours(9))
    try without.inject(.motor, .stall, nil, for: .hours(9))
    let end = with.now.therapy.after(.days(40))
    while with.now.therapy < end {
      _ = Self.run(&with, until: stop, for: min(.hours(31), end.since(with.now.therapy)))
      if stop == .empty { break }
      // A stop that is reached at once must not hold the test.
      if with.now.therapy < end { with.wait(min(.ms(1), end.since(with.now.therapy))) }
    }
    if with.now.therapy < end { with.wait(end.since(with.now.therapy)) }
    without.wait(end.since(without.now.therapy))
    #expect(with.pump.truth == without.pump.truth)
    #expect(with.pump.firmware.state == without.pump.firmware.state)
    #expect(with.pump.tones == without.pump.tones)
  }

  @Test func `who watches hears what happened, each once and at its moment, and nothing changes`()
    throws
  {
    var watched = try Visit(.sample())
    var other = try Visit(.sample())
    watched.pump.beginWatch()
    for visit in 0..<2 {
      var pump = visit == 0 ? watched : other
      pump.wait(.days(1))
      pump.pump.setHead(.near, at: pump.now)
      try pump.inject(.motor, .stall, nil, for: .hours(9))
      pump.wait(.days(1))
      pump.pump.setPower(false, at: pump.now)
      pump.pump.setPower(true, at: pump.now)
      try pump.inject(.battery, .dead, nil, for: nil)
      pump.wait(.hours(1))
      if visit == 0 { watched = pump } else { other = pump }
    }
    #expect(watched.pump.memory.image == other.pump.memory.image)
    #expect(watched.pump.truth == other.pump.truth)
    #expect(other.pump.takeHappenings() == [])
    let told = watched.pump.takeHappenings()
    #expect(watched.pump.takeHappenings() == [])
    let entries = told.compactMap { happened -> LogEntry? in
      if case .logged(let entry) = happened.what { return entry }
      return nil
    }
    let newest = watched.pump.firmware.state.log.sequence
    #expect(entries.map(\.sequence) == Array(2...newest), "each once, in order")
    for happened in told {
      guard case .logged(let entry) = happened.what else { continue }
      #expect(happened.time.seconds == UInt64(entry.therapySeconds), "\(entry)")
    }
    let day = TherapyTime.zero.after(.days(1))
    let others = told.filter { if case .logged = $0.what { false } else { true } }
    let stall = try Fault(unit: .motor, kind: .stall)
    let dead = try Fault(unit: .battery, kind: .dead)
    #expect(others.first == PumpHappening(time: day, what: .head(.near)))
    #expect(
      others.contains(PumpHappening(time: day, what: .fault(stall, end: day.after(.hours(9))))))
    #expect(
      others.contains(PumpHappening(time: day.after(.hours(9)), what: .faultCleared(stall))))
    let off = PumpHappening(time: day.after(.days(1)), what: .powerLost(isBatteryDead: false))
    let place = try #require(others.firstIndex(of: off))
    #expect(others[place + 1].what == .started(.power))
    let end = Array(others.suffix(2))
    #expect(end.map(\.what) == [.fault(dead, end: nil), .powerLost(isBatteryDead: true)])
  }

  @Test func `a call stops it where it is made`() throws {
    var visit = try Visit(.sample())
    try visit.admit(.sample())
    #expect(!Self.run(&visit, until: .patientCalls, for: .days(2)))
    visit.order(stop: true)
    #expect(Self.run(&visit, until: .patientCalls, for: .days(20)))
    #expect(visit.patient.calls == 1 && visit.patient.lastCall?.time == visit.now.therapy)
  }
}
