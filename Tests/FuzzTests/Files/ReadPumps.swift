import FuzzSupport
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import PumpSimulator

/// The pumps of the profiles that come with the program, switched on once.
enum ReadPumps {
  /// In the order of the profiles' names.
  static let setups: [PumpSetup] = {
    let serial = ShortText<12>(text: "PL-FUZZ")
    return ProfileFile.builtIn.sorted { $0.key < $1.key }.compactMap { name, bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      return try? ProfileReader.read(
        text, file: name, serial: serial, PumpSecrets.sample.factoryKeys)
    }
  }()

  static let pumps: [VirtualPump<TransientMemory>] = setups.map { setup in
    guard let pump = try? setup.newPump() else { preconditionFailure("a sample makes no pump") }
    return pump
  }
}
