package import PumpPlant
import PumpText
package import PumpWorld
import Quantities

extension FaultError {
  /// Why there is no such fault, and what there is instead.
  package func words(_ unit: FaultUnit, _ kind: FaultKind) -> String {
    switch self {
    case .unsupported(let unit, let kind):
      let kinds = unit.kinds.map { $0.name }.joined(separator: ", ")
      let units = kind.units.map { $0.name }.joined(separator: ", ")
      return "a \(unit.name) has no \(kind.name); it has \(kinds). "
        + "\(kind.name) is of \(units). Nothing was changed"
    case .valueMissing(let parameter):
      return "\(unit.name) \(kind.name) needs a value: \(FaultValue.range(parameter))"
    case .valueUnexpected:
      return "\(unit.name) \(kind.name) takes no value"
    case .valueOutOfRange(let parameter):
      return "\(unit.name) \(kind.name) takes \(FaultValue.range(parameter))"
    }
  }
}

extension PlantFaultError {
  /// Why the physics cannot have it.
  package var words: String {
    switch self {
    case .recoveryPassed(let now):
      "the motor cannot recover in the past; it is now "
        + QuantityWords.duration(Milliseconds(rawValue: now.rawValue))
    case .overTotal: "more than 1000 L would have been filled in over the pump's life"
    }
  }
}

extension ImplantError {
  package var words: String {
    switch self {
    case .implanted: "the pump is in a body already"
    case .notImplanted: "the pump is in no body"
    case .onePiece: "the profile does not say which part of the path is the pump's own"
    case .noCatheter:
      "the body has no catheter to connect the pump to; give the length or volume of a new one"
    case .pathTooLong: "tubing and catheter together would hold more than 10 mL"
    }
  }
}

extension BenchError {
  /// Why the bench cannot do it.
  package var words: String {
    switch self {
    case .fault(let error): error.words
    case .fill(.overCapacity(let room)):
      "the reservoir has room for \(QuantityWords.exactVolume(nanolitres: room.rawValue)) more; "
        + "nothing was filled in"
    case .fill(.overTotal): "more than 1000 L would have been filled in over the pump's life"
    case .overAtOnce(let unit, let kind):
      "\(unit.name) \(kind.name) is over as soon as it has happened, so it cannot last"
    case .implant(let error): error.words
    case .noBody: "there is no body here; it was handed to another bench"
    case .bodyHere: "there is a body here already; hand it over first, with explant and a path"
    case .patientHere: "there is somebody in the body already"
    case .nobodyFeelsTip:
      "nobody is in the body who would feel where the tip lies; a pump can be started in a patient"
    case .noSuchCatheter(let volume):
      "no catheter holds \(QuantityWords.exactVolume(nanolitres: volume.rawValue))"
    case .injectionTooLarge:
      "at most \(QuantityWords.dose(nanograms: Body.largestInjection.rawValue / 1000)) is injected "
        + "at once; nothing was"
    case .withoutPower: "the pump has no power, so there is nothing to reset"
    case .noSuchEntry(let entry, let oldest, let newest):
      newest == 0
        ? "the log is empty" : "the log holds entries \(oldest) to \(newest), and not \(entry)"
    }
  }
}
