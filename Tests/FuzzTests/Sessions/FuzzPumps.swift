import FuzzSupport
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry
import TestSupport

/// The pumps that scripts begin with, switched on once and copied.
enum FuzzPumps {
  static let setups: [PumpSetup] = {
    let implants: [(DurableState, Int32)] = [
      (.implant(), 0),
      (.implant(.daily(50_000), strength: 500, fill: .ml(1), lowAlarm: .nl(900_000)), 20_000),
      (.implant(.daily(900_000), strength: 1000, clock: nil, rotor: 65_530), -20_000),
    ]
    return implants.compactMap { implant, error in
      try? PumpSetup.sample(implant, strokeErrorPPM: error)
    }
  }()

  static let pumps: [VirtualPump<TransientMemory>] = setups.map { setup in
    guard let pump = try? setup.newPump() else { preconditionFailure("a sample makes no pump") }
    return pump
  }
}
