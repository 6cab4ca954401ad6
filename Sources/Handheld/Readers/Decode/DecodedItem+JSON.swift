package import Decode
package import ProgrammerSession
package import PumpText
package import Telemetry
import VerbOutput

extension CaptureDecoder {
  /// Opens what is sealed with the keys of a card, if there is one. What keeps a frame closed is
  /// said as `face` says it.
  package init(_ card: KeyCard? = nil, log: [KeyLogLine] = [], face: Face) {
    self.init(keys: card?.keysAsWritten, log: log, face: face)
  }
}

extension KeyCard {
  /// What the card says of a role whenever it is asked: a key may be changed meanwhile.
  package var keysAsWritten: (Role) -> Pairing? { { self.pairing($0) } }
}

extension CapturedPiece.Direction: Encodable {}

extension Seal.State: Encodable {}

extension FieldValue: Encodable {
  /// As a number, a flag, a text, or null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .text(let text): try container.encode(text)
    case .none: try container.encodeNil()
    }
  }
}

extension Seal: Encodable {
  private struct JSON: Encodable {
    let counter: UInt32
    let message_bytes: Int
    let state: State
    @OrNull var key: String?
    @OrNull var reason: String?
  }

  /// With every key, null where there is nothing to say.
  package func encode(to encoder: any Encoder) throws {
    let json = JSON(
      counter: counter, message_bytes: messageBytes, state: state, key: key, reason: reason)
    try json.encode(to: encoder)
  }
}

extension DecodedItem: Encodable {
  private struct JSON: Encodable {
    let direction: CapturedPiece.Direction
    @OrNull var at_ms: UInt64?
    let offset: UInt64
    @OrNull var message: String?
    @OrNull var session: UInt32?
    @OrNull var request_id: UInt16?
    @OrNull var fields: [String: FieldValue]?
    @OrNull var dropped: String?
    @OrNull var seal: Seal?
  }

  /// With every key, null where there is nothing to say.
  package func encode(to encoder: any Encoder) throws {
    let values = fields.map { fields in
      Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    }
    let json = JSON(
      direction: direction, at_ms: milliseconds, offset: offset, message: message,
      session: session, request_id: request, fields: values, dropped: dropped, seal: seal)
    try json.encode(to: encoder)
  }
}
