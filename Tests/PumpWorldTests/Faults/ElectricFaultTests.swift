import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Battery, clock, memory and processor, and the pump without power.
@Suite(.limited)
struct ElectricFaultTests {
  @Test func `a drain empties the battery before its time, and replacement is indicated`() throws {
    var visit = try Visit(.sample())
    try visit.inject(.battery, .drain, 40)
    visit.wait(.days(30))
    #expect(visit.pump.plant.batteryReading < 7000)
    visit.wait(.days(60))
    #expect(visit.alarms.contains(.electiveReplacement))
  }

  @Test(arguments: [30, 200, 1000] as [Int64])
  func `a drained battery ends service, and is no motor that stalls`(times: Int64) throws {
    var visit = try Visit(.sample())
    visit.wait(.days(10))
    try visit.inject(.battery, .drain, times)
    // In one jump as in many.
    var leaping = visit
    leaping.wait(.days(130))
    for _ in 0..<130 { visit.wait(.days(1)) }
    for visit in [visit, leaping] {
      #expect(visit.alarms.contains(.electiveReplacement) && visit.alarms.contains(.endOfService))
      #expect(!visit.alarms.contains(.motorStall))
    }
    #expect(visit.strokes == leaping.strokes)
    let log = try visit.readLog().filter { $0.kind == .alarmRaised }.map(\.detail)
    #expect(log == [Alarm.electiveReplacement.rawValue, Alarm.endOfService.rawValue])
    // The radio goes on, and so does the end.
    try visit.inject(.processor, .reset)
    visit.wait(.days(1))
    #expect(visit.alarms.contains(.endOfService) && visit.strokes == leaping.strokes)
  }

  @Test func `the time to replacement follows a drain within days`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(100))
    try visit.inject(.battery, .drain, 35)
    visit.wait(.days(3))
    guard visit.open() != nil, case .forecast(let forecast) = visit.ask(.readForecast(.running))
    else {
      Issue.record("nothing is foretold")
      return
    }
    // 60.5 J a day of about 5900 J, less 92 days of that.
    let days = (forecast.secondsToReplacement ?? .max) / 86_400
    let ended = (forecast.secondsToEndOfService ?? .max) / 86_400
    #expect(days <= 8)
    #expect(ended >= 90 && ended <= 98)
  }

  @Test func `a battery that gives out for a moment leaves the pump stopped`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    try visit.inject(.battery, .reset)
    visit.wait(.days(1))
    #expect(visit.strokes == 200 && visit.alarms.contains(.lowBatteryReset))
    _ = visit.open()
    _ = visit.order(.resume(ConfirmedOrder()))
    visit.wait(.days(1))
    #expect(visit.strokes == 400 && visit.alarms.isEmpty)
  }

  @Test func `a dead battery ends everything until it is cleared`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    try visit.inject(.battery, .dead, for: .days(2))
    visit.wait(.days(1))
    #expect(!visit.pump.world.isPumpOn && visit.strokes == 200 && visit.open() == nil)
    #expect(visit.pump.truth.therapyTime == visit.now.therapy)
    #expect(throws: BenchError.withoutPower) { try visit.inject(.clock, .reset) }
    visit.wait(.days(2))
    #expect(visit.pump.world.isPumpOn && visit.alarms.contains(.lowBatteryReset))
    #expect(visit.open() != nil)
    #expect(visit.pump.firmware.time == visit.now.therapy)
  }

  @Test(arguments: [(100_000, 220), (-50_000, 190)] as [(Int64, UInt64)])
  func `a clock that drifts makes more strokes in a true day, or fewer`(
    ppm: Int64, strokes: UInt64
  ) throws {
    var visit = try Visit(.sample())
    try visit.inject(.clock, .drift, ppm)
    visit.wait(.days(1))
    #expect(visit.strokes == strokes && visit.alarms.isEmpty)
    let time = visit.pump.firmware.time
    #expect(time == .ms(86_400 * UInt64(1_000_000 + ppm) / 1000))
    // Sound again, it keeps what it gained or lost.
    visit.pump.clear(.clock, at: visit.now)
    visit.wait(.days(1))
    #expect(visit.strokes == strokes + 200)
    #expect(visit.pump.firmware.time == time.after(.days(1)))
  }

  @Test func `a lost clock goes on from the last record, and asks to be set`() throws {
    var visit = try Visit(.sample())
    visit.wait(.ms(86_400_000 + 200_000))
    let before = visit.pump.firmware.state
    try visit.inject(.clock, .reset)
    let after = visit.pump.firmware
    #expect(after.time <= visit.now.therapy)
    #expect(after.state.alarms.contains(.clockUncertain))
    #expect(after.state.strokes == before.strokes && after.state.epoch == before.epoch + 1)
    visit.wait(.days(1))
    #expect(visit.strokes == 400)
    #expect(visit.pump.firmware.time == after.time.after(.days(1)))
  }

  @Test func `while the memory fails no order is taken, and therapy goes on`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    try visit.inject(.memory, .failure)
    visit.wait(.hours(2))
    #expect(visit.alarms.contains(.memoryError))
    _ = visit.open()
    // It is not even refused: what was written may be there in spite of all, until the state in use
    // is written over it.
    #expect(visit.order(.stop) == nil)
    visit.wait(.hours(22))
    #expect(visit.strokes == 400)
    let writes = visit.pump.memory.writes
    visit.pump.clear(.memory, at: visit.now)
    visit.wait(.hours(2))
    #expect(visit.pump.memory.writes > writes && !visit.alarms.contains(.memoryError))
    #expect(!visit.pump.firmware.state.isStopped)
    // Nothing of the log is lost by it.
    let entries = try visit.readLog()
    #expect(entries.count > 3 && entries.map(\.sequence) == Array(1...UInt32(entries.count)))
  }

  @Test func `a damaged entry of the log is found by its chain`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(5))
    #expect(visit.pump.readLogWitness().damaged == nil)
    try visit.inject(.memory, .damage, 3)
    #expect(visit.pump.readLogWitness().damaged == 3)
    let newest = visit.pump.firmware.state.log.sequence
    #expect(throws: BenchError.noSuchEntry(newest + 1, oldest: 1, newest: newest)) {
      try visit.inject(.memory, .damage, Int64(newest) + 1)
    }
  }

  @Test func `a processor's reset costs the session and nothing else`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    _ = visit.open()
    try visit.inject(.processor, .reset)
    #expect(visit.pump.sessionDeadline == nil)
    visit.wait(.days(1))
    #expect(visit.strokes == 400 && visit.alarms.isEmpty)
  }

  @Test func `a failing processor is found within the hour, and ends delivery`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    try visit.inject(.processor, .failure)
    visit.wait(.hours(1))
    #expect(visit.alarms.contains(.selfTestFailed))
    visit.wait(.days(1))
    #expect(visit.strokes < 212)
  }

  @Test func `without power the world goes on, and the pump goes on with power`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    try visit.inject(.reservoir, .leak, 1_000_000)
    visit.pump.setPower(false, at: visit.now)
    #expect(visit.pump.deadline == nil)
    visit.wait(.days(3))
    #expect(visit.strokes == 200 && visit.pump.truth.pocket.volume == .ml(3))
    #expect(visit.open() == nil)
    visit.pump.setPower(true, at: visit.now)
    #expect(visit.open() != nil)
    visit.wait(.days(1))
    // One stroke of those that fell due meanwhile is made.
    #expect(visit.strokes == 401 && visit.pump.firmware.state.strokes == 401)
    #expect(
      visit.pump.firmware.state.undelivered == Picograms(nanograms: 300_000 - 500))
  }

  @Test func `without the head no byte passes, and delivery goes on`() throws {
    var visit = try Visit(.sample())
    visit.pump.setHead(.away, at: visit.now)
    #expect(visit.open() == nil)
    visit.wait(.days(1))
    #expect(visit.strokes == 200)
    visit.pump.setHead(.contact, at: visit.now)
    #expect(visit.open() != nil)
  }

  @Test func `a world is read back from its bytes, and from no others`() throws {
    var visit = try Visit(.sample())
    try visit.inject(.clock, .drift, 12_345)
    try visit.inject(.processor, .failure, for: .days(9))
    visit.wait(.ms(7_777_777))
    let bytes = visit.pump.world.snapshot
    let profile = visit.pump.plant.profile
    let read = World(snapshot: bytes.span, profile: profile)
    let again = try #require(read)
    #expect(again.snapshot == bytes)
    #expect(again.oscillator == visit.pump.world.oscillator)
    let isShortAccepted = World(snapshot: bytes.span.extracting(droppingLast: 1), profile: profile)
    #expect(isShortAccepted == nil)
    var random = SplitMix64(seed: 5)
    for place in Plant.snapshotBytes..<bytes.count {
      var damaged = bytes
      damaged[place] ^= UInt8(random.from(1...255))
      // Whatever is accepted can be run.
      guard let world = World(snapshot: damaged.span, profile: profile) else { continue }
      #expect(world.snapshot == damaged)
    }
  }
}
