import Quantities
import Telemetry

/// A part of a trace file: what happened to one pump, or on one line, and what of it is known.
/// Spec: traces.md.
package struct TraceChapter: Hashable, Sendable {
  /// Something by its name.
  package struct Fact: Hashable, Sendable {
    package var name: String
    package var value: String

    /// A fact from its parts.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Something that happened, with what there is to say of it.
  package struct Note: Hashable, Sendable {
    package var moment: TraceMoment
    /// What it was: one line.
    package var words: String
    /// More of it: fields of a message, its bytes.
    package var details: [Fact]

    /// A note from its parts.
    package init(_ moment: TraceMoment, _ words: String, details: [Fact] = []) {
      self.moment = moment
      self.words = words
      self.details = details
    }

    /// A line of a trace; a frame has its bytes with it.
    package init(_ line: Trace.Line) {
      self.init(TraceMoment(therapy: line.therapy, link: line.link), line.content.words)
      if case .event(.frame(_, let bytes)) = line.content {
        details = [Fact(Self.bytes, Self.hexadecimal(bytes))]
      }
    }

    /// The name under which a frame has its bytes.
    package static var bytes: String { "bytes" }

    /// Bytes, two digits each.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
      let digits = Array("0123456789abcdef".utf8)
      var text: [UInt8] = []
      for byte in bytes {
        if !text.isEmpty { text.append(0x20) }
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
      }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// What it is called.
  package var title: String
  /// What is known of it: where it is from, its seed, what came of it.
  package var facts: [Fact] = []
  /// What happened, in its order.
  package var notes: [Note] = []

  /// A chapter in which nothing has happened yet.
  package init(_ title: String) { self.title = title }

  /// Something that held or was done as it should be.
  package static func passed(_ words: String) -> String { TraceWords.passed + words }

  /// Something that does not hold.
  package static func failed(_ words: String) -> String { TraceWords.failed + words }

  // MARK: As text

  static var mark: String { "# PumpLink trace " }
  static var version: UInt64 { 1 }
  static var titleName: String { "title" }
  static var countName: String { "entries" }

  /// The lines before what happened, for a file that is written as it happens.
  package var head: String { head(entries: nil) }

  private func head(entries: Int?) -> String {
    var text = Self.mark + "\(Self.version)\n"
    // First, so that a file that is cut short can be told from a whole one.
    if let entries { text += Self.line(Fact(Self.countName, "\(entries)")) }
    text += Self.line(Fact(Self.titleName, title))
    for fact in facts { text += Self.line(fact) }
    return text
  }

  /// All of it as text.
  package var text: String {
    var text = head(entries: notes.count)
    for note in notes { text += note.text }
    return text
  }

  private static func line(_ fact: Fact) -> String {
    "# " + fact.name + ": " + oneLine(fact.value) + "\n"
  }

  /// Text that is on one line whatever it was before.
  static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }
}

extension TraceChapter.Note {
  /// The note as text: its line, and a line for each detail.
  package var text: String {
    var text = moment.text + TraceChapter.oneLine(words) + "\n"
    for detail in details {
      text += "    " + detail.name + ": " + TraceChapter.oneLine(detail.value) + "\n"
    }
    return text
  }
}
