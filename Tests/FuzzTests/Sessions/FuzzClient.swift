import FuzzSupport
import PumpFirmware
import Quantities
import Telemetry
import TestSupport

/// What a script knows of the conversation: enough to be taken for a programmer, and no more.
///
/// It holds the pairing keys, goes through the handshake, and seals what it is told to under the
/// next counter and the next request id, whatever the body is.
struct FuzzClient {
  private let keys: PairingKeys
  private let serial: ShortText<12>
  private var opening: OpenSession?
  private var offer: SessionOffered?
  /// The session on offer, then the one that is open: what it sends and what it takes.
  private var ends: [(up: PlainSeal, down: SessionSeal)] = []
  private var request: UInt16 = 0
  private var token: UInt32 = 0
  private var nonces: UInt64 = 0

  init(_ keys: PairingKeys, serial: ShortText<12>) {
    self.keys = keys
    self.serial = serial
  }

  /// An opening under a new nonce; its schema is another one where `schema` is no multiple of 8.
  mutating func openSession(role: UInt8, schema: UInt8) -> [UInt8] {
    nonces += 1
    let opening = OpenSession(
      role: role & 1 == 0 ? .clinician : .patient, schema: Schema.hash ^ UInt32(schema & 7),
      nonce: AsconBlock(low: nonces, high: UInt64(schema)))
    self.opening = opening
    var buffer = WireBuffer()
    buffer.encode(Request.opening(.openSession(opening)), id: UInt16(schema))
    return buffer.array
  }

  /// The proof of the key for the session on offer.
  mutating func confirmSession() -> [UInt8] {
    request = 0
    return message(type: RequestType.confirmSession.rawValue, body: [])
  }

  /// The emergency that uses an offer up.
  func emergency() -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(
      Request.opening(.emergencyRate(EmergencyRate(session: offer?.session ?? 1))), id: 7)
    return buffer.array
  }

  mutating func message(type: UInt8, body: [UInt8]) -> [UInt8] {
    request &+= 1
    return frame(type, request, body)
  }

  /// A message under an earlier request id, under an earlier counter, or in the open.
  mutating func stale(type: UInt8, back: UInt8, body: [UInt8]) -> [UInt8] {
    if back & 0x80 != 0 { return PlainFrame.wire([1, type, back, 0] + body.prefix(224)) }
    return frame(type, request &- UInt16(back & 0x3F), body, back: back & 0x40 != 0 ? 1 : 0)
  }

  /// The commit of what was read back last, that expires two seconds from now.
  mutating func commit(at link: LinkTime) -> [UInt8] {
    let expiry = UInt32(truncatingIfNeeded: link.rawValue) &+ 2000
    return message(
      type: RequestType.commit.rawValue,
      body: [UInt8](littleEndian: UInt64(token), 4) + [UInt8](littleEndian: UInt64(expiry), 4))
  }

  private mutating func frame(
    _ type: UInt8, _ request: UInt16, _ body: [UInt8], back: UInt32 = 0
  ) -> [UInt8] {
    let message = [type] + [UInt8](littleEndian: UInt64(request), 2) + body
    guard !ends.isEmpty else { return PlainFrame.wire([1] + message.prefix(224)) }
    return ends[0].up.wire(message, back: back)
  }

  /// What the pump answered, which must be one frame that says something in the open or to one of
  /// the sessions it was offered; `nil` when it is the copy of an answer.
  mutating func read(_ frame: [UInt8]) throws(Broken) -> (header: MessageHeader, reply: Reply)? {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame, position == frame.count else {
      throw Broken("the pump sent \(frame), which is no frame")
    }
    if case .sealed(let session, _) = decoder.envelope {
      guard let place = ends.firstIndex(where: { $0.up.session == session }) else {
        throw Broken("the pump sealed an answer in session \(session), which nobody knows")
      }
      var sealing = ends[place].down
      let verdict = decoder.unseal(&sealing)
      ends[place].down = sealing
      if verdict == .repeated { return nil }
      try hold(verdict == .fresh, "the pump's seal does not fit: \(frame)")
    }
    guard let (header, reply) = try? decoder.reply() else {
      throw Broken("the pump sent \(frame), which is no reply")
    }
    switch reply {
    case .sessionOffered(let offer): take(offer)
    case .staged(let report): token = report.token
    default: break
    }
    return (header, reply)
  }

  private mutating func take(_ offer: SessionOffered) {
    guard let opening, offer.nonce == opening.nonce, offer != self.offer else { return }
    self.offer = offer
    let derived = SessionKeys(
      pairing: keys[opening.role], Handshake(opening, offer, serial: serial))
    ends.insert(
      (
        PlainSeal(derived.up, session: offer.session),
        SessionSeal(derived, session: offer.session, at: .programmer)
      ), at: 0)
  }
}
