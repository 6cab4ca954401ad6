package import PumpFirmware
import PumpPlant
package import PumpWorld
package import Quantities
import RawClient
import Telemetry

/// What a pump says of a programme before anybody is asked to bring it about.
package enum Rehearsal {
  /// The most drug in ng that any 24 hours would hold if the programme were committed now, as the
  /// pump reckons it; that of a day of it where the pump does not take it. The pump is not touched.
  package static func mostNanograms(
    of dose: DoseRate, _ pump: VirtualPump<TransientMemory>, keys: PairingKeys
  ) -> UInt32 {
    var pump = pump
    let serial = pump.firmware.profile.identity.serial
    var client = SealedClient(
      serial: serial, pairingKey: keys.clinician, role: .clinician, seed: 1)
    let now = Instant(therapy: pump.plant.therapyTime, link: .zero)
    func ask(_ request: Request) -> Reply? {
      client.answer(in: pump.exchange(client.next(request), at: now))
    }
    client.takeOffer(in: pump.exchange(client.openSession(), at: now))
    guard client.session != nil else { return dose.nanogramsPerDay }
    _ = pump.exchange(client.confirmSession(), at: now)
    _ = ask(.part(.therapy(StageTherapy(.simpleContinuous(dose)))))
    guard case .forecast(let forecast)? = ask(.query(.readForecast(.staged))) else {
      return dose.nanogramsPerDay
    }
    return forecast.step.mostNanograms
  }
}
