import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing
import Trace

/// Power that fails before, in and after each durable write of an order.
@Suite(.limited)
struct CrashPointTests {
  /// What a programmer can read of what an order may have changed.
  private struct Seen: Equatable {
    var therapy: TherapyReport
    var isStopped: Bool
    var reservoir: UInt32
    var applied: AppliedCommand?
  }

  private enum Ordered: CaseIterable {
    case dose, refill, bolus, stop, lowAlarm, clock

    func body(token: UInt32) -> Order.Body {
      switch self {
      case .dose, .refill: .commit(Commit(token: token))
      case .bolus:
        .startBolus(
          StartBolus(
            nanograms: 50_000, milliseconds: 600_000, overridesSoftLimits: true))
      case .stop: .stop
      case .lowAlarm: .setLowAlarm(SetLowAlarm(nanolitres: 3_000_000))
      case .clock:
        .setClock(
          SetClock(
            WallClock(rawValue: 830_000_000), reason: .set, acceptsShift: true))
      }
    }

    var parts: [Request.Part] {
      let dose = Request.Part.therapy(StageTherapy(.daily(150_000)))
      let refill = Request.Part.refill(
        StageRefill(
          withdrawnNanolitres: 19_950_000, filledNanolitres: 30_000_000, drug: .baclofen,
          concentration: .strength(2000), lowAlarmNanolitres: 2_000_000))
      switch self {
      case .dose: return [dose]
      case .refill: return [refill, dose]
      default: return []
      }
    }
  }

  /// A pump after a day, with everything staged that an order commits, and the order.
  private func prepared(_ order: Ordered) throws -> (Visit, Request) {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    _ = visit.open()
    for part in order.parts {
      guard case .acknowledged? = visit.ask(part) else { throw Broken("\(part) was not staged") }
    }
    var token: UInt32 = 0
    if !order.parts.isEmpty {
      guard case .staged(let report)? = visit.ask(.readBack) else { throw Broken("no read-back") }
      token = report.token
    }
    return (visit, .order(Order(order.body(token: token), notAfter: 1000)))
  }

  private struct Broken: Error {
    let what: String
    init(_ what: String) { self.what = what }
  }

  /// What the pump says, in a session of its own if need be.
  private func seen(_ visit: inout Visit) throws -> Seen {
    if visit.pump.sessionDeadline == nil, visit.open() == nil { throw Broken("no session") }
    guard case .status(let status)? = visit.ask(.readStatus),
      case .therapy(let therapy)? = visit.ask(.readTherapy)
    else { throw Broken("the pump cannot be read") }
    return Seen(
      therapy: therapy, isStopped: status.flags.isStopped, reservoir: status.reservoirNanolitres,
      applied: status.lastApplied)
  }

  @Test(arguments: Ordered.allCases)
  private func `an order cut off at any write is done or not, and status says which`(
    order: Ordered
  ) throws {
    var (twin, request) = try prepared(order)
    let old = try seen(&twin)
    (twin, request) = try prepared(order)
    guard case .acknowledged? = twin.ask(request) else { throw Broken("\(request) was refused") }
    let new = try seen(&twin)
    try #require(old != new && new.applied != nil && old.applied == nil)

    for point in CrashPoint.allCases {
      for count in 1...4 as ClosedRange<UInt32> {
        var (visit, request) = try prepared(order)
        visit.pump.powerFailure = PowerFailure(point, count: count)
        let reply = visit.ask(request)
        let hasFailed = visit.pump.powerFailure == nil
        visit.pump.powerFailure = nil
        let found = try seen(&visit)
        let place = "\(order), \(point), write \(count)"
        #expect(found == old || found == new, "\(place)")
        // Whoever has an answer can rely on it.
        if reply != nil { #expect(found == new, "\(place)") }
        if count == 1 {
          // The answer follows the record, and the log follows the answer.
          #expect(hasFailed && (reply != nil) == (point.write == .log), "\(place)")
          let isDone = point != .beforeRecord && point != .tornRecord
          #expect(found == (isDone ? new : old), "\(place)")
        }
        #expect(visit.pump.readLogWitness().damaged == nil, "\(place)")
        #expect(visit.pump.truth.strokes == visit.pump.firmware.state.strokes, "\(place)")
      }
    }
  }

  @Test func `power that comes back at once costs no time, the other kind all of it`() throws {
    for isBrief in [true, false] {
      var visit = try Visit(.sample())
      visit.wait(.days(1))
      visit.pump.powerFailure = PowerFailure(.afterRecord, count: 3, isBrief: isBrief)
      for _ in 0..<9 { visit.wait(.days(1)) }
      #expect(visit.pump.world.isPumpOn == isBrief)
      #expect(visit.pump.truth.therapyTime == .zero.after(.days(10)))
      // 200 strokes a day.
      let strokes = visit.pump.truth.strokes
      #expect(isBrief ? strokes == 2000 : strokes < 2000)
      visit.pump.setPower(true, at: visit.now)
      #expect(visit.pump.truth.strokes == visit.pump.firmware.state.strokes)
      #expect(visit.pump.firmware.state.epoch == 2)
    }
  }

  /// A stalled motor is watched: time then passes in steps, and power fails within one.
  @Test(arguments: [FaultUnit.motor, .battery])
  func `a pump does nothing without power, also while its motor is watched`(
    unit: FaultUnit
  ) throws {
    var visit = try Visit(.sample())
    visit.pump.trace = Trace(isKept: true)
    visit.wait(.days(1))
    if unit == .motor { try visit.inject(.motor, .stall, for: .hours(30)) }
    if unit == .battery { try visit.inject(.battery, .drain, 2) }
    visit.pump.powerFailure = PowerFailure(.afterRecord, isBrief: false)
    visit.wait(.days(5))
    #expect(visit.pump.powerFailure == nil && !visit.pump.world.isPumpOn)
    #expect(visit.pump.trace?.lines.last?.text.hasSuffix("power fails") == true)
    #expect(visit.pump.firmware.time < .zero.after(.days(3)))
  }

  @Test func `bytes that come while the power is gone are lost`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    _ = visit.open()
    let frame = SealedClient().open(.opening(.identify), id: 3)
    visit.pump.powerFailure = PowerFailure(.beforeRecord)
    var bytes: [UInt8] = []
    // A stroke falls due with the bytes; its record is the write that power fails at.
    visit.now.therapy = visit.now.therapy.after(.hours(1))
    bytes = visit.exchange(frame)
    #expect(visit.pump.powerFailure == nil && !bytes.isEmpty, "they came after the failure")
    visit.pump.powerFailure = PowerFailure(.beforeRecord)
    _ = visit.open()
    let order = visit.client.next(.order(Order(.stop, notAfter: 1000)))
    #expect(visit.exchange(order + frame).isEmpty)
    #expect(visit.exchange(frame).count > 0)
  }
}
