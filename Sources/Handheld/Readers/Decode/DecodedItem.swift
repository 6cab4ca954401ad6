import Telemetry
package import VerbOutput

/// What is known of the seal of a frame.
package struct Seal: Encodable {
  /// Whether it could be opened.
  package enum State: String, CaseIterable, Encodable {
    /// Genuine and new.
    case opened
    /// Genuine, but not newer than what came before: sent again, or recorded and played back.
    case repeated
    /// Not sealed in the session it names.
    case forged
    /// Nobody here can tell.
    case closed
  }

  package let counter: UInt32
  package let message_bytes: Int
  package var state = State.closed
  /// Whose key opened it.
  @OrNull var key: String?
  /// Why it could not be opened.
  @OrNull package var reason: String?
}

/// One thing found in a capture: a message, a sealed one, or bytes that are none.
package struct DecodedItem: Encodable {
  package let direction: CapturedPiece.Direction
  @OrNull package var at_ms: UInt64?
  package let offset: UInt64
  @OrNull package var message: String?
  @OrNull package var session: UInt32?
  @OrNull package var request_id: UInt16?
  @OrNull package var fields: [String: FieldValue]?
  @OrNull package var dropped: String?
  @OrNull package var seal: Seal?
  /// The fields in their order, for people.
  package let ordered: [(name: String, value: String)]

  private enum CodingKeys: CodingKey {
    case direction, at_ms, offset, message, session, request_id, fields, dropped, seal
  }

  init(
    _ piece: CapturedPiece, _ header: MessageHeader, _ name: StaticString,
    _ body: any Visitable, at offset: UInt64
  ) {
    direction = piece.direction
    at_ms = piece.milliseconds
    self.offset = offset
    message = "\(name)"
    session = if case .session(let number) = header.envelope { number } else { nil }
    request_id = header.request
    let values = FieldList.of(body)
    ordered = values.map { ($0.name, $0.value.text) }
    fields = Dictionary(values.map { ($0.name, $0.value) }) { first, _ in first }
    dropped = nil
  }

  /// A frame that stays sealed.
  init(_ piece: CapturedPiece, at offset: UInt64) {
    self.init(piece, at: offset, dropped: nil)
  }

  init(_ piece: CapturedPiece, _ error: FrameError) {
    self.init(
      piece, at: error.offset,
      dropped: error.reason == .forged
        ? "forged: the tag does not fit the session's key"
        : "\(error.reason.wireName): expected \(error.expected), found \(error.found)")
  }

  private init(_ piece: CapturedPiece, at offset: UInt64, dropped: String?) {
    direction = piece.direction
    at_ms = piece.milliseconds
    self.offset = offset
    message = nil
    request_id = nil
    fields = nil
    ordered = []
    self.dropped = dropped
  }
}
