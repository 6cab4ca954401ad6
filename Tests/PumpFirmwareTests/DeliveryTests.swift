import PumpFirmware
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// When strokes are made: as soon as one is owed, whoever asks and however time passes.
@Suite(.limited)
struct DeliveryTests {
  @Test func `handling exactly at each deadline gives one stroke each, when it is due`() throws {
    var bench = try Bench()
    let programme = ReferenceDelivery(basalPerDay: 100_000_000)
    bench.live(.days(3))
    #expect(bench.motor.turns.count == 600)
    for (index, turn) in bench.motor.turns.enumerated() {
      #expect(turn.strokes == 1)
      let due = UInt128(index + 1) * 500_000
      #expect(programme.total(at: turn.time) >= due)
      #expect(programme.total(at: .ms(turn.time.rawValue - 1)) < due)
    }
  }

  @Test func `a bolus speeds the strokes up for its time and leaves the basal rate alone`() throws {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    var programme = ReferenceDelivery(basalPerDay: 100_000_000)
    programme.startBolus(50_000_000, over: 600_000, at: bench.now.therapy)
    #expect(bench.bolus(50_000, over: .minutes(10)).isDone)
    bench.live(.minutes(10))
    #expect(UInt128(bench.motor.strokes) == programme.total(at: bench.now.therapy) / 500_000)
    bench.open()
    #expect(bench.status()?.flags.running == .nothing)
    bench.live(.days(1))
    #expect(UInt128(bench.motor.strokes) == programme.total(at: bench.now.therapy) / 500_000)
  }

  /// Ways to let the same time pass, each leaving the bench where it got to.
  static let ways: [@Sendable (inout Bench, Milliseconds) -> Void] = [
    { bench, length in bench.wait(length) },
    { bench, length in bench.live(length) },
    { bench, length in
      for _ in 0..<1000 { bench.wait(.ms(length.rawValue / 1000)) }
      bench.wait(.ms(length.rawValue % 1000))
    },
  ]

  @Test func `jumping and stepping end in the same state`() throws {
    var ends: [(state: DurableState, strokes: UInt64)] = []
    for way in Self.ways {
      var bench = try Bench(.sample(), .implant(.daily(777_777), fill: .ml(7)))
      bench.battery = .runsDown
      bench.open()
      bench.bolus(77_777, over: .ms(77_777_777))
      way(&bench, .days(15))
      ends.append((bench.firmware.state, bench.motor.strokes))
      #expect(bench.firmware.state.alarms.contains(.lowReservoir))
    }
    #expect(ends[1].state == ends[0].state && ends[1].strokes == ends[0].strokes)
    #expect(ends[2].state == ends[0].state && ends[2].strokes == ends[0].strokes)
  }

  @Test func `a stopped pump has no stroke to wait for, and makes none`() throws {
    var bench = try Bench()
    bench.wait(.hours(5))
    bench.open()
    #expect(bench.stop().isDone)
    let strokes = bench.motor.strokes
    bench.live(.days(40))
    #expect(bench.motor.strokes == strokes)
    // It wakes up for its tones and tests alone.
    #expect(bench.firmware.deadline == bench.now.therapy.after(.minutes(10)))
  }

  @Test func `what was owed when delivery was stopped is given after it resumes, and no more`()
    throws
  {
    var bench = try Bench()
    // A stroke comes every 432 s; 400 s are owed at the stop.
    bench.live(.seconds(832))
    bench.open()
    #expect(bench.stop().isDone)
    bench.live(.days(1))
    bench.open()
    #expect(bench.resume().isDone)
    #expect(bench.motor.strokes == 1)
    bench.live(.seconds(31))
    #expect(bench.motor.strokes == 1)
    bench.live(.seconds(1))
    #expect(bench.motor.strokes == 2)
  }

  @Test func `minimum rate gives its flow of the drug in the reservoir`() throws {
    var bench = try Bench(.sample(), .implant(.minimumRate))
    bench.live(.days(100))
    // 6000 nL a day are 24 strokes.
    #expect(bench.motor.strokes == 2400)
    bench.open()
    #expect(bench.status()?.basalNanogramsPerDay == 12_000)
    #expect(bench.status()?.mode == .minimumRate)
  }

  @Test func `telemetry never delays a stroke`() throws {
    var quiet = try Bench()
    var busy = try Bench()
    quiet.live(.days(1))
    busy.open()
    while busy.now.therapy < .zero.after(.days(1)) {
      busy.live(.seconds(20))
      busy.receive([1, 2, 0, 3])
      if busy.client.lastRequest < 60_000 { _ = busy.interrogation() }
    }
    #expect(busy.motor.turns == quiet.motor.turns)
  }
}
