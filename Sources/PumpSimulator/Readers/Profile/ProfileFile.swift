import FoundationEssentials
import PumpFirmware
import PumpText
import PumpWorld
import Telemetry

/// A pump profile as a file, or the one the program carries with it.
struct ProfileFile {
  private let text: String
  private let file: String
  /// The model it names.
  let model: String

  /// The profiles the program carries with it, so that it finds them wherever it is installed.
  static let builtIn: [String: [UInt8]] = [
    "adult-40ml": PackageResources.adult_40ml_yaml,
    "child-20ml": PackageResources.child_20ml_yaml,
    "replacement-40ml": PackageResources.replacement_40ml_yaml,
    "schedule-40ml": PackageResources.schedule_40ml_yaml,
  ]

  /// The names of those, as a list in a sentence.
  static var names: String {
    let names = builtIn.keys.sorted()
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }

  /// Reads a profile from a file, or a built-in one by its name.
  static func load(_ name: String) throws -> ProfileFile {
    if let bytes = builtIn[name] {
      return try ProfileFile(
        String(decoding: bytes, as: UTF8.self), file: "\(name) (built in)")
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: name)) else {
      throw SimulatorError(
        .data, "\(name): the profile cannot be read; give a file, or one of \(names)")
    }
    guard let text = FileText.text(data) else {
      throw SimulatorError(.data, "\(name): the profile is not text")
    }
    return try ProfileFile(text, file: name)
  }

  private init(_ text: String, file: String) throws {
    self.text = text
    self.file = file
    model = try ProfileReader.model(text, file: file)
  }

  /// The pump that the profile and an implant card describe. Its noise is for whoever switches it
  /// on.
  func setup(for card: ImplantCard) throws -> PumpSetup {
    guard let serial = ShortText<12>(string: card.serial) else {
      throw SimulatorError(.data, "the implant card's serial number is not 1-12 characters")
    }
    guard let clinician = card.key(of: .clinician), let patient = card.key(of: .patient) else {
      throw SimulatorError(.data, "the implant card's keys are not 32 hexadecimal digits each")
    }
    return try ProfileReader.read(
      text, file: file, serial: serial, PairingKeys(clinician: clinician, patient: patient))
  }
}
