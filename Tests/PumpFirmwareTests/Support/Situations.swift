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
    let isPatient = name == "ptnt" || name == "pbpt"
    if name == "offr" { bench.askForOffer() }
    if name != "none" && name != "offr" { bench.open(isPatient ? .patient : .clinician) }
    var token: UInt32?
    switch name {
    case "none", "offr", "ptnt", "runs", "low", "empt", "schd", "pbpt", "pbcl", "peri": break
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
      bench.ask(.setClock(SetClock(.zero)))
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
    default: try bench.enter(name, &token)
    }
    return (bench, token)
  }

  private mutating func enter(_ name: Substring, _ token: inout UInt32?) throws {
    switch name {
    case "prim": prime()
    case "brdg": startBridge(.nlPerDay(500_000))
    case "brwt":
      startBridge(.nlPerDay(500_000))
      wait(.hours(1), link: .zero)
      stop()
    case "lbat":
      try restart(cause: .lowBattery)
      open()
    case "clku":
      try restart(cause: .clockLost)
      open()
    case "self":
      findings = .workingMemory
      wait(.hours(1))
      open()
    case "dlvf":
      motor.overrun = 3
      wait(.hours(1))
      open()
    case "opof": askForOffer()
    case "emrg": callEmergency()
    case "strf":
      ask(.refill(refill()))
      if case .staged(let report) = ask(.readBack) { token = report.token }
    default: preconditionFailure("the table has no situation \(name)")
    }
  }

  private static func implant(for name: Substring) -> DurableState {
    switch name {
    case "low": .implant(lowAlarm: .ml(20))
    case "empt": .implant(fill: .nl(20_000))
    case "schd": .scheduled([.plan1: .steps((0, 100_000), (360, 200_000), (1200, 0))])
    case "pbpt", "pbcl": .withPatientBolus(.sample)
    // The fifth begins at 30 h, and goes on for a quarter of an hour.
    case "peri":
      .implant(.periodicBolus(.every(360, nanograms: 20_000, over: .minutes(15))))
    default: .implant()
    }
  }
}
