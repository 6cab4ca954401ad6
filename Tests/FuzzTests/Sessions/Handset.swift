import FuzzSupport
import Quantities
import Telemetry

/// What a script knows of the conversation: enough to be taken for a programmer, and no more.
///
/// It frames what it is told to with the session's number, the next request id and the right
/// checksum, whatever the body is.
struct Handset {
  private var session: UInt32 = 0
  private var request: UInt16 = 0
  private var token: UInt32 = 0
  private var asked: Set<UInt16> = [0]

  /// An opening; its schema is another one where `schema` is no multiple of 8.
  mutating func opening(role: UInt8, schema: UInt8) -> [UInt8] {
    let body =
      [role & 1 + 1] + [UInt8](littleEndian: UInt64(Schema.hash ^ UInt32(schema & 7)), 4)
      + [UInt8](littleEndian: UInt64(schema), 8)
    asked.insert(UInt16(schema))
    return PlainFrame.wire([1, 2, schema, 0] + body)
  }

  mutating func message(type: UInt8, body: [UInt8]) -> [UInt8] {
    request &+= 1
    return frame(type, request, body)
  }

  /// A message under an earlier request id, or in the open.
  mutating func stale(type: UInt8, back: UInt8, body: [UInt8]) -> [UInt8] {
    if back & 0x80 != 0 {
      asked.insert(UInt16(back))
      return PlainFrame.wire([1, type, back, 0] + body.prefix(224))
    }
    return frame(type, request &- UInt16(back), body)
  }

  /// The commit of what was read back last, that expires two seconds from now.
  mutating func commit(at link: LinkTime) -> [UInt8] {
    let expiry = UInt32(truncatingIfNeeded: link.rawValue) &+ 2000
    return message(
      type: RequestType.commit.rawValue,
      body: [UInt8](littleEndian: UInt64(token), 4) + [UInt8](littleEndian: UInt64(expiry), 4))
  }

  private mutating func frame(_ type: UInt8, _ request: UInt16, _ body: [UInt8]) -> [UInt8] {
    asked.insert(request)
    return PlainFrame.wire(
      [2] + [UInt8](littleEndian: UInt64(session), 4) + [type]
        + [UInt8](littleEndian: UInt64(request), 2) + body.prefix(224))
  }

  /// What the pump answered, which must be one frame and the answer to something that was asked.
  mutating func read(_ frame: [UInt8]) throws(Broken) -> (header: MessageHeader, reply: Reply) {
    guard let (header, reply) = Self.decode(frame) else {
      throw Broken("the pump sent \(frame), which is no reply")
    }
    try hold(asked.contains(header.request), "an answer to \(header), which nobody asked")
    switch reply {
    case .sessionOpened(let opened):
      if opened.session != session { request = 0 }
      session = opened.session
    case .staged(let report): token = report.token
    default: break
    }
    return (header, reply)
  }

  private static func decode(_ frame: [UInt8]) -> (MessageHeader, Reply)? {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame, position == frame.count else {
      return nil
    }
    return try? decoder.reply()
  }
}
