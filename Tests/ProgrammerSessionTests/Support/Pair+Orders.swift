import ProgrammerSession
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import PumpFirmware

extension Pair {
  /// A pair with a session open.
  static func open(timings: SessionTimings = SessionTimings()) throws -> Pair {
    var pair = try Pair(timings: timings)
    _ = pair.openSession()
    return pair
  }

  mutating func openSession() -> Outcome? { perform(client.opening()) }

  mutating func bolus(_ nanograms: UInt32 = 50_000) -> Outcome? {
    order(.startBolus(StartBolus(nanograms: nanograms, milliseconds: 3_600_000)))
  }

  mutating func stop() -> Outcome? { order(.stop) }

  mutating func setClock() -> Outcome? {
    order(.setClock(SetClock(WallClock(rawValue: 825_000_000))))
  }

  /// Stages a programme, reads it back and commits it.
  mutating func change(to nanogramsPerDay: UInt32) -> Outcome? {
    let therapy = Therapy.simpleContinuous(.ngPerDay(nanogramsPerDay))
    guard case .reply(.acknowledged) = perform(.therapy(StageTherapy(therapy))),
      case .reply(.staged(let report)) = perform(.readBack)
    else { return nil }
    return order(.commit(Commit(token: report.token)))
  }

  /// How often the pump carried out the order that was sent last.
  var timesApplied: Int {
    guard let order = ordered.last else { return 0 }
    return applied.count { $0.command == order }
  }

  /// The number of the session the pump holds.
  var pumpSession: UInt32? { pump.firmware.session.number }

  var isBolusRunning: Bool { pump.firmware.state.integral.infusion != nil }
}

extension Outcome? {
  var isDone: Bool {
    if case .reply(.acknowledged) = self { return true }
    return false
  }

  var refusal: RefusalCode? {
    if case .refused(let refusal) = self { return refusal.code }
    return nil
  }
}
