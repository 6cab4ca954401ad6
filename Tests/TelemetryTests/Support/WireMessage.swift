import Quantities
import Telemetry
import TestSupport
import Testing

/// A message of either direction.
enum WireMessage: Equatable {
  case request(Request)
  case reply(Reply)

  /// The Swift message of the bytes that these values make; the values must be allowed. That it
  /// shows the same values by the same names is held here, for whoever makes one.
  init(_ message: MessageSpec.Message, _ values: WireValues) {
    let content = PlainFrame.header(type: message.type, request: 1) + values.body(of: message)
    let listener: Listener = message.direction == .request ? .pump : .host
    let heard = listener.hears(PlainFrame.wire(content))
    guard case .message(_, let found)? = heard.first else {
      preconditionFailure("\(message.name) is dropped: \(heard), \(values)")
    }
    self = found
    let shown =
      switch found {
      case .request(let request): ShownValues(message, request, known: values).values
      case .reply(let reply): ShownValues(message, reply, known: values).values
      }
    #expect(shown == values, "\(message.name)")
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
  func sealed(id: UInt16, on sealing: inout SessionSeal) -> [UInt8] {
    var buffer = WireBuffer()
    switch self {
    case .request(let request): buffer.seal(request, id: id, on: &sealing)
    case .reply(let reply): buffer.seal(reply, id: id, on: &sealing)
    }
    return buffer.array
  }
}
