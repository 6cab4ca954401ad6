import Quantities
import Telemetry

/// A message of either direction.
enum WireMessage: Equatable {
  case request(Request)
  case reply(Reply)

  /// The Swift message whose fields have these values; the values must be allowed.
  init(_ message: MessageSpec.Message, _ values: WireValues) {
    switch message.direction {
    case .request:
      guard let type = RequestType(rawValue: message.type) else {
        preconditionFailure("no request has type \(message.type)")
      }
      self = .request(Request(type, values))
    case .reply:
      guard let type = ReplyType(rawValue: message.type) else {
        preconditionFailure("no reply has type \(message.type)")
      }
      self = .reply(Reply(type, values))
    }
  }

  /// Its frame, by the Swift encoder.
  func wire(_ header: MessageHeader) -> [UInt8] {
    var buffer = WireBuffer()
    switch self {
    case .request(let request): buffer.encode(request, header)
    case .reply(let reply): buffer.encode(reply, header)
    }
    return buffer.withBytes { span in span.indices.map { span[$0] } }
  }
}
