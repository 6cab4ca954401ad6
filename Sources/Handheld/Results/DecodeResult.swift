package import Decode
package import Trace
package import VerbOutput

/// The messages in a capture, for people and for programs.
package struct DecodeResult: VerbResult {
  package let items: [DecodedItem]
  package let unfinished: [CapturedPiece.Direction]

  package init(items: [DecodedItem], unfinished: [CapturedPiece.Direction]) {
    self.items = items
    self.unfinished = unfinished
  }

  struct JSON: Encodable {
    let frames: [DecodedItem]
    let dropped: Int
    let closed: Int
    let unfinished: [CapturedPiece.Direction]
  }

  package var dropped: Int { items.count { $0.dropped != nil } }
  /// Frames that stay sealed.
  var closed: Int { items.count { $0.seal?.state == .closed } }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(frames: items, dropped: dropped, closed: closed, unfinished: unfinished)
  }

  package var words: String {
    var text = items.map(Self.words).joined()
    for direction in unfinished { text += "\(Self.arrow(direction)) an unfinished frame\n" }
    let sealed = closed == 0 ? "" : ", \(closed) sealed"
    return text + "\(items.count - dropped - closed) messages\(sealed), \(dropped) dropped\n"
  }

  /// It as a part of a trace file.
  /// - Parameter file: What the capture is called.
  package func chapter(of file: String, _ notes: [TraceChapter.Note]) -> TraceChapter {
    var chapter = TraceChapter("Capture \(file)")
    let summary = words.split(separator: "\n").last.map(String.init) ?? ""
    let isWhole = dropped == 0 && unfinished.isEmpty
    chapter.facts = [TraceChapter.Fact("result", isWhole ? summary : "FAILED: \(summary)")]
    for direction in unfinished {
      chapter.facts.append(TraceChapter.Fact("unfinished frame", direction.rawValue))
    }
    chapter.notes = notes
    return chapter
  }

  private static func words(_ item: DecodedItem) -> String {
    let time = item.milliseconds.map { "\($0) ms " } ?? "@\(item.offset) "
    let session =
      (item.session.map { " session \(String($0, radix: 16))" } ?? "")
      + (item.seal.map { " counter \($0.counter)" } ?? "")
    // Why it is no frame is said here already.
    let comments = item.comments.filter { item.dropped == nil || !$0.hasPrefix("dropped: ") }
      .map { "    # \($0)\n" }.joined()
    if let dropped = item.dropped {
      return "\(time)\(arrow(item.direction)) DROPPED \(dropped)\(session)\n\(comments)"
    }
    guard let message = item.message else {
      let length = item.seal.map { ", \($0.messageBytes) bytes" } ?? ""
      return "\(time)\(arrow(item.direction)) SEALED\(session)\(length)\n"
        + "    \(item.seal?.reason ?? "")\n\(comments)"
    }
    let again = item.seal?.state == .repeated ? " REPEATED" : ""
    let list = item.fields ?? []
    let fields = list.map { "    \($0.name) = \($0.value.text)\n" }.joined()
    let name = "\(message) #\(item.request ?? 0)\(session)\(again)"
    return "\(time)\(arrow(item.direction)) \(name)\n"
      + (list.count == 1 && list[0].name == "value" ? "" : fields) + comments
  }

  private static func arrow(_ direction: CapturedPiece.Direction) -> String {
    switch direction {
    case .toPump: ">"
    case .fromPump: "<"
    case .unknown: "?"
    }
  }
}
