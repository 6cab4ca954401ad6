// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Some entries of the event log. Spec: messages.md, "readLog".
public struct ReadLog: Hashable, Sendable {
  /// The sequence number of the first entry wanted.
  public var first: UInt32

  /// One from its parts.
  public init(from first: UInt32) {
    self.first = first
  }
}

extension ReadLog {
  init(from reader: inout ByteReader) {
    first = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(first)
  }
}

extension ReadLog: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("first", first)
  }
}
