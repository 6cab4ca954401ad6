import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities

/// What is asked of a pump at every event. None of it changes anything; but for a getter that
/// cannot, the compiler would copy the whole pump.
extension VirtualPump where Memory == SoakMemory {
  /// The fault a unit has now, if any.
  mutating func currentFault(of unit: FaultUnit) -> Fault? { world.fault(of: unit) }

  /// What is really so, all drugs together.
  var reality: Truth {
    mutating get { world.truth }
  }

  /// What is really so of baclofen.
  var realityOfBaclofen: Truth {
    mutating get { world.plant.truth }
  }

  /// The drugs beside baclofen that are or were there.
  var otherDrugs: [OtherDrug] {
    mutating get { world.others }
  }

  /// The moment on the link's clock at which an idle session ends; `nil` without a session.
  var sessionEnd: LinkTime? {
    mutating get { isOn ? firmware.sessionDeadline : nil }
  }
}
