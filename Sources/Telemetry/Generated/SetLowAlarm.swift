// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Set the volume of the low-reservoir alarm. Spec: messages.md, "setLowAlarm".
public struct SetLowAlarm: Hashable, Sendable {
  /// The volume at or below which the alarm sounds. Unit nL.
  public var nanolitres: UInt32

  /// One from its parts.
  public init(nanolitres: UInt32) {
    self.nanolitres = nanolitres
  }
}

extension SetLowAlarm {
  init(from reader: inout ByteReader) {
    nanolitres = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(nanolitres)
  }
}

extension SetLowAlarm: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("nanolitres", nanolitres)
  }
}
