import BenchClient
import BenchControl
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import PumpSimulator

/// `advance` with `until`, without a socket between. The pump of the schedule's profile begins on a
/// Monday at 08:00.
@Suite(.limited)
struct AdvanceUntilTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func service(_ profile: String = "schedule-40ml") throws -> ControlService {
    let setup = try Samples.setup(profile)
    let opened = try StateFile.open(directory.file("state"), setup)
    return ControlService(
      try PumpHost(setup, opened, clock: .manual, .init(seed: 1)), BenchLine())
  }

  private func advance(
    _ service: ControlService, _ length: Milliseconds, until end: AdvanceEnd
  ) throws -> ControlReply {
    let request = ControlRequest(id: .number(1), .advance(length, until: end))
    let text = try #require(service.answer(JSONText.text(request.tree)))
    return try #require(BenchTree(json: text).flatMap { ControlReply($0, to: .advance) })
  }

  private func stop(
    _ service: ControlService, _ length: Milliseconds, until end: AdvanceEnd
  ) throws -> TruthAnswer.Stop {
    guard case .done(.truth(let truth)) = try advance(service, length, until: end).result else {
      throw BenchFailure.refused("no truth")
    }
    let stop = try #require(truth.stop)
    #expect(stop.therapy_time_ms / 1000 == truth.therapy_time_s)
    #expect(stop.until == end.kind.rawValue)
    return stop
  }

  @Test func `a time of the clock is that of today, of tomorrow, or of so many days later`() throws
  {
    let service = try service()
    func hours(_ length: Milliseconds, _ second: UInt64) throws -> UInt64 {
      let stop = try stop(service, length, until: .clock(second: second))
      #expect(stop.is_reached)
      #expect(stop.therapy_time_ms.isMultiple(of: 3_600_000))
      return stop.therapy_time_ms / 3_600_000
    }
    #expect(try hours(.days(1), 9 * 3600) == 1)
    #expect(try hours(.days(1), 9 * 3600) == 25, "it shows that now, so it is tomorrow's")
    #expect(try hours(.days(1), 6 * 3600) == 46)
    #expect(try hours(.days(5), 2 * 86_400 + 6 * 3600) == 94)
    let short = try stop(service, .hours(1), until: .clock(second: 3 * 86_400))
    #expect(!short.is_reached && short.therapy_time_ms == 95 * 3_600_000)
  }

  @Test func `a clock that runs fast or slow shows it sooner or later, also when that ends before`()
    throws
  {
    let service = try service()
    let fault = ControlRequest(
      id: .number(1), .fault(.clock, .drift, value: 100_000, length: .hours(10)))
    _ = service.answer(try JSONText.text(fault.tree))
    // From 08:00 to 19:00 in 10 h, and then at the true rate to 06:00.
    let stop = try stop(service, .days(2), until: .clock(second: 6 * 3600))
    #expect(stop.is_reached && stop.therapy_time_ms == 21 * 3_600_000)
  }

  @Test func `a moment of therapy is reached, or not within the time, or refused when it is past`()
    throws
  {
    let service = try service()
    let moment = TherapyTime.zero.after(.hours(50)).after(Milliseconds(rawValue: 7))
    #expect(try !stop(service, .hours(50), until: .therapyTime(moment)).is_reached)
    let there = try stop(service, .hours(50), until: .therapyTime(moment))
    #expect(there.is_reached && there.therapy_time_ms == moment.rawValue)
    guard
      case .failed(let failure) = try advance(
        service, .hours(1), until: .therapyTime(.zero.after(.hours(50)))
      ).result
    else {
      Issue.record("the past was reached")
      return
    }
    #expect(failure.is(.refused) && failure.message.contains("past"))
    #expect(failure.message.contains("2 d 2 h 7 ms"), "\(failure)")
  }

  @Test func `a pump without power shows no time`() throws {
    let service = try service()
    _ = try service.ask("power", .init(state: "off"), as: TruthAnswer.self)
    let reply = try advance(service, .hours(1), until: .clock(second: 0))
    guard case .failed(let failure) = reply.result else {
      Issue.record("it did")
      return
    }
    #expect(failure.is(.refused) && failure.message.contains("no power"))
    #expect(try !stop(service, .days(9), until: .nextStep).is_reached)
  }

  @Test func `an alarm is told by its name, and one that does not come is not`() throws {
    let service = try service()
    _ = try service.ask("fault", .init(unit: "motor", kind: "stall"), as: TruthAnswer.self)
    let stall = try stop(service, .days(2), until: .alarm(.motorStall))
    #expect(stall.is_reached && stall.alarm == "motor_stall")
    let none = try stop(service, .days(1), until: .alarm(.lowReservoir))
    #expect(!none.is_reached && none.alarm == "low_reservoir")
    #expect(none.therapy_time_ms == stall.therapy_time_ms + 86_400_000)
  }

  @Test(
    arguments: [
      ("alarm", .alarm(nil)), ("alarm:eri", .alarm(.electiveReplacement)), ("empty", .empty),
      ("next-step", .nextStep), ("bolus-end", .bolusEnd), ("patient-calls", .patientCalls),
      ("06:00", .clock(second: 21_600)), ("2 d 06:30", .clock(second: 196_200)),
      ("1 day 00:00", .clock(second: 86_400)),
      ("therapy 90 d", .therapyTime(.zero.after(.days(90)))),
      ("therapy 1 d 2 h 3 min", .therapyTime(.zero.after(.minutes(1563)))),
      ("alarm:", nil), ("alarm:flat", nil), ("clock", nil), ("therapy-time", nil), ("6", nil),
      ("25:00", nil), ("2 h 06:00", nil), ("2 06:00", nil), ("therapy", nil), ("therapy 5", nil),
      ("therapy 5 d 3", nil), ("therapy 101 years", nil), ("", nil), ("d 06:00", nil),
    ] as [(String, AdvanceEnd?)])
  func `what --until is given`(text: String, end: AdvanceEnd?) {
    #expect(AdvanceEnd(argument: text) == end)
  }
}
