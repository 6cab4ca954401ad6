import PumpText
import Quantities
package import Telemetry

/// What is known of the seal of a frame.
package struct Seal: Sendable {
  /// Whether it could be opened.
  package enum State: String, CaseIterable, Sendable {
    /// Genuine and new.
    case opened
    /// Genuine, but not newer than what came before: sent again, or recorded and played back.
    case repeated
    /// Not sealed in the session it names.
    case forged
    /// Nobody here can tell.
    case closed
  }

  /// Its place in the session's direction. Spec: security.md.
  package let counter: UInt32
  /// How long the message in it is, in bytes.
  package let messageBytes: Int
  /// Whether it could be opened.
  package internal(set) var state = State.closed
  /// Whose key opened it; `nil` for nobody's.
  package internal(set) var key: String?
  /// Why it could not be opened; `nil` where it was.
  package internal(set) var reason: String?
}

/// A message that can be read.
package enum DecodedContent: Sendable {
  case request(Request)
  case reply(Reply)

  fileprivate var name: StaticString {
    switch self {
    case .request(let request): request.type.wireName
    case .reply(let reply): reply.type.wireName
    }
  }

  /// Its fields in the order of the wire.
  fileprivate var fields: [FieldList.Field] {
    switch self {
    case .request(let request): FieldList.of(request)
    case .reply(let reply): FieldList.of(reply)
    }
  }
}

/// One thing found in a capture: a message, a sealed one, or bytes that are none.
package struct DecodedItem: Sendable {
  /// Which way it went.
  package let direction: CapturedPiece.Direction
  /// Milliseconds since the capture began, when it says so.
  package let milliseconds: UInt64?
  /// How many bytes of its direction came before it.
  package let offset: UInt64
  /// The name of the message in the specification; `nil` where it cannot be read.
  package let message: String?
  /// The session it is of; `nil` in the open.
  package internal(set) var session: UInt32?
  /// The number of the request; `nil` where it cannot be read.
  package let request: UInt16?
  /// The fields in the order of the wire; `nil` where they cannot be read.
  package let fields: [FieldList.Field]?
  /// Why these bytes are no frame that counts; `nil` for one that does.
  package let dropped: String?
  /// What is known of its seal; `nil` in the open.
  package internal(set) var seal: Seal?
  /// What the capture says about the piece in which it ended.
  package let comments: [String]

  /// The message itself; `nil` where it cannot be read.
  package let content: DecodedContent?

  init(
    _ piece: CapturedPiece, _ header: MessageHeader, _ content: DecodedContent, at offset: UInt64
  ) {
    self.content = content
    direction = piece.direction
    milliseconds = piece.milliseconds
    self.offset = offset
    message = "\(content.name)"
    session = if case .session(let number) = header.envelope { number } else { nil }
    request = header.request
    fields = content.fields
    dropped = nil
    comments = piece.comments
  }

  /// A frame that stays sealed.
  init(_ piece: CapturedPiece, at offset: UInt64) {
    self.init(piece, at: offset, dropped: nil)
  }

  init(_ piece: CapturedPiece, _ error: FrameError) {
    self.init(piece, at: error.offset, dropped: error.words)
  }

  private init(_ piece: CapturedPiece, at offset: UInt64, dropped: String?) {
    content = nil
    direction = piece.direction
    milliseconds = piece.milliseconds
    self.offset = offset
    message = nil
    session = nil
    request = nil
    fields = nil
    self.dropped = dropped
    comments = piece.comments
  }
}
