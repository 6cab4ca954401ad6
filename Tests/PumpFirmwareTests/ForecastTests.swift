import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// What is foretold of what runs now comes true, to the second. The path is 0.272 mL, which is 1088
/// strokes of 250 nL; the liquid has 2000 mcg/mL.
@Suite(.limited)
struct ForecastTests {
  private func bench(
    _ therapy: Therapy = .daily(100_000), fill: Nanolitres = .ml(20), lowAlarm: Nanolitres = .ml(2)
  ) throws -> Bench {
    var bench = try Bench(.sample(), .implant(therapy, fill: fill, lowAlarm: lowAlarm))
    bench.open()
    return bench
  }

  @Test func `steady infusion reaches every moment as the programme says`() throws {
    var bench = try bench()
    let forecast = try bench.foreseen()
    // 0.05 mL a day: 5.44 days to the tip, 18 mL to the alarm, 20 mL to empty.
    #expect(forecast.secondsToTip == 470_016)
    #expect(forecast.secondsToLowAlarm == 360 * 86_400 as UInt32)
    #expect(forecast.secondsToEmpty == 400 * 86_400 as UInt32)
    // 90 days before its calendar life of 2556 days.
    #expect(forecast.secondsToReplacement == 2466 * 86_400 as UInt32)
    #expect(forecast.secondsToEndOfService == 2556 * 86_400 as UInt32)
    bench.tipComes(after: forecast.secondsToTip)
    bench.alarm(.lowReservoir, after: forecast.secondsToLowAlarm)
    bench.alarm(.emptyReservoir, after: forecast.secondsToEmpty)
    bench.alarm(.electiveReplacement, after: forecast.secondsToReplacement)
    bench.alarm(.endOfService, after: forecast.secondsToEndOfService)
  }

  @Test func `a bolus that runs is counted on the way to the tip`() throws {
    var bench = try bench()
    #expect(bench.bolus(90_000, over: .hours(4)).isDone)
    #expect(bench.stage(.daily(110_000)) != nil)
    let forecast = bench.foretell(.staged)
    // (0.272 - 0.045) mL at 0.055 mL a day.
    #expect(forecast?.secondsToTip.map { $0 / 60 } == 5943)
    #expect(bench.commit().isDone)
    #expect(bench.foretell()?.secondsToTip == forecast?.secondsToTip)
    bench.tipComes(after: forecast?.secondsToTip)
  }

  @Test func `a prime reaches the tip by its own flow`() throws {
    var bench = try bench()
    // 0.272 mL at 24 mL a day.
    let forecast = bench.foretell(.prime(.wholePath))
    #expect(forecast?.secondsToTip == 980)
    #expect(bench.foretell()?.secondsToTip == 470_016, "nothing was carried out")
    #expect(bench.prime().isDone)
    #expect(bench.foretell()?.secondsToTip == 980)
    bench.tipComes(after: 980)
    var catheter = try self.bench()
    let half = catheter.foretell(.prime(.catheter))
    #expect(catheter.prime(.catheter).isDone)
    #expect(catheter.foretell()?.secondsToTip == half?.secondsToTip)
    catheter.tipComes(after: half?.secondsToTip)
  }

  @Test func `a bridge reaches the tip as it ends, and a cancelled one with the programme`() throws
  {
    var bench = try bench()
    let forecast = bench.foretell(.bridge(flowNanolitresPerDay: 400_000))
    // 0.272 mL at 0.4 mL a day.
    #expect(forecast?.secondsToTip == 58_752)
    #expect(bench.startBridge(.nlPerDay(400_000)).isDone)
    #expect(bench.foretell()?.secondsToTip == 58_752)
    bench.tipComes(after: 58_752)
    bench.wait(.hours(3), link: .zero)
    let cancelled = bench.foretell(.cancelBridge)
    #expect(bench.cancelBridge().isDone)
    #expect(bench.foretell()?.secondsToTip == cancelled?.secondsToTip)
    bench.tipComes(after: cancelled?.secondsToTip)
  }

  @Test func `a stopped pump moves nothing, and its service ends all the same`() throws {
    var bench = try bench()
    bench.startBridge(.nlPerDay(400_000))
    bench.wait(.hours(1), link: .zero)
    bench.stop()
    let forecast = try bench.foreseen()
    #expect(forecast.secondsToTip == nil && forecast.secondsToLowAlarm == nil)
    #expect(forecast.secondsToEmpty == nil)
    #expect(forecast.secondsToEndOfService == 2556 * 86_400 - 3600 as UInt32)
    bench.alarm(.endOfService, after: forecast.secondsToEndOfService)
    let resumed = bench.foretell(.resume)
    #expect(bench.resume().isDone)
    #expect(bench.foretell()?.secondsToTip == resumed?.secondsToTip)
    bench.tipComes(after: resumed?.secondsToTip)
    bench.alarm(.lowReservoir, after: resumed?.secondsToLowAlarm)
  }

  @Test func `at emergency rate everything is that of minimum rate`() throws {
    var bench = try bench(
      .simpleContinuous(.ngPerDay(500_000), periodic: .every(60, nanograms: 20_000)),
      lowAlarm: .nl(19_500_000))
    bench.wait(.hours(10), link: .zero)
    let session = bench.session
    #expect(bench.callEmergency().isDone)
    bench.session = session
    bench.open()
    let forecast = try bench.foreseen()
    // 0.272 mL at 0.006 mL a day.
    let minutes = try #require(forecast.secondsToTip) / 60
    // A part of a stroke, of which each takes an hour, is owed already.
    #expect(minutes > 65_220 && minutes <= 65_280)
    bench.tipComes(after: forecast.secondsToTip)
    bench.alarm(.lowReservoir, after: forecast.secondsToLowAlarm)
    let resumed = bench.foretell(.resume)
    #expect(bench.resume().isDone)
    bench.tipComes(after: resumed?.secondsToTip)
  }

  @Test func `boluses that a bridge or a bolus will skip are not counted`() throws {
    let therapy = Therapy.simpleContinuous(
      .ngPerDay(100_000), periodic: .every(120, nanograms: 100_000))
    for isBridge in [true, false] {
      var bench = try bench(therapy, fill: .ml(3))
      bench.wait(.minutes(30), link: .zero)
      let before = try bench.foreseen().secondsToLowAlarm ?? 0
      if isBridge {
        #expect(bench.startBridge(.nlPerDay(60_000)).isDone)
      } else {
        #expect(bench.bolus(1000, over: .hours(30)).isDone)
      }
      let forecast = try bench.foreseen()
      let low = try #require(forecast.secondsToLowAlarm)
      #expect(low > before + 86_400, "a day's boluses are left out")
      bench.alarm(.lowReservoir, after: low)
      bench.alarm(.emptyReservoir, after: forecast.secondsToEmpty)
    }
  }

  @Test func `boluses end with the reservoir, and basal infusion does not`() throws {
    let therapy = Therapy.simpleContinuous(
      .ngPerDay(100_000), periodic: .every(60, nanograms: 50_000))
    var bench = try bench(therapy, fill: .nl(280_000), lowAlarm: .zero)
    let forecast = try bench.foreseen()
    #expect(forecast.secondsToLowAlarm == forecast.secondsToEmpty)
    bench.alarm(.emptyReservoir, after: forecast.secondsToEmpty)
    bench.tipComes(after: forecast.secondsToTip)
    bench.wait(.seconds(UInt64(forecast.secondsToEmpty ?? 0)), link: .zero)
    let empty = try bench.foreseen()
    #expect(empty.secondsToLowAlarm == 0 && empty.secondsToEmpty == 0)
    #expect(empty.secondsToTip == nil, "nothing is left to push it there")
  }

  @Test func `the battery is foretold without the boluses that an empty reservoir ends`() throws {
    // With its boluses a programme of 1.55 mL a day, without them one of 0.05 mL.
    let therapy = Therapy.simpleContinuous(
      .ngPerDay(100_000), periodic: .every(60, nanograms: 125_000))
    var bench = try Bench(
      .sample { $0.battery.capacity = Nanojoules(rawValue: $0.battery.capacity.rawValue / 10) },
      .implant(therapy, fill: .nl(280_000), lowAlarm: .zero))
    bench.motor.isLogging = false
    bench.battery = .runsDown
    bench.open()
    let forecast = try bench.foreseen()
    bench.alarm(.electiveReplacement, after: forecast.secondsToReplacement)
    bench.alarm(.endOfService, after: forecast.secondsToEndOfService)
  }

  @Test func `what would come after the end of service never comes`() throws {
    var bench = try Bench(
      .sample { $0.battery.calendarLife = .days(100) }, .implant(lowAlarm: .ml(14)))
    bench.open()
    let forecast = try bench.foreseen()
    #expect(forecast.secondsToLowAlarm == nil && forecast.secondsToEmpty == nil)
    #expect(forecast.secondsToReplacement == 10 * 86_400 as UInt32)
    #expect(forecast.secondsToEndOfService == 100 * 86_400 as UInt32)
    bench.wait(.days(98), link: .zero)
    let late = try bench.foreseen()
    #expect(late.secondsToTip == nil && late.secondsToReplacement == 0)
    bench.wait(.days(2), link: .zero)
    let over = try bench.foreseen()
    #expect(over.secondsToEndOfService == 0 && over.secondsToReplacement == 0)
    #expect(over.secondsToTip == nil && over.secondsToEmpty == nil)
    #expect(bench.foretell(.resume) == nil, "no order is taken any more")
  }

  @Test func `a reservoir that is low already is low now`() throws {
    var bench = try bench(fill: .ml(2))
    let forecast = try bench.foreseen()
    #expect(forecast.secondsToLowAlarm == 0)
    bench.alarm(.emptyReservoir, after: forecast.secondsToEmpty)
  }

  @Test func `a motor that stalls is taken to turn again with its next stroke`() throws {
    let therapy = Therapy.simpleContinuous(
      .ngPerDay(100_000), periodic: .every(60, nanograms: 50_000))
    var bench = try bench(therapy, fill: .ml(1), lowAlarm: .zero)
    bench.motor.stallsAfter = 0
    bench.wait(.hours(2), link: .zero)
    #expect(bench.firmware.state.alarms.contains(.motorStall))
    bench.motor.stallsAfter = nil
    let forecast = try bench.foreseen()
    bench.alarm(.emptyReservoir, after: forecast.secondsToEmpty)
    bench.tipComes(after: forecast.secondsToTip)
  }
}
