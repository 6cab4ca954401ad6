import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry

/// Whoever lays a head on the skin gets to the pump, whatever was done to it from near before.
extension SoakWorld {
  /// Tries it at a copy of the pump, on whose offers somebody near has failed many proofs: the
  /// clinician opens a session at once, and anybody calls for the emergency.
  func expectAdmission() throws(SoakFailure) {
    guard pump.isOn else { return }
    var trial = pump
    trial.powerFailure = nil
    trial.leaveAlone()
    trial.setHead(.near, at: now)
    for attempt in 0..<16 as Range<UInt64> {
      var stranger = visitor(with: AsconBlock(low: attempt, high: 1), seed: 100 + attempt)
      guard stranger.takeOffer(in: trial.exchange(stranger.openSession(), at: now)) != nil else {
        continue
      }
      for _ in 0..<6 { _ = trial.exchange(stranger.confirmSession(), at: now) }
    }
    guard trial.isOn else { return }
    trial.setHead(.contact, at: now)
    // For the emergency nobody needs a key.
    var passerBy = visitor(with: AsconBlock(low: 0, high: 0), seed: 1)
    guard let offer = passerBy.takeOffer(in: trial.exchange(passerBy.openSession(), at: now)) else {
      throw fail(.secrecy, "a pump that was attacked from near makes no offer in contact")
    }
    // Nothing is stored while a record is under way, or where the memory fails.
    if pump.memory.fates.isEmpty, !pump.world.isMemoryFailing, !trial.firmware.isStoring {
      var called = trial
      let call = Request.opening(.emergencyRate(EmergencyRate(session: offer.session)))
      let answer = passerBy.reply(in: called.exchange(passerBy.open(call, id: 2), at: now))?.reply
      try expect(
        answer?.type == .acknowledged, .secrecy,
        "a pump that was attacked from near does not hear the emergency in contact")
    }
    let holder = Inspection(of: trial, by: visitor(with: openingKey, seed: 2))
    try expect(
      holder.open(at: now), .secrecy,
      "a pump that was attacked from near opens no session in contact")
  }
}
