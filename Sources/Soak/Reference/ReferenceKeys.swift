import PumpFirmware
import Quantities
import Telemetry

/// The pairing keys a pump has, by the specification alone: security.md, "Changing a key".
struct ReferenceKeys: Equatable {
  /// A role's: the one in use, the factory's until another took its place, and one that waits.
  struct Pair: Equatable {
    let factory: AsconBlock
    var used: AsconBlock
    var waiting: AsconBlock?

    init(factory: AsconBlock) {
      self.factory = factory
      used = factory
    }

    /// Whether a session can be opened with a key.
    func opens(_ key: AsconBlock) -> Bool { key == used || key == waiting }
  }

  private var clinician: Pair
  private var patient: Pair

  init(_ factory: PairingKeys) {
    clinician = Pair(factory: factory.clinician)
    patient = Pair(factory: factory.patient)
  }

  subscript(role: Role) -> Pair {
    get { role == .clinician ? clinician : patient }
    set {
      switch role {
      case .clinician: clinician = newValue
      case .patient: patient = newValue
      }
    }
  }

  /// The factory's once more.
  var afterLoss: ReferenceKeys {
    ReferenceKeys(PairingKeys(clinician: clinician.factory, patient: patient.factory))
  }
}

extension ReferencePump {
  /// Has a key wait beside the one in use, unless the other role has it, had it from the factory or
  /// waits for it.
  mutating func rotateKey(_ order: RotateKey) throws(No) {
    let other = keys[order.role == .clinician ? .patient : .clinician]
    try require(order.key != other.factory && !other.opens(order.key), else: .roleNotAllowed)
    keys[order.role].waiting = order.key
    note(.keyChanged, detail: order.role.rawValue)
  }

  /// A session was opened with the key that waits: the one before it is forgotten.
  mutating func takeWaitingKey(of role: Role) {
    guard let key = keys[role].waiting else { return }
    keys[role].used = key
    keys[role].waiting = nil
    note(.keyChanged, detail: role.rawValue, short: 1)
  }
}
