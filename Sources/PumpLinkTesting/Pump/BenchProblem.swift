import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry
public import Testing

/// Why the bench could not do something to a pump; nothing has changed then.
public struct BenchProblem: Error, Equatable, CustomStringConvertible, CustomTestStringConvertible {
  /// What it is, in words.
  public let description: String

  package init(_ description: String) { self.description = description }

  /// What it is, in words.
  public var testDescription: String { description }
}

extension BenchProblem {
  init(_ error: SetupError) {
    switch error {
    case .fill: self.init("there is no pump of this profile: its reservoir does not hold the fill")
    case .beyondLimit(let refusal):
      self.init("there is no pump of this profile: \(refusal.sentence)")
    }
  }

  init(_ error: FaultError) {
    switch error {
    case .unsupported(let unit, let kind): self.init("no \(unit.name) has \(kind.name)")
    case .valueMissing(let parameter), .valueOutOfRange(let parameter):
      self.init("a fault like this has a value of \(parameter.lowest) to \(parameter.highest)")
    case .valueUnexpected(let unit, let kind):
      self.init("\(kind.name) of the \(unit.name) has no value")
    }
  }

  init(_ error: BenchError) {
    switch error {
    case .fault(.recoveryPassed(let now)):
      self.init("the motor is to turn again at a moment that has passed; it is now \(now.words)")
    case .fault(.overTotal): self.init("that is more liquid than the bench can count")
    case .fill(let error): self.init("the reservoir does not take it: \(error)")
    case .implant(let error): self.init("pump and body do not allow it: \(error)")
    case .noBody: self.init("there is no body here")
    case .bodyHere: self.init("there is a body here already")
    case .patientHere: self.init("there is somebody in the body already")
    case .nobodyFeelsTip: self.init("there is nobody in the body")
    case .noSuchCatheter(let volume):
      self.init("no catheter holds \(Nanolitres.words(volume.count))")
    case .injectionTooLarge: self.init("that is more than a syringe holds")
    case .overAtOnce(let unit, let kind):
      self.init("\(kind.name) of the \(unit.name) is over at once and cannot last")
    case .withoutPower: self.init("the pump has no power")
    case .noSuchEntry(let entry, let oldest, let newest):
      self.init("the log holds entries \(oldest) to \(newest), and no entry \(entry)")
    }
  }
}

extension TherapyTime {
  /// The moment in words.
  var words: String { Self.words(rawValue) }
}
