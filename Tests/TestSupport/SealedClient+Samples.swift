package import RawClient
package import Telemetry

extension SealedClient {
  /// The clinician's end at the sample pump, unless told.
  package init(
    pairingKey: AsconBlock = .clinicianKey, role: Role = .clinician,
    serial: ShortText<12> = .init(text: "PLK-000001"), seed: UInt64 = 1
  ) {
    self.init(serial: serial, pairingKey: pairingKey, role: role, seed: seed)
  }
}
