import FuzzSupport
import Quantities
import Telemetry

/// What a programmer under test is told by a script that plays the pump.
///
/// It sees what the programmer sends, and answers it rightly, wrongly or with noise.
struct FarSide {
  /// What was sent last.
  private(set) var header = MessageHeader(.open, request: 0)
  private(set) var request: Request?
  /// How often orders were sent since the request began.
  var orders = 0
  /// The frames that were told since the request began, and can be replies.
  var told: [(header: MessageHeader, reply: Reply)] = []
  private var session: UInt32 = 0x0001_0000
  private var decoder = FrameDecoder()

  /// Takes what the programmer sends; it must be one request.
  mutating func hear(_ frame: [UInt8]) throws(Broken) {
    var reader = FrameDecoder()
    var position = 0
    guard reader.next(frame.span, from: &position) == .frame, position == frame.count,
      let (header, request) = try? reader.request()
    else { throw Broken("the programmer sent \(frame), which is no request") }
    self.header = header
    self.request = request
    if request.type.changesTherapy { orders += 1 }
  }

  /// Remembers which replies are in bytes that are about to be handed over.
  mutating func tell(_ bytes: [UInt8]) {
    var position = 0
    while let event = decoder.next(bytes.span, from: &position) {
      if event == .frame, let (header, reply) = try? decoder.reply() {
        told.append((header, reply))
      }
    }
  }

  /// The line was cut and is there again.
  mutating func interrupt() { decoder.reset() }

  /// A reply of any type and body to what was sent last, or to something near it.
  func answer(type: UInt8, off: UInt8, body: [UInt8]) -> [UInt8] {
    var header = header
    header.request &+= UInt16(off & 3)
    let envelope: [UInt8] =
      switch header.envelope {
      case .open: [1]
      case .session(let number): [2] + [UInt8](littleEndian: UInt64(number ^ UInt32(off >> 2)), 4)
      }
    return PlainFrame.wire(
      envelope + [type] + [UInt8](littleEndian: UInt64(header.request), 2) + body.prefix(224))
  }

  /// The right answer to what was sent last, as far as there is one.
  mutating func rightAnswer(_ script: inout Script) -> [UInt8] {
    switch request {
    case nil: return []
    case .openSession(let opening):
      session &+= UInt32(script.u8() & 3)
      return reply(
        .sessionOpened(
          SessionOpened(
            session: max(session, 1), nonce: opening.nonce, linkClock: script.u32(),
            idleSeconds: 120)))
    case .readStatus: return reply(.status(status(&script)))
    case .some(let request):
      return reply(.acknowledged(Acknowledgement(request.type, therapySeconds: script.u32())))
    }
  }

  /// A refusal of what was sent last.
  func refusal(_ code: UInt8) -> [UInt8] {
    guard let request, let code = RefusalCode(rawValue: code) else { return [] }
    return reply(.refused(Refusal(request.type, code)))
  }

  /// A status that names an order near the last one as applied.
  private func status(_ script: inout Script) -> Status {
    let flags = script.u8()
    let command = AppliedCommand(
      session: session &+ UInt32(flags & 3) &- 1, request: UInt16(script.u8()))
    var alarms = AlarmSet()
    if flags & 4 != 0 { alarms.insert(.memoryLost) }
    return Status(
      therapySeconds: 0, linkClock: script.u32(), reservoirNanolitres: 0, basalNanogramsPerDay: 0,
      bolusRemainingNanograms: 0, lastApplied: flags & 8 != 0 ? nil : command, alarms: alarms,
      batteryPercent: 100, mode: .simpleContinuous, flags: Status.Flags())
  }

  private func reply(_ reply: Reply) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, header)
    return buffer.withBytes { span in span.indices.map { span[$0] } }
  }
}
