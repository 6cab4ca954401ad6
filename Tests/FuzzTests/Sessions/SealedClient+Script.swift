import FuzzSupport
import PumpFirmware
import Quantities
import RawClient
import Telemetry

/// A programmer as a script plays it: it goes through the handshake, and sends what it is told to
/// under the next counter and the next request id, whatever the body is.
extension SealedClient {
  /// An opening under a new nonce; its schema is another one where `schema` is no multiple of 8.
  mutating func openSession(role: UInt8, schema: UInt8, _ keys: PairingKeys) -> [UInt8] {
    self.role = role & 1 == 0 ? .clinician : .patient
    pairingKey = keys[self.role]
    return openSession(
      id: UInt16(schema), schema: Schema.hash ^ UInt32(schema & 7),
      nonce: AsconBlock(low: openings + 1, high: UInt64(schema)))
  }

  /// What the key is proved with for the session on offer; a request like others without an offer.
  mutating func proof() -> [UInt8] {
    lastRequest = 0
    return next(type: RequestType.confirmSession.rawValue, [])
  }

  /// The emergency that uses an offer up.
  func emergency() -> [UInt8] {
    open(.opening(.emergencyRate(EmergencyRate(session: offer?.session ?? 1))), id: 7)
  }

  /// A message under an earlier request id, under an earlier counter, or in the open.
  mutating func stale(type: UInt8, back: UInt8, body: [UInt8]) -> [UInt8] {
    if back & 0x80 != 0 { return PlainFrame.wire([1, type, back, 0] + body.prefix(224)) }
    return frame(
      type: type, id: lastRequest &- UInt16(back & 0x3F), body, back: back & 0x40 != 0 ? 1 : 0)
  }

  /// The commit of what was read back last, that expires two seconds from now.
  mutating func commit(at link: LinkTime) -> [UInt8] {
    let expiry = UInt32(truncatingIfNeeded: link.rawValue) &+ 2000
    return next(
      type: RequestType.commit.rawValue,
      [UInt8](littleEndian: UInt64(token), 4) + [UInt8](littleEndian: UInt64(expiry), 4))
  }

  /// What the pump answered, which must be one frame that says something in the open or to one of
  /// the sessions it was offered; `nil` when it is the copy of an answer. An offer is taken.
  mutating func read(_ frame: [UInt8]) throws(Broken) -> (header: MessageHeader, reply: Reply)? {
    var position = 0
    let heard = hear(frame.span, from: &position)
    try hold(position == frame.count, "the pump sent \(frame), which is more than a frame")
    switch heard {
    case .reply(let header, let reply):
      if case .sessionOffered(let offer) = reply, offer != self.offer { take(offer) }
      return (header, reply)
    case .repeated: return nil
    case .stranger(let session):
      throw Broken("the pump sealed an answer in session \(session), which nobody knows")
    case .forged: throw Broken("the pump's seal does not fit: \(frame)")
    case .dropped(let error): throw Broken("the pump sent \(frame), which is no reply: \(error)")
    case nil: throw Broken("the pump sent \(frame), which is no frame")
    }
  }
}
