import PumpFirmware
import PumpText
import PumpWorld
import Telemetry

@testable import PumpSimulator

/// The pumps that the tests here begin with.
enum Samples {
  static let card = ImplantCard(
    model: "PL-40", serial: "PL40-SAMPLE",
    keys: ImplantCard.Keys(
      clinician: "000102030405060708090a0b0c0d0e0f", patient: "101112131415161718191a1b1c1d1e1f"))

  static let keys = PairingKeys(
    clinician: AsconBlock(hexadecimal: card.keys.clinician) ?? AsconBlock(low: 0, high: 0),
    patient: AsconBlock(hexadecimal: card.keys.patient) ?? AsconBlock(low: 0, high: 0))

  /// The text of a profile that comes with the program.
  static func profile(_ name: String = "adult-40ml") -> String {
    String(decoding: ProfileFile.builtIn[name] ?? [], as: UTF8.self)
  }

  static func setup(_ name: String = "adult-40ml") throws -> PumpSetup {
    try read(profile(name))
  }

  static func read(_ profile: String) throws -> PumpSetup {
    let serial = ShortText<12>(string: card.serial) ?? ShortText()
    return try ProfileReader.read(profile, file: "p", serial: serial, keys)
  }

  /// What is wrong with a profile in which one text was replaced by another.
  static func problems(
    in name: String = "adult-40ml", replacing old: String, with new: String
  ) -> [ProfileProblem] {
    do {
      _ = try read(profile(name).replacing(old, with: new))
      return []
    } catch {
      return (error as? ProfileError)?.problems ?? []
    }
  }
}
