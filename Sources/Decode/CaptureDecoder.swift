package import PumpText
import Quantities
import Telemetry

/// Decodes both directions of a conversation, each as its own stream.
package struct CaptureDecoder {
  private var fromPump = FrameDecoder()
  private var toPump = FrameDecoder()
  private var unknown = FrameDecoder()
  private var opener: SessionOpener
  private let face: Face

  /// Opens what is sealed with the keys of a card, if there is one: they are asked for by whose
  /// they are, each time anew, for a key may be changed meanwhile; or with those of a key log. What
  /// keeps a frame closed is said as `face` says it.
  package init(keys: SessionOpener.Keys?, log: [KeyLogLine] = [], face: Face) {
    opener = SessionOpener(keys: keys, log: log)
    self.face = face
  }

  /// The messages and damage in one piece.
  package mutating func decode(_ piece: CapturedPiece) -> [DecodedItem] {
    var decoder = self[piece.direction]
    var items: [DecodedItem] = []
    var position = 0
    while let event = decoder.next(piece.bytes.span, from: &position) {
      switch event {
      case .dropped(let error): items.append(DecodedItem(piece, error))
      case .frame: items.append(item(decoder, piece))
      }
    }
    self[piece.direction] = decoder
    return items
  }

  /// Bytes at the end of a direction that no delimiter closed.
  package var unfinished: [CapturedPiece.Direction] {
    [.fromPump, .toPump, .unknown].filter { self[$0].isInsideFrame }
  }

  /// Gives the keys of the sessions that were opened since this was called last.
  mutating func takeOpenedSessions() -> [KeyLogLine] { opener.takeOpened() }

  /// The line was cut: frames that are not whole are forgotten.
  mutating func interrupted() {
    fromPump.reset()
    toPump.reset()
    unknown.reset()
  }

  private subscript(direction: CapturedPiece.Direction) -> FrameDecoder {
    get {
      switch direction {
      case .fromPump: fromPump
      case .toPump: toPump
      case .unknown: unknown
      }
    }
    set {
      switch direction {
      case .fromPump: fromPump = newValue
      case .toPump: toPump = newValue
      case .unknown: unknown = newValue
      }
    }
  }

  private mutating func item(_ frame: FrameDecoder, _ piece: CapturedPiece) -> DecodedItem {
    var frame = frame
    guard case .sealed(let session, let counter) = frame.envelope else {
      return message(&frame, piece)
    }
    // Type and request id are in the message; envelope and tag are not.
    let length = frame.withContent { $0.count } - 9 - AsconBlock.bytes
    var seal = Seal(counter: counter, messageBytes: length)
    switch opener.open(frame, session: session, piece.direction) {
    case .opened(var opened, let key, let isRepeat):
      seal.state = isRepeat ? .repeated : .opened
      seal.key = key
      var item = message(&opened, piece)
      item.seal = seal
      return item
    case .forged:
      var item = DecodedItem(piece, FrameError(.forged, at: frame.lastFrameOffset))
      seal.state = .forged
      item.session = session
      item.seal = seal
      return item
    case .closed(let reason):
      var item = DecodedItem(piece, at: frame.lastFrameOffset)
      seal.reason = reason.text(face)
      item.session = session
      item.seal = seal
      return item
    }
  }

  private mutating func message(
    _ frame: inout FrameDecoder, _ piece: CapturedPiece
  ) -> DecodedItem {
    do throws(FrameError) {
      // Without a direction the type tells: requests are below 0x80.
      if piece.direction == .toPump || (piece.direction == .unknown && Self.isRequest(frame)) {
        let (header, request) = try frame.request()
        if case .opening(.openSession(let opening)) = request { opener.note(opening) }
        return DecodedItem(piece, header, .request(request), at: frame.lastFrameOffset)
      }
      let (header, reply) = try frame.reply()
      if case .sessionOffered(let offer) = reply { opener.note(offer) }
      return DecodedItem(piece, header, .reply(reply), at: frame.lastFrameOffset)
    } catch {
      return DecodedItem(piece, error)
    }
  }

  private static func isRequest(_ frame: FrameDecoder) -> Bool {
    frame.withMessage { !$0.isEmpty && $0[0] < 0x80 }
  }
}
