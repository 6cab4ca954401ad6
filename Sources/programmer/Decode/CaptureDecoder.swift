import PumpText
import Telemetry

/// One thing found in a capture: a message, or bytes that are none.
struct DecodedItem: Encodable {
  let direction: CapturedPiece.Direction
  let at_ms: UInt64?
  let offset: UInt64
  let message: String?
  let session: UInt32?
  let request_id: UInt16?
  let fields: [String: String]?
  let dropped: String?
  /// The fields in their order, for people.
  let ordered: [(name: String, value: String)]

  private enum CodingKeys: CodingKey {
    case direction, at_ms, offset, message, session, request_id, fields, dropped
  }

  init(
    _ piece: CapturedPiece, _ header: MessageHeader, _ name: String, _ body: Any, at offset: UInt64
  ) {
    direction = piece.direction
    at_ms = piece.milliseconds
    self.offset = offset
    message = name
    session = if case .session(let number) = header.envelope { number } else { nil }
    request_id = header.request
    ordered = FieldList.of(body).map { ($0.name.isEmpty ? "value" : $0.name, $0.value) }
    fields = Dictionary(ordered.map { ($0.name, $0.value) }) { first, _ in first }
    dropped = nil
  }

  init(_ piece: CapturedPiece, _ error: FrameError) {
    direction = piece.direction
    at_ms = piece.milliseconds
    offset = error.offset
    message = nil
    session = nil
    request_id = nil
    fields = nil
    ordered = []
    dropped = "\(error.reason): expected \(error.expected), found \(error.found)"
  }
}

/// Decodes both directions of a conversation, each as its own stream.
struct CaptureDecoder {
  private var streams: [CapturedPiece.Direction: FrameDecoder] = [:]

  /// The messages and damage in one piece.
  mutating func decode(_ piece: CapturedPiece) -> [DecodedItem] {
    var decoder = streams[piece.direction] ?? FrameDecoder()
    var items: [DecodedItem] = []
    var position = 0
    while let event = decoder.next(piece.bytes.span, from: &position) {
      switch event {
      case .dropped(let error): items.append(DecodedItem(piece, error))
      case .frame: items.append(Self.message(&decoder, piece))
      }
    }
    streams[piece.direction] = decoder
    return items
  }

  /// Bytes at the end of a direction that no delimiter closed.
  var unfinished: [CapturedPiece.Direction] {
    streams.filter(\.value.isInsideFrame).map(\.key).sorted { $0.rawValue < $1.rawValue }
  }

  private static func message(_ decoder: inout FrameDecoder, _ piece: CapturedPiece) -> DecodedItem
  {
    do throws(FrameError) {
      // Without a direction the type tells: requests are below 0x80.
      if piece.direction == .toPump || (piece.direction == .unknown && isRequest(decoder)) {
        let (header, request) = try decoder.request()
        return DecodedItem(piece, header, request.type.name, request, at: decoder.lastFrameOffset)
      }
      let (header, reply) = try decoder.reply()
      return DecodedItem(piece, header, "\(reply.type)", reply, at: decoder.lastFrameOffset)
    } catch {
      return DecodedItem(piece, error)
    }
  }

  private static func isRequest(_ decoder: FrameDecoder) -> Bool {
    decoder.withContent { content in
      let place = content[0] == 1 ? 1 : 5
      return content.count > place && content[place] < 0x80
    }
  }
}
