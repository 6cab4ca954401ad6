import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Invariant 3: an order is carried out at most once, however often its frame arrives.
@Suite(.limited)
struct RepeatTests {
  private func bench() throws -> Bench {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    return bench
  }

  /// One of each type, and then all of them the other way round: carried out or refused.
  private func requests(_ bench: Bench) -> [Request] {
    let types = StateTable.types.filter {
      $0.needsSession && $0 != .closeSession && $0 != .confirmSession
    }
    return (types + types.reversed()).map { StateTable.request($0, bench) }
  }

  @Test func `a repeated frame gets the same bytes and has no second effect`() throws {
    var bench = try bench()
    for (index, request) in requests(bench).enumerated() {
      let frame = bench.frame(request, id: UInt16(index + 2))
      let first = bench.receive(frame)
      let state = bench.firmware.state
      let writes = bench.memory.writes
      try #require(first.count == 1)
      // Also when the order would have expired long ago, and in the middle of other bytes.
      for _ in 0..<3 {
        bench.wait(.zero, link: .seconds(3))
        #expect(bench.receive([9, 9, 0] + frame + frame) == first + first, "\(request.type)")
      }
      #expect(bench.firmware.state == state, "\(request.type)")
      #expect(bench.memory.writes == writes, "\(request.type)")
    }
  }

  @Test func `a second bolus under the same id is the first one's answer`() throws {
    var bench = try bench()
    let order = bench.timed(bench.bolusOrder(30_000, over: .minutes(1)))
    #expect(bench.ask(order, id: 2).isDone)
    bench.live(.minutes(1))
    #expect(bench.ask(order, id: 2).isDone)
    #expect(bench.firmware.state.integral.infusion == nil)
    #expect(bench.ask(order, id: 3).refusal?.code == .expired)
  }

  @Test func `an id used for another request is refused, without a trace`() throws {
    var bench = try bench()
    #expect(bench.ask(.query(.readStatus), id: 5)?.type == .status)
    let state = bench.firmware.state
    #expect(
      bench.ask(bench.timed(bench.bolusOrder(45_000, over: .hours(1))), id: 5).refusal
        == Refusal(.startBolus, .requestReused))
    #expect(bench.firmware.state == state)
    #expect(bench.ask(.query(.readStatus), id: 5)?.type == .status)
  }

  @Test func `an id below the highest is too old once its answer is forgotten`() throws {
    var bench = try bench()
    let order = bench.timed(bench.bolusOrder(45_000, over: .hours(1)))
    #expect(bench.ask(order, id: 10).isDone)
    for id in 11...13 { #expect(bench.ask(.query(.readStatus), id: UInt16(id))?.type == .status) }
    #expect(bench.ask(order, id: 10).isDone, "four answers are kept")
    #expect(bench.ask(.query(.readTherapy), id: 14)?.type == .therapy)
    #expect(bench.ask(order, id: 10).refusal == Refusal(.startBolus, .requestTooOld))
    #expect(bench.ask(order, id: 9).refusal == Refusal(.startBolus, .requestTooOld))
    #expect(bench.ask(.query(.readStatus), id: 0).refusal == Refusal(.readStatus, .requestTooOld))
    #expect(bench.ask(.query(.readStatus), id: 65_535)?.type == .status)
    #expect(bench.ask(.query(.readStatus), id: 15).refusal == Refusal(.readStatus, .requestTooOld))
  }

  @Test func `a refused order stays refused when its frame comes again later`() throws {
    var bench = try bench()
    // Refused for a reason that passes: another order is being stored.
    bench.memory.behaviour = .holds
    #expect(bench.ask(bench.timed(.stop), id: 2) == nil)
    let order = bench.timed(bench.bolusOrder(45_000, over: .hours(1)))
    #expect(bench.ask(order, id: 3).refusal == Refusal(.startBolus, .busy))
    bench.memory.behaviour = .works
    bench.endStore(false)
    #expect(bench.ask(order, id: 3).refusal == Refusal(.startBolus, .busy))
    #expect(bench.firmware.state.integral.infusion == nil)
  }

  @Test func `a repeat of an order that is being stored is answered once, when it is stored`()
    throws
  {
    var bench = try bench()
    let order = bench.timed(bench.bolusOrder(45_000, over: .hours(1)))
    bench.memory.behaviour = .holds
    #expect(bench.ask(order, id: 2) == nil)
    #expect(bench.ask(order, id: 2) == nil)
    let other = bench.timed(bench.bolusOrder(50_000, over: .hours(1)))
    #expect(bench.ask(other, id: 2).refusal == Refusal(.startBolus, .requestReused))
    bench.memory.behaviour = .works
    bench.endStore(true)
    #expect(bench.sent.count == 1)
    #expect(bench.receive(bench.frame(order, id: 2)) == bench.sent)
    #expect(bench.firmware.state.integral.infusion?.dose.rawValue == 45_000_000)
  }

  /// Link clocks around the wrap of 32 bits, and around its half.
  static let clocks: [UInt64] = [
    0, 5000, 0x7FFF_FFF0, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000, 0x1_0000_0001, 0x1_7FFF_FFFF,
  ]

  @Test(arguments: clocks)
  func `an order is in time up to its last millisecond, over the wrap of the clock`(
    clock: UInt64
  ) throws {
    var bench = try Bench()
    bench.wait(.hours(1), link: .ms(clock))
    let now = UInt32(truncatingIfNeeded: clock)
    func order(_ offset: Int64) -> Request {
      .order(
        Order(
          .setClock(SetClock(WallClock(rawValue: 9))),
          notAfter: now &+ UInt32(truncatingIfNeeded: offset)))
    }
    for valid in [0, 1, 2000, 0x7FFF_FFFF, 0x8000_0000] as [Int64] {
      bench.open()
      #expect(bench.ask(order(valid)).isDone, "\(valid) ms left")
    }
    for late in [1, 2, 3000, 0x7FFF_FFFF] as [Int64] {
      bench.open()
      let state = bench.firmware.state
      #expect(
        bench.ask(order(-late)).refusal
          == Refusal(.setClock, .expired, asked: UInt64(late)), "\(late) ms late")
      #expect(bench.firmware.state == state)
    }
  }

  @Test func `expiry goes by the link's clock, not by therapy time`() throws {
    var bench = try bench()
    let order = bench.timed(bench.bolusOrder(45_000, over: .hours(1)))
    bench.wait(.days(1), link: .seconds(2))
    #expect(bench.ask(order).isDone)
    let late = bench.timed(bench.bolusOrder(45_000, over: .hours(1)))
    bench.wait(.zero, link: .ms(2001))
    #expect(bench.ask(late).refusal == Refusal(.startBolus, .expired, asked: 1))
  }

  @Test func `the status names the order applied last, right after each`() throws {
    var bench = try bench()
    #expect(bench.status()?.lastApplied == nil)
    #expect(bench.interrogation()?.lastApplied == nil)
    let orders: [Request] = [
      bench.timed(bench.bolusOrder(10_000, over: .hours(1))), bench.timed(.cancelBolus),
      bench.timed(.stop), bench.timed(.resume(ConfirmedOrder())),
      bench.timed(.setClock(SetClock(.zero))),
    ]
    for order in orders {
      #expect(bench.ask(order).isDone)
      let expected = AppliedCommand(session: bench.session, request: bench.client.lastRequest)
      #expect(bench.status()?.lastApplied == expected, "\(order.type)")
      let refused = bench.ask(.commit(Commit(token: 1)))
      #expect(refused.refusal?.code == .nothingStaged)
      #expect(bench.status()?.lastApplied == expected, "\(order.type)")
      #expect(bench.interrogation()?.lastApplied?.request == order.type)
    }
    let last = bench.firmware.state.lastApplied
    try bench.restart(after: .days(2))
    bench.open()
    #expect(bench.status()?.lastApplied == last?.command)
    #expect(bench.interrogation()?.lastApplied?.request == .setClock)
  }
}
