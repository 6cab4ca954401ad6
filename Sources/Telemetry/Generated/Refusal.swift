// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Not done, and nothing changed. Spec: messages.md, "refused".
public struct Refusal: Error, Hashable, Sendable {
  /// The request that was refused.
  public var request: RequestType
  /// Why.
  public var code: RefusalCode
  /// What was asked for, in the unit of the code; zero where it has none. Unit by the refusal's
  /// code.
  public var asked: UInt64
  /// The limit that stood against it, in the unit of the code; zero where it has none. Unit by the
  /// refusal's code.
  public var limit: UInt64

  /// One from its parts.
  public init(_ request: RequestType, _ code: RefusalCode, asked: UInt64 = 0, limit: UInt64 = 0) {
    self.request = request
    self.code = code
    self.asked = asked
    self.limit = limit
  }
}

extension Refusal {
  init(from reader: inout ByteReader) {
    request = RequestType(from: &reader)
    code = RefusalCode(from: &reader)
    asked = reader.u64()
    limit = reader.u64()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(request.rawValue)
    writer.put(code.rawValue)
    writer.put(asked)
    writer.put(limit)
  }
}

extension Refusal: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("request", request.wireName)
    visitor.choice("code", code.wireName)
    visitor.number("asked", asked)
    visitor.number("limit", limit)
  }
}
