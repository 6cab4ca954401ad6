public import Telemetry

/// The pairing keys a pump was made with, one for each role. They are on the implant card too.
public struct PairingKeys: Equatable, Sendable {
  /// Opens sessions of the clinician's role.
  public var clinician: AsconBlock
  /// Opens sessions of the patient's role.
  public var patient: AsconBlock

  /// Keys of both roles.
  public init(clinician: AsconBlock, patient: AsconBlock) {
    self.clinician = clinician
    self.patient = patient
  }

  /// The key of a role.
  public subscript(role: Role) -> AsconBlock {
    switch role {
    case .clinician: clinician
    case .patient: patient
    }
  }
}

/// What the pump gets when it is switched on that nobody else may know. Spec: security.md.
public struct PumpSecrets: Sendable {
  /// The keys from the factory, in memory that is written once.
  public var factoryKeys: PairingKeys
  /// Noise of the hardware, other at every switch-on: whoever brings an old memory back does not
  /// bring back the numbers that were drawn with it.
  public var noise: AsconBlock

  /// Secrets from their parts.
  public init(factoryKeys: PairingKeys, noise: AsconBlock) {
    self.factoryKeys = factoryKeys
    self.noise = noise
  }
}

/// The keys that took the place of the factory's. Spec: security.md, "Changing a key".
struct ChangedKeys: Equatable, Sendable {
  /// One role's.
  struct Changed: Equatable, Sendable {
    /// The key in use; `nil` while it is the factory's.
    var current: AsconBlock?
    /// A key that was ordered and has not opened a session yet.
    var pending: AsconBlock?
  }

  var clinician = Changed()
  var patient = Changed()

  subscript(role: Role) -> Changed {
    get { role == .clinician ? clinician : patient }
    set {
      switch role {
      case .clinician: clinician = newValue
      case .patient: patient = newValue
      }
    }
  }

  func encode(to writer: inout ByteWriter) {
    clinician.encode(to: &writer)
    patient.encode(to: &writer)
  }

  init() {}

  /// Records before version 5 kept a place for each key, zeros where there is none.
  init(from reader: inout ByteReader, hasAllPlaces: Bool) {
    clinician = Changed(from: &reader, hasAllPlaces: hasAllPlaces)
    patient = Changed(from: &reader, hasAllPlaces: hasAllPlaces)
  }
}

extension ChangedKeys.Changed {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.put((current == nil ? 0 : 1) | (pending == nil ? 0 : 2) as UInt8)
    if let current { writer.put(current) }
    if let pending { writer.put(pending) }
  }

  fileprivate init(from reader: inout ByteReader, hasAllPlaces: Bool) {
    let which = reader.u8()
    if which > 3 { reader.reject() }
    current = Self.key(which & 1 != 0, from: &reader, hasAllPlaces)
    pending = Self.key(which & 2 != 0, from: &reader, hasAllPlaces)
  }

  private static func key(
    _ isThere: Bool, from reader: inout ByteReader, _ hasAllPlaces: Bool
  ) -> AsconBlock? {
    if isThere { return reader.block() }
    if hasAllPlaces, reader.block() != AsconBlock(low: 0, high: 0) { reader.reject() }
    return nil
  }
}
