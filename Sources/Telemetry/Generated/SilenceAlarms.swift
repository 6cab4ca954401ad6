// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Silence the tones of the alarms that are active. Spec: messages.md, "silenceAlarms".
public struct SilenceAlarms: Hashable, Sendable {
  /// For how long; zero ends a silence. Unit min.
  public var minutes: UInt16

  /// One from its parts.
  public init(minutes: UInt16) {
    self.minutes = minutes
  }
}

extension SilenceAlarms {
  init(from reader: inout ByteReader) {
    minutes = reader.u16()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(minutes)
  }
}

extension SilenceAlarms: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("minutes", minutes)
  }
}
