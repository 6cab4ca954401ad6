import Quantities
import Telemetry
import TestSupport

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

  /// Its frame in the open, by the Swift encoder.
  func wire(id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    switch self {
    case .request(let request): buffer.encode(request, id: id)
    case .reply(let reply): buffer.encode(reply, id: id)
    }
    return buffer.array
  }

  /// Its frame sealed under the next counter, by the Swift encoder.
  func sealed(id: UInt16, on link: inout SealedLink) -> [UInt8] {
    var buffer = WireBuffer()
    switch self {
    case .request(let request): buffer.seal(request, id: id, on: &link)
    case .reply(let reply): buffer.seal(reply, id: id, on: &link)
    }
    return buffer.array
  }
}
