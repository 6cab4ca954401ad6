import PumpFirmware
import Quantities
import Telemetry
import TestSupport

extension Bench {
  /// A pump in a situation of ``StateTable``, with a session unless that is the point; and the
  /// token of what is staged.
  static func inSituation(_ name: Substring) throws -> (bench: Bench, token: UInt32?) {
    var bench = try Bench(
      .sample { $0.battery.serviceAfterIndicator = .days(1) }, implant(for: name))
    bench.wait(.hours(30))
    if name != "none" { bench.open(name == "ptnt" ? .patient : .clinician) }
    var token: UInt32?
    switch name {
    case "none", "ptnt", "runs", "low", "empt": break
    case "shut": bench.ask(.closeSession)
    case "idle": bench.wait(.zero, link: .seconds(120))
    case "stop": bench.stop()
    case "bols": bench.bolus(20_000, over: .hours(3))
    case "stgd": token = bench.stage(.daily(140_000))
    case "ckpt":
      bench.memory.behaviour = .holds
      bench.wait(.hours(1), link: .zero)
    case "ordr":
      bench.memory.behaviour = .holds
      bench.ask(.setClock(SetClock(.zero, notAfter: bench.soon)))
    case "fail": bench.memory.behaviour = .fails
    case "lost":
      for place in [2, MemoryMap.slotBytes + 2] { bench.memory.image[place] ^= 1 }
      try bench.restart()
      bench.open()
    case "eos":
      bench.battery = .reads(0)
      bench.wait(.days(3))
      bench.open()
    case "stal":
      bench.motor.stallsAfter = 0
      bench.wait(.hours(1), link: .zero)
    default: preconditionFailure("the table has no situation \(name)")
    }
    return (bench, token)
  }

  private static func implant(for name: Substring) -> DurableState {
    switch name {
    case "low": .implant(lowAlarm: .ml(20))
    case "empt": .implant(fill: .nl(20_000))
    default: .implant()
    }
  }
}
