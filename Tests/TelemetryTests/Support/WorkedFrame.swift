import Telemetry
import TestSupport

/// A frame of the worked session, made by the Swift encoder.
struct WorkedFrame {
  var step: WorkedSession.Step
  var spec: MessageSpec.Message
  /// The frame on the wire, delimiters included.
  var wire: [UInt8]
  /// What the wire carries once the stuffing is undone.
  var content: [UInt8]
  /// The message before it was sealed; of a frame in the open, its message.
  var message: [UInt8]
  /// The counter it was sealed under; `nil` in the open.
  var counter: UInt32?

  var isFromProgrammer: Bool { spec.direction == .request }

  /// All frames of the session, in order.
  static func all() -> [WorkedFrame] {
    var ends = [SessionSeal.End.programmer, .pump].map {
      SessionSeal(WorkedSession.keys, session: WorkedSession.offer.session, at: $0)
    }
    return WorkedSession.steps().map { step in
      let spec = spec(of: step)
      let open = step.message.wire(id: step.id)
      // Envelope kind, then the message, then the checksum.
      let message = Array(unstuffed(open).dropFirst().dropLast(4))
      if isOpen(step, spec) {
        return WorkedFrame(
          step: step, spec: spec, wire: open, content: unstuffed(open), message: message)
      }
      let end = spec.direction == .request ? 0 : 1
      let wire = step.message.sealed(id: step.id, on: &ends[end])
      return WorkedFrame(
        step: step, spec: spec, wire: wire, content: unstuffed(wire), message: message,
        counter: ends[end].sent)
    }
  }

  private static func isOpen(_ step: WorkedSession.Step, _ spec: MessageSpec.Message) -> Bool {
    // Of the answers that may be either, none is to a request in the open here.
    spec.envelope == "open"
  }

  private static func spec(of step: WorkedSession.Step) -> MessageSpec.Message {
    let type: UInt8 =
      switch step.message {
      case .request(let request): request.type.rawValue
      case .reply(let reply): reply.type.rawValue
      }
    guard let spec = MessageSpec.current.messages.first(where: { $0.type == type }) else {
      preconditionFailure("no message has type \(type)")
    }
    return spec
  }

  private static func unstuffed(_ wire: [UInt8]) -> [UInt8] {
    var bytes = wire
    var code = 1
    while code < wire.count - 1 {
      bytes[code] = 0
      code += Int(wire[code])
    }
    return Array(bytes[2..<bytes.count - 1])
  }
}
