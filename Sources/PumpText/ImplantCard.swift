/// The card a patient is given with the implant: which pump it is, and the keys to it.
///
/// It is kept as a JSON file that only its owner may read. Spec: bench.md, "Implant card".
public struct ImplantCard: Codable, Equatable, Sendable {
  /// The version of this layout.
  public static let currentFormat = 1

  /// The version of the file's layout.
  public var format: Int
  /// The pump's model.
  public var model: String
  /// The pump's serial number.
  public var serial: String
  /// The 128-bit pairing keys by role, as 32 hexadecimal digits each.
  public var keys: Keys

  /// The pairing keys.
  public struct Keys: Codable, Equatable, Sendable {
    /// For the clinician's role.
    public var clinician: String
    /// For the patient's role.
    public var patient: String

    /// Keys as hexadecimal digits.
    public init(clinician: String, patient: String) {
      self.clinician = clinician
      self.patient = patient
    }
  }

  /// A card in the current layout.
  public init(model: String, serial: String, keys: Keys) {
    format = Self.currentFormat
    self.model = model
    self.serial = serial
    self.keys = keys
  }

  /// What is wrong with the card's contents, in a sentence; `nil` when nothing is.
  public var fault: String? {
    if format != Self.currentFormat {
      return "it has format \(format), and this version reads format \(Self.currentFormat)"
    }
    if !(1...12).contains(serial.utf8.count) || !serial.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) {
      return "its serial number is not 1-12 characters"
    }
    for (role, key) in [("clinician", keys.clinician), ("patient", keys.patient)]
    where key.utf8.count != 32 || !key.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
      return "its \(role) key is not 32 hexadecimal digits"
    }
    return nil
  }
}
