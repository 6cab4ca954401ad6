// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What runs besides the basal infusion or in its place, as far as a status tells. Spec:
/// messages.md, "runningInfusion".
public enum RunningInfusion: UInt8, WireNamed {
  /// Nothing does.
  case nothing = 0
  /// A bolus of any kind, on top of the basal infusion.
  case bolus = 1
  /// The fluid path is being primed; basal infusion waits.
  case prime = 2
  /// A bridge; basal infusion waits.
  case bridge = 3

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .nothing: "nothing"
    case .bolus: "bolus"
    case .prime: "prime"
    case .bridge: "bridge"
    }
  }
}
