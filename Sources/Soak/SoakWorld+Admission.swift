import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Whoever lays a head on the skin gets to the pump, whatever was done to it from near before.
extension SoakWorld {
  /// Tries it at a copy of the pump, on whose offers somebody near has failed many proofs: the
  /// clinician opens a session at once, and anybody calls for the emergency.
  func expectAdmission() throws(SoakFailure) {
    guard pump.world.isPumpOn else { return }
    var trial = pump
    trial.powerFailure = nil
    trial.trace = nil
    trial.setHead(.near, at: now)
    for attempt in 0..<16 as Range<UInt64> {
      var stranger = Visitor(key: AsconBlock(low: attempt, high: 1), nonce: 100 + attempt, device)
      guard stranger.takesOffer(of: &trial, at: now) else { continue }
      for _ in 0..<6 { _ = stranger.proves(to: &trial, at: now) }
    }
    guard trial.world.isPumpOn else { return }
    trial.setHead(.contact, at: now)
    var clinician = Visitor(key: nil, nonce: 1, device)
    guard clinician.takesOffer(of: &trial, at: now) else {
      throw fail(.secrecy, "a pump that was attacked from near makes no offer in contact")
    }
    // Nothing is stored while a record is under way, or where the memory fails.
    if pump.memory.fates.isEmpty, !pump.world.isMemoryFailing, !trial.firmware.isStoring {
      try expect(
        clinician.isHeard(by: trial, at: now), .secrecy,
        "a pump that was attacked from near does not hear the emergency in contact")
    }
    if let key = clients[0].session.pairing?.key {
      var holder = Visitor(key: key, nonce: 2, device)
      try expect(
        holder.takesOffer(of: &trial, at: now) && holder.proves(to: &trial, at: now), .secrecy,
        "a pump that was attacked from near opens no session in contact")
    }
  }
}
