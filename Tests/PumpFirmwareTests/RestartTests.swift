import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// What a pump knows again after a power cut, and what it does not make up for.
@Suite(.limited)
struct RestartTests {
  /// The places around a stroke and its checkpoint at which power can fail, first to last.
  static let placesAroundStroke = 0..<7

  @Test(arguments: placesAroundStroke)
  func `a cut anywhere between a stroke and its checkpoint counts the stroke once`(
    place: Int
  ) throws {
    var bench = try Bench()
    bench.live(.seconds(431))
    bench.stepsToCut = place
    bench.wait(.seconds(1))
    try bench.restart()
    #expect(bench.motor.strokes == 1, "one stroke was due, and one was made")
    #expect(bench.firmware.state.strokes == 1)
    bench.live(.seconds(431))
    #expect(bench.motor.strokes == 1)
    bench.live(.seconds(1))
    #expect(bench.motor.strokes == 2)
    #expect(bench.firmware.state.strokes == 2)
  }

  @Test func `the rotor's count goes on over its wrap`() throws {
    var bench = try Bench(.sample(), .implant(rotor: 65_500))
    bench.motor.rotor = 65_500
    try bench.restart()
    bench.live(.hours(6))
    bench.stepsToCut = 2
    bench.live(.seconds(432))
    try bench.restart()
    bench.live(.hours(1))
    #expect(bench.motor.strokes > 36 && bench.motor.rotor < 100)
    #expect(bench.firmware.state.strokes == bench.motor.strokes)
  }

  @Test(arguments: [1, 10, 300, 700, 1100, 1500])
  func `a cut in the middle of a long jump loses no stroke from the count`(step: Int) throws {
    // 96 000 strokes a day: more than the rotor can tell apart.
    var bench = try Bench(.sample(), .implant(.daily(48_000_000), fill: .ml(1000)))
    bench.wait(.days(1))
    bench.stepsToCut = step
    bench.wait(.days(40))
    try bench.restart()
    #expect(bench.firmware.state.strokes == bench.motor.strokes)
  }

  @Test func `time without power is not made up for, but for one stroke`() throws {
    var bench = try Bench()
    bench.live(.days(1))
    #expect(bench.motor.strokes == 200)
    try bench.restart(after: .days(30))
    #expect(bench.motor.strokes == 201)
    bench.live(.seconds(431))
    #expect(bench.motor.strokes == 201)
    bench.live(.seconds(1))
    #expect(bench.motor.strokes == 202)
  }

  @Test func `a pump that comes back goes on with everything it had`() throws {
    var bench = try Bench()
    bench.wait(.days(3))
    bench.open()
    bench.change(to: .daily(123_456))
    bench.bolus(90_000, over: .hours(10))
    bench.wait(.hours(1))
    let before = bench.firmware.state
    try bench.restart()
    var after = bench.firmware.state
    #expect(after != before)
    // Only the count of switch-ons differs.
    var image = bench.memory.image
    bench.open()
    #expect(bench.session >> 16 == UInt32(before.epoch) + 1)
    #expect(bench.status()?.flags.running == .bolus)
    #expect(bench.interrogation()?.therapy == .daily(123_456))
    #expect(bench.interrogation()?.therapyRevision == 1)
    swap(&image, &bench.memory.image)
    after = bench.firmware.state
    #expect(after.strokes == before.strokes && after.integral == before.integral)
    #expect(after.alarms == before.alarms && after.lastApplied == before.lastApplied)
  }

  @Test func `a memory that cannot be trusted stops the pump, and no cut starts it again`() throws {
    for cut in 0..<12 {
      var bench = try Bench()
      bench.live(.days(2))
      for place in [0, 3, 40, 2047, 2048, 2100] { bench.memory.image[place] ^= 0x10 }
      try bench.restart(cutAgainAfter: cut)
      let strokes = bench.motor.strokes
      try bench.restart()
      #expect(bench.firmware.state.alarms.contains(.memoryLost), "cut after \(cut) steps")
      bench.wait(.days(2))
      #expect(bench.motor.strokes == strokes, "cut after \(cut) steps")
      bench.open()
      #expect(bench.status()?.flags.isStopped == true)
      #expect(bench.resume().refusal?.code == .memoryLost)
    }
  }

  @Test func `a record of a later time than it is now is not trusted`() throws {
    var bench = try Bench()
    bench.live(.days(2))
    let image = bench.memory.image
    let early = Instant(therapy: TherapyTime.zero.after(.days(1)), link: .zero)
    #expect(throws: MemoryFault.noValidRecord) {
      _ = try PumpFirmware(
        profile: .sample(), secrets: .sample(), memory: image.span, rotor: 0, at: early)
    }
    #expect(throws: MemoryFault.wrongSize) {
      let short = Array(image.dropLast())
      _ = try PumpFirmware(
        profile: .sample(), secrets: .sample(), memory: short.span, rotor: 0, at: bench.now)
    }
  }
}
