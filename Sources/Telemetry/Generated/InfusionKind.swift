// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What is infused besides, or in place of, the basal infusion. Spec: messages.md, "infusionKind".
public enum InfusionKind: UInt8, WireNamed {
  /// A bolus a clinician ordered.
  case bolus = 1
  /// A bolus the patient asked for.
  case patientBolus = 2
  /// A bolus of the programme.
  case periodicBolus = 3
  /// The priming of the fluid path, in place of the basal infusion.
  case prime = 4
  /// A bridge between two strengths, in place of the basal infusion.
  case bridge = 5

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .bolus: "bolus"
    case .patientBolus: "patientBolus"
    case .periodicBolus: "periodicBolus"
    case .prime: "prime"
    case .bridge: "bridge"
    }
  }
}

extension InfusionKind {
  /// Zero stands for none; another number drops the message.
  package static func optional(from reader: inout ByteReader) -> Self? {
    let number = reader.u8()
    let choice = InfusionKind(rawValue: number)
    if number != 0 && choice == nil { reader.reject() }
    return choice
  }
}
