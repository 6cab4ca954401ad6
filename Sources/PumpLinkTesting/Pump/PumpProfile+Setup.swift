import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

extension PumpProfile {
  /// The pump with its serial number and keys, as it is put into the world.
  func setup(serial: ShortText<12>, _ secrets: PumpSecrets) throws(BenchProblem) -> PumpSetup {
    do throws(PlantProfileError) {
      return try pump.setup(serial: serial, secrets)
    } catch {
      throw BenchProblem("there is no pump of this profile: its \(error.field) is out of range")
    }
  }
}
