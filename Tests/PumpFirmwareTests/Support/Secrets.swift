import PumpFirmware
import Telemetry
import TestSupport

extension PumpSecrets {
  /// The sample pump's keys, and noise.
  static func sample(noise: UInt64 = 1) -> PumpSecrets {
    PumpSecrets(
      factoryKeys: PairingKeys(clinician: .clinicianKey, patient: .patientKey),
      noise: AsconBlock(low: noise, high: ~noise))
  }
}
