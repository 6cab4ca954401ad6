import Quantities
import RawClient
import Telemetry

/// Frames in the place of others: with the keys of a session, as the bench has them, or without, as
/// somebody on the line has none.
///
/// What is put in the pump's mouth takes a counter of its own, so all that the pump seals later in
/// that session is sealed anew under the next ones.
struct Impostor: Sendable {
  private struct Session {
    let number: UInt32
    /// The pump's counter after which each frame was put in.
    var inserted: [UInt32] = []
    /// The highest counter of the pump's own.
    var highest: UInt32 = 0
  }

  private var sessions: [Session] = []

  /// A key that nobody has.
  private static let strangeKey = AsconBlock(low: 0x5EED, high: 0x0BAD)

  private func place(of number: UInt32) -> Int? {
    sessions.firstIndex { $0.number == number }
  }

  /// The pump's frame as it goes on: itself, unless something was put in before it.
  mutating func passOn(_ message: WireMessage, _ ear: WireEar) -> [UInt8] {
    guard let number = message.session, message.reply != nil, let keys = ear.keys(of: number) else {
      return message.bytes
    }
    if place(of: number) == nil { sessions.append(Session(number: number)) }
    guard let place = place(of: number) else { return message.bytes }
    sessions[place].highest = max(sessions[place].highest, message.counter)
    let before = sessions[place].inserted.count { $0 < message.counter }
    guard before > 0, let plain = Self.plain(message) else { return message.bytes }
    return PlainSeal(keys.down, session: number)
      .wire(plain, counter: message.counter + UInt32(before))
  }

  /// A reply in the pump's place, under its seal; `nil` outside a session.
  mutating func reply(_ reply: Reply, to message: WireMessage, _ ear: WireEar) -> [UInt8]? {
    guard let number = message.session, let keys = ear.keys(of: number),
      let place = place(of: number)
    else { return nil }
    let highest = sessions[place].highest
    sessions[place].inserted.append(highest)
    let counter = highest + UInt32(sessions[place].inserted.count { $0 <= highest })
    return PlainSeal(keys.down, session: number)
      .wire(Self.message(reply, id: message.id), counter: counter)
  }

  /// A request in the client's place, under its seal and its counter; `nil` outside a session.
  func request(_ request: Request, for message: WireMessage, _ ear: WireEar) -> [UInt8]? {
    guard let number = message.session, let keys = ear.keys(of: number) else { return nil }
    var buffer = WireBuffer()
    buffer.encode(request, id: message.id)
    return PlainSeal(keys.up, session: number)
      .wire(PlainFrame.message(inOpen: buffer.array), counter: message.counter)
  }

  /// What somebody without a key can say in the pump's place: the reply in the open, the same
  /// sealed under another key, and the pump's last word once more.
  func forgeries(_ reply: Reply, id: UInt16, in session: UInt32, last: [UInt8]?) -> [[UInt8]] {
    let message = Self.message(reply, id: id)
    let highest = place(of: session).map { sessions[$0].highest } ?? 0
    let sealed = PlainSeal(Self.strangeKey, session: session).wire(message, counter: highest + 1)
    return [PlainFrame.wire(open: message), sealed] + (last.map { [$0] } ?? [])
  }

  private static func plain(_ message: WireMessage) -> [UInt8]? {
    message.reply.map { Self.message($0, id: message.id) }
  }

  private static func message(_ reply: Reply, id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, id: id)
    return PlainFrame.message(inOpen: buffer.array)
  }
}

extension WireBuffer {
  /// The encoded bytes, delimiters included.
  fileprivate var array: [UInt8] { withBytes { [UInt8](copying: $0) } }
}

extension [UInt8] {
  /// The bytes of a span.
  init(copying bytes: Span<UInt8>) {
    self.init(capacity: bytes.count) { output in
      for place in bytes.indices { output.append(bytes[place]) }
    }
  }
}
