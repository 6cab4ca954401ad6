import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Somebody with a head and perhaps a key.
struct Visitor {
  private let key: AsconBlock?
  private let opening: OpenSession
  private let serial: ShortText<12>
  private var sealing: SessionSeal?
  private var offered: UInt32 = 0
  /// The id of the request sent last, which is a proof until the session is open.
  private var proofs: UInt16 = 0

  init(key: AsconBlock?, nonce: UInt64, _ device: DeviceProfile) {
    self.key = key
    opening = OpenSession(
      role: .clinician, schema: Schema.hash, nonce: AsconBlock(low: nonce, high: 0xADC0_FFEE))
    serial = device.identity.serial
  }

  /// Asks for a session; whether there was an offer.
  mutating func takesOffer(of pump: inout VirtualPump<SoakMemory>, at now: Instant) -> Bool {
    var buffer = WireBuffer()
    buffer.encode(.opening(.openSession(opening)), id: 1)
    guard case .sessionOffered(let offer)? = Self.answer(to: buffer, of: &pump, at: now) else {
      return false
    }
    offered = offer.session
    if let key {
      let keys = SessionKeys(pairing: key, Handshake(opening, offer, serial: serial))
      sealing = SessionSeal(keys, session: offer.session, at: .programmer)
    }
    return true
  }

  /// Tries to prove to have the key; whether that got an answer in the session.
  mutating func proves(to pump: inout VirtualPump<SoakMemory>, at now: Instant) -> Bool {
    guard var sealing else { return false }
    var buffer = WireBuffer()
    proofs += 1
    buffer.seal(.opening(.confirmSession), id: proofs, on: &sealing)
    self.sealing = sealing
    var isOpen = false
    buffer.withBytes { bytes in
      pump.receive(bytes, at: now) { frame in
        var decoder = FrameDecoder()
        var position = 0
        guard decoder.next(frame, from: &position) == .frame else { return }
        if case .sealed(let number, _)? = decoder.envelope { isOpen = number == sealing.session }
      }
    }
    return isOpen
  }

  /// Asks for something in the session that is open; `nil` without an answer that it can read.
  mutating func ask(
    _ request: Request, of pump: inout VirtualPump<SoakMemory>, at now: Instant
  ) -> Reply? {
    guard var sealing else { return nil }
    var buffer = WireBuffer()
    proofs += 1
    buffer.seal(request, id: proofs, on: &sealing)
    var reply: Reply?
    buffer.withBytes { bytes in
      pump.receive(bytes, at: now) { frame in
        var decoder = FrameDecoder()
        var position = 0
        guard decoder.next(frame, from: &position) == .frame, decoder.unseal(&sealing) == .fresh
        else { return }
        reply = try? decoder.reply().1
      }
    }
    self.sealing = sealing
    return reply
  }

  /// Calls for the emergency at another copy of the pump; whether it was acknowledged.
  func isHeard(by pump: VirtualPump<SoakMemory>, at now: Instant) -> Bool {
    var trial = pump
    var buffer = WireBuffer()
    buffer.encode(.opening(.emergencyRate(EmergencyRate(session: offered))), id: 2)
    if case .acknowledged? = Self.answer(to: buffer, of: &trial, at: now) { return true }
    return false
  }

  /// The answer in the open to a frame.
  private static func answer(
    to buffer: WireBuffer, of pump: inout VirtualPump<SoakMemory>, at now: Instant
  ) -> Reply? {
    var reply: Reply?
    buffer.withBytes { bytes in
      pump.receive(bytes, at: now) { frame in
        var decoder = FrameDecoder()
        var position = 0
        guard decoder.next(frame, from: &position) == .frame else { return }
        reply = try? decoder.reply().1
      }
    }
    return reply
  }
}
