package import Decode
import Quantities
import Telemetry
package import Trace

/// Tells the frames of a conversation as a trace has them: with their names, fields and bytes. What
/// is sealed is opened by a card, where there is one. Spec: traces.md.
package struct FrameNotes {
  private var decoder: CaptureDecoder

  /// Notes of a conversation that begins.
  package init(_ decoder: CaptureDecoder) { self.decoder = decoder }

  /// A line of a trace; of a frame, what is in it.
  package mutating func note(_ line: Trace.Line) -> TraceChapter.Note {
    guard case .event(.frame(let way, let bytes)) = line.content else {
      return TraceChapter.Note(line)
    }
    let piece = CapturedPiece(
      direction: way == .toPump ? .toPump : .fromPump, milliseconds: line.link.rawValue,
      bytes: bytes)
    return note(line, decoder.decode(piece))
  }

  /// A piece of a conversation, and what was found in it.
  package mutating func note(
    _ piece: CapturedPiece
  ) -> (note: TraceChapter.Note, items: [DecodedItem]) {
    let way: TraceEvent.FrameWay = piece.direction == .fromPump ? .fromPump : .toPump
    let line = Trace.Line(
      therapy: .zero, link: LinkTime(rawValue: piece.milliseconds ?? 0),
      content: .event(.frame(way, piece.bytes)))
    let items = decoder.decode(piece)
    return (note(line, items), items)
  }

  /// Bytes at the end of a direction that no delimiter closed.
  package var unfinished: [CapturedPiece.Direction] { decoder.unfinished }

  private func note(_ line: Trace.Line, _ items: [DecodedItem]) -> TraceChapter.Note {
    var note = TraceChapter.Note(line)
    if !items.isEmpty { note.words += ": " + items.map(Self.words).joined(separator: "; ") }
    note.details = items.flatMap(Self.details) + note.details
    return note
  }

  /// A frame by its name, and whose it is.
  static func words(_ item: DecodedItem) -> String {
    if let reason = item.dropped { return "damaged: \(reason)" }
    let name = item.message ?? "sealed frame"
    let request = item.request.map { ", request \($0)" } ?? ""
    let session = item.session.map { ", session \($0)" } ?? ""
    let isRepeat = if case .repeated? = item.seal?.state { ", sent again" } else { "" }
    return name + request + session + isRepeat
  }

  private static func details(_ item: DecodedItem) -> [TraceChapter.Fact] {
    var facts: [TraceChapter.Fact] = []
    if let seal = item.seal {
      let key = seal.key.map { ", opened with the \($0)'s key" } ?? ""
      facts.append(
        TraceChapter.Fact(
          "seal", seal.reason ?? "\(seal.state.rawValue), counter \(seal.counter)\(key)"))
    }
    return facts + (item.fields ?? []).map { TraceChapter.Fact($0.name, $0.value.text) }
  }
}
