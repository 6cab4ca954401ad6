import PumpFirmware
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// What the patient hears: at once, then at the interval, unless it is silenced.
@Suite(.limited)
struct ToneTests {
  private func times(_ bench: Bench, _ tone: Tone) -> [UInt64] {
    bench.tones.filter { $0.tone == tone }.map { $0.time.rawValue / 60_000 }
  }

  @Test func `one single tone an hour while the reservoir is low, and two-tones once it is empty`()
    throws
  {
    // Strokes come every 7.2 min: low after 10 of them, empty after 40.
    var bench = try Bench(.sample(), .implant(fill: .nl(10_000), lowAlarm: .nl(7500)))
    bench.wait(.minutes(330))
    #expect(times(bench, .single) == [72, 132, 192, 252])
    #expect(times(bench, .twoTone) == [288, 298, 308, 318, 328])
  }

  @Test func `they stop with the alarm`() throws {
    var bench = try Bench(.sample(), .implant(fill: .ml(1)))
    bench.wait(.minutes(90))
    #expect(times(bench, .single) == [0, 60])
    bench.open()
    #expect(bench.setLowAlarm(500_000).isDone)
    bench.wait(.hours(5))
    #expect(times(bench, .single) == [0, 60])
  }

  @Test func `a silence holds its time to the millisecond, and then they sound at once`() throws {
    var bench = try Bench(.sample(), .implant(fill: .ml(1)))
    bench.wait(.minutes(30))
    bench.open()
    #expect(bench.silence(200).isDone)
    #expect(bench.interrogation()?.silentMinutes == 200)
    bench.wait(.minutes(200).minus(.ms(1)) ?? .zero, link: .zero)
    #expect(bench.interrogation()?.silentMinutes == 1)
    #expect(times(bench, .single) == [0])
    bench.wait(.ms(1), link: .zero)
    #expect(times(bench, .single) == [0, 230])
    #expect(bench.interrogation()?.silentMinutes == 0)
    bench.wait(.minutes(60), link: .zero)
    #expect(times(bench, .single) == [0, 230, 290])
    #expect(bench.silence(100).isDone)
    #expect(bench.silence(0).isDone, "zero ends a silence")
    #expect(times(bench, .single).last == 290 + 0)
  }

  @Test func `without an alarm a silence is carried out and logged, and silences nothing`() throws {
    var bench = try Bench()
    bench.wait(.minutes(1))
    for minutes in [1440, 0] as [UInt16] {
      bench.open()
      let before = bench.firmware.state.log.sequence
      #expect(bench.silence(minutes).isDone)
      let name = AppliedCommand(session: bench.session, request: bench.client.lastRequest)
      #expect(bench.status()?.lastApplied == name)
      #expect(bench.interrogation()?.silentMinutes == 0)
      let entries = bench.log().map(\.entry).filter { $0.sequence > before }
      #expect(entries.map(\.kind) == [.order])
      #expect(entries.first?.detail == RequestType.silenceAlarms.rawValue)
      #expect(entries.first?.short == name.request && entries.first?.number == name.session)
    }
    bench.open()
    #expect(bench.silence(1440).isDone)
    bench.motor.stallsAfter = 0
    bench.live(.minutes(30))
    #expect(times(bench, .twoTone) == [7, 17, 27], "an alarm that begins in that time sounds")
  }

  @Test func `a new alarm sounds through a silence`() throws {
    var bench = try Bench(.sample(), .implant(fill: .ml(1)))
    bench.wait(.minutes(5))
    bench.open()
    #expect(bench.silence(1440).isDone)
    bench.motor.stallsAfter = 0
    bench.live(.minutes(30))
    // The stroke at 7.2 min is the first that fails.
    #expect(times(bench, .twoTone) == [7, 17, 27])
    bench.open()
    #expect(bench.silence(1440).isDone)
    bench.wait(.hours(10))
    #expect(times(bench, .twoTone) == [7, 17, 27])
  }

  @Test func `an alarm that ends and comes again is a new one`() throws {
    var bench = try Bench()
    bench.motor.stallsAfter = 0
    bench.live(.minutes(8))
    bench.open()
    #expect(bench.silence(1440).isDone)
    bench.motor.stallsAfter = nil
    bench.live(.minutes(8))
    #expect(bench.firmware.state.alarms.isEmpty)
    bench.motor.stallsAfter = 0
    bench.live(.minutes(8))
    #expect(times(bench, .twoTone) == [7, 21])
  }

  @Test func `a silence outlives a power cut, and a cut alone does not silence`() throws {
    var bench = try Bench(.sample(), .implant(fill: .ml(1)))
    bench.wait(.minutes(5))
    bench.open()
    #expect(bench.silence(100).isDone)
    try bench.restart(after: .minutes(50))
    bench.wait(.minutes(49))
    #expect(times(bench, .single) == [0])
    bench.wait(.minutes(1))
    #expect(times(bench, .single) == [0, 105])
    try bench.restart()
    #expect(times(bench, .single) == [0, 105, 105])
  }

  @Test func `a test sounds once, as asked`() throws {
    var bench = try Bench()
    bench.open()
    #expect(bench.ask(.testAlarm(TestAlarm(.twoTone))).isDone)
    #expect(bench.ask(.testAlarm(TestAlarm(.single))).isDone)
    bench.wait(.hours(5))
    #expect(bench.tones.map(\.tone) == [.twoTone, .single])
  }

  @Test func `a pump that delivers nothing any more still sounds, and can be quietened`() throws {
    var bench = try Bench()
    bench.findings = .processor
    bench.wait(.minutes(70))
    #expect(times(bench, .twoTone) == [60, 70])
    bench.open()
    #expect(bench.silence(60).isDone)
    bench.wait(.minutes(59))
    #expect(times(bench, .twoTone) == [60, 70])
    bench.wait(.minutes(1))
    #expect(times(bench, .twoTone) == [60, 70, 130])
  }
}
