// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What orders say that say no more than what was confirmed: resume, cancelBridge.
public struct ConfirmedOrder: Hashable, Sendable {
  /// The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing
  /// was confirmed. The pump compares it with its own. Unit ng.
  public var confirmedNanograms: UInt32

  /// One from its parts.
  public init(confirmedNanograms: UInt32 = 0) {
    self.confirmedNanograms = confirmedNanograms
  }
}

extension ConfirmedOrder {
  init(from reader: inout ByteReader) {
    confirmedNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(confirmedNanograms)
  }
}

extension ConfirmedOrder: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("confirmedNanograms", confirmedNanograms)
  }
}
