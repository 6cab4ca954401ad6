// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Make all that is staged the therapy, at once. Spec: messages.md, "commit".
public struct Commit: Hashable, Sendable {
  /// The token of the read-back that was confirmed; anything staged since has given all of it
  /// another.
  public var token: UInt32
  /// The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing
  /// was confirmed. The pump compares it with its own. Unit ng.
  public var confirmedNanograms: UInt32

  /// One from its parts.
  public init(token: UInt32, confirmedNanograms: UInt32 = 0) {
    self.token = token
    self.confirmedNanograms = confirmedNanograms
  }
}

extension Commit {
  init(from reader: inout ByteReader) {
    token = reader.u32()
    confirmedNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(token)
    writer.put(confirmedNanograms)
  }
}

extension Commit: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("token", token)
    visitor.number("confirmedNanograms", confirmedNanograms)
  }
}
