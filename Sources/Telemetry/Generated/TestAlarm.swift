// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Sound a tone once. Spec: messages.md, "testAlarm".
public struct TestAlarm: Hashable, Sendable {
  /// Which tone.
  public var tone: Tone

  /// One from its parts.
  public init(_ tone: Tone) {
    self.tone = tone
  }
}

extension TestAlarm {
  init(from reader: inout ByteReader) {
    tone = Tone(from: &reader)
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(tone.rawValue)
  }
}

extension TestAlarm: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("tone", tone.wireName)
  }
}
