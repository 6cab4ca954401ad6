import Telemetry

/// The card a patient is given with the implant: which pump it is, and the keys to it.
///
/// It is kept as a JSON file that only its owner may read. Spec: bench.md, "Implant card".
package struct ImplantCard: Equatable, Sendable {
  /// The version of this layout.
  package static let currentFormat = 1

  /// The version of the file's layout.
  package var format: Int
  /// The pump's model.
  package var model: String
  /// The pump's serial number.
  package var serial: String
  /// The 128-bit pairing keys by role, as 32 hexadecimal digits each.
  package var keys: Keys
  /// The keys that were ordered to take the place of those, if that is not known to have happened;
  /// `nil` when there are none.
  package var pending: Pending?

  /// The pairing keys.
  package struct Keys: Equatable, Sendable {
    /// For the clinician's role.
    package var clinician: String
    /// For the patient's role.
    package var patient: String

    /// Keys as hexadecimal digits.
    package init(clinician: String, patient: String) {
      self.clinician = clinician
      self.patient = patient
    }
  }

  /// Keys that are to take the place of others, as 32 hexadecimal digits each.
  package struct Pending: Equatable, Sendable {
    /// For the clinician's role; `nil` when its key is not being changed.
    package var clinician: String?
    /// For the patient's role; `nil` when its key is not being changed.
    package var patient: String?

    /// Keys as hexadecimal digits.
    package init(clinician: String? = nil, patient: String? = nil) {
      self.clinician = clinician
      self.patient = patient
    }
  }

  /// A card in the current layout, without pending keys.
  package init(model: String, serial: String, keys: Keys) {
    format = Self.currentFormat
    self.model = model
    self.serial = serial
    self.keys = keys
  }

  /// What is wrong with the card's contents, in a sentence; `nil` when nothing is.
  package var fault: String? {
    if format != Self.currentFormat {
      return "it has format \(format), and this version reads format \(Self.currentFormat)"
    }
    if !(1...12).contains(serial.utf8.count) || !serial.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) {
      return "its serial number is not 1-12 characters"
    }
    let all = [
      ("clinician key", keys.clinician), ("patient key", keys.patient),
      ("pending clinician key", pending?.clinician), ("pending patient key", pending?.patient),
    ]
    for case (let name, let key?) in all where AsconBlock(hexadecimal: key) == nil {
      return "its \(name) is not 32 hexadecimal digits"
    }
    return nil
  }
}

// A page has no file of it that Swift would read.
#if !hasFeature(Embedded)
  extension ImplantCard: Codable {}
  extension ImplantCard.Keys: Codable {}
  extension ImplantCard.Pending: Codable {}
#endif
