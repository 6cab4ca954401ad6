import PumpFirmware
import PumpWorld
import Quantities
import RawClient
import Telemetry

extension SoakWorld {
  /// A copy of the pump, and who is at its side.
  ///
  /// It is a class because it has tens of kilobytes, which a structure is copied with when it is
  /// made and handed on.
  final class Inspection {
    var pump: VirtualPump<SoakMemory>
    var clinician: SealedClient

    /// A copy of a world's pump, with somebody at its side. It is taken from where the pump is:
    /// handed over, it would be copied twice more.
    init(of world: SoakWorld, by clinician: SealedClient) {
      pump = world.pump
      self.clinician = clinician
    }

    /// A copy of a pump, with somebody at its side.
    init(of pump: VirtualPump<SoakMemory>, by clinician: SealedClient) {
      self.pump = pump
      self.clinician = clinician
    }

    /// Brings the clinician to the side of the pump and lets them open a session; whether there is
    /// one then.
    func begins(at now: Instant) -> Bool {
      pump.leaveAlone()
      pump.powerFailure = nil
      pump.memory.fates = []
      pump.setHead(.contact, at: now)
      // A frame whose end was lost ends with the clinician's first byte, and may be an order.
      let before = pump.firmware.state
      pump.receive([FrameLimits.delimiter].span, at: now) { _ in }
      guard pump.firmware.state == before, !pump.firmware.isStoring else { return false }
      return open(at: now)
    }

    /// Opens a session; whether the proof has an answer in it.
    func open(at now: Instant) -> Bool {
      guard clinician.takeOffer(in: pump.exchange(clinician.openSession(), at: now)) != nil,
        let answer = clinician.reply(in: pump.exchange(clinician.confirmSession(), at: now))
      else { return false }
      return answer.header.envelope != .open
    }

    func ask(_ request: Request, at now: Instant) -> Reply? {
      clinician.answer(in: pump.exchange(clinician.next(request), at: now))
    }
  }

  /// Somebody with a head and a key, who believes to be the clinician of this pump.
  func visitor(with key: AsconBlock, seed: UInt64) -> SealedClient {
    SealedClient(serial: device.identity.serial, pairingKey: key, role: .clinician, seed: seed)
  }
}
