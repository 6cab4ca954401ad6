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

/// Somebody with a head and perhaps a key.
private struct Visitor {
  private let key: AsconBlock?
  private let opening: OpenSession
  private let serial: ShortText<12>
  private var link: SealedLink?
  private var offered: UInt32 = 0
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
      link = SealedLink(keys, session: offer.session, at: .programmer)
    }
    return true
  }

  /// Tries to prove to have the key; whether that got an answer in the session.
  mutating func proves(to pump: inout VirtualPump<SoakMemory>, at now: Instant) -> Bool {
    guard var link else { return false }
    var buffer = WireBuffer()
    proofs += 1
    buffer.seal(.opening(.confirmSession), id: proofs, on: &link)
    self.link = link
    var isOpen = false
    buffer.withBytes { bytes in
      pump.receive(bytes, at: now) { frame in
        var decoder = FrameDecoder()
        var position = 0
        guard decoder.next(frame, from: &position) == .frame else { return }
        if case .sealed(let number, _)? = decoder.envelope { isOpen = number == link.session }
      }
    }
    return isOpen
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
