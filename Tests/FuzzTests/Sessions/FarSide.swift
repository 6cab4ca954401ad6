import FuzzSupport
import Quantities
import RawClient
import Telemetry
import TestSupport

/// What a programmer under test is told by a script that plays the pump.
///
/// It sees what the programmer sends, holds the keys of its sessions, and answers it rightly,
/// wrongly or with noise.
struct FarSide {
  /// One session's keys: what the programmer seals with, what it is answered with, and what it can
  /// open of that.
  private struct End {
    let session: UInt32
    var up: SessionSeal
    let down: PlainSeal
    var sent: UInt32 = 0
    var mirror: SessionSeal
  }

  static let serial = ShortText<12>(text: "PLK-000001")

  private(set) var request: Request?
  private var header = MessageHeader(.open, request: 0)
  private var last: [UInt8] = []
  /// How often orders were sent since the request began.
  var orders = 0
  /// What was told since the request began, and can be read as a reply.
  var told: [Reply] = []
  private var session: UInt32 = 0x0001_0000
  private var ends: [End] = []
  private var decoder = FrameDecoder()

  /// Takes what the programmer sends; it must be one request, or the last one once more.
  mutating func hear(_ frame: [UInt8]) throws(Broken) {
    if frame != last { (header, request) = try open(frame) }
    last = frame
    if request?.type.changesTherapy == true { orders += 1 }
  }

  private mutating func open(_ frame: [UInt8]) throws(Broken) -> (MessageHeader, Request?) {
    var reader = FrameDecoder()
    var position = 0
    guard reader.next(frame.span, from: &position) == .frame, position == frame.count else {
      throw Broken("the programmer sent \(frame), which is no frame")
    }
    if case .sealed(let session, _) = reader.envelope {
      guard let place = ends.lastIndex(where: { $0.session == session }) else {
        throw Broken("the programmer seals in session \(session), which was never offered")
      }
      var sealing = ends[place].up
      let verdict = reader.unseal(&sealing)
      ends[place].up = sealing
      // The proof with a key this pump does not have; a pump would not answer it.
      if verdict == .forged { return (header, nil) }
      try hold(verdict == .fresh, "the programmer uses a counter again: \(frame)")
    }
    guard let (header, request) = try? reader.request() else {
      throw Broken("the programmer sent \(frame), which is no request")
    }
    return (header, request)
  }

  /// Remembers which replies are in bytes that are about to be handed over.
  mutating func tell(_ bytes: [UInt8]) {
    var position = 0
    while let event = decoder.next(bytes.span, from: &position) {
      guard event == .frame else { continue }
      if case .sealed(let session, _) = decoder.envelope {
        guard let place = ends.lastIndex(where: { $0.session == session }) else { continue }
        var mirror = ends[place].mirror
        let verdict = decoder.unseal(&mirror)
        ends[place].mirror = mirror
        if verdict != .fresh { continue }
      }
      if let (_, reply) = try? decoder.reply() { told.append(reply) }
    }
  }

  /// The line was cut and is there again.
  mutating func interrupt() { decoder.reset() }

  /// A reply of any type and body to what was sent last, or to something near it.
  mutating func answer(type: UInt8, off: UInt8, body: [UInt8]) -> [UInt8] {
    let message =
      [type] + [UInt8](littleEndian: UInt64(header.request &+ UInt16(off & 3)), 2) + body
    let isSealed = off & 4 == 0 && header.envelope != .open
    guard isSealed, !ends.isEmpty else { return PlainFrame.wire(open: message) }
    let place = off & 8 == 0 ? ends.count - 1 : 0
    return ends[place].down.wire(message, back: UInt32(off >> 4), after: &ends[place].sent)
  }

  /// The right answer to what was sent last, as far as there is one.
  mutating func rightAnswer(_ script: inout Script) -> [UInt8] {
    switch request {
    case nil: return []
    case .opening(.openSession(let opening)):
      session &+= UInt32(script.u8() & 3) + 1
      return offer(to: opening)
    case .opening(.confirmSession):
      return reply(
        .sessionOpened(
          SessionOpened(session: sessionAsked, linkClock: script.u32(), idleSeconds: 120)))
    case .query(.readStatus): return reply(.status(status(&script)))
    case .some(let request):
      return reply(.acknowledged(Acknowledgement(request.type, therapySeconds: script.u32())))
    }
  }

  private var sessionAsked: UInt32 {
    if case .session(let number) = header.envelope { number } else { session }
  }

  private mutating func offer(to opening: OpenSession) -> [UInt8] {
    let offer = SessionOffered(
      session: session, nonce: opening.nonce, pumpNonce: AsconBlock(counting: 0x30))
    let keys = SessionKeys(
      pairing: .clinicianKey, Handshake(opening, offer, serial: Self.serial))
    ends.append(
      End(
        session: session, up: SessionSeal(keys, session: session, at: .pump),
        down: PlainSeal(keys.down, session: session),
        mirror: SessionSeal(keys, session: session, at: .programmer)))
    var buffer = WireBuffer()
    buffer.encode(Reply.sessionOffered(offer), id: header.request)
    return buffer.array
  }

  /// A refusal of what was sent last.
  mutating func refusal(_ code: UInt8) -> [UInt8] {
    guard let request, let code = RefusalCode(rawValue: code) else { return [] }
    return reply(.refused(Refusal(request.type, code)))
  }

  /// The hint of a pump that knows nothing of the session.
  func noSession() -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(Reply.noSession(NoSession(session: sessionAsked)), id: 0)
    return buffer.array
  }

  /// A status that names an order near the last one as applied.
  private func status(_ script: inout Script) -> Status {
    let flags = script.u8()
    let command = AppliedCommand(
      session: session &+ UInt32(flags & 3) &- 1, request: UInt16(script.u8()))
    var alarms = AlarmSet()
    if flags & 4 != 0 { alarms.insert(.memoryLost) }
    var status = Status()
    status.linkClock = script.u32()
    status.lastApplied = flags & 8 != 0 ? nil : command
    status.alarms = alarms
    status.batteryPercent = 100
    status.mode = .simpleContinuous
    return status
  }

  private mutating func reply(_ reply: Reply) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, id: header.request)
    guard case .session(let number) = header.envelope,
      let place = ends.lastIndex(where: { $0.session == number })
    else { return buffer.array }
    let message = PlainFrame.message(inOpen: buffer.array)
    return ends[place].down.wire(message, after: &ends[place].sent)
  }
}
