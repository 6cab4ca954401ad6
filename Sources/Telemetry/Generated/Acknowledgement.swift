// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Done, and durable. Spec: messages.md, "acknowledged".
public struct Acknowledgement: Hashable, Sendable {
  /// The request that was carried out.
  public var request: RequestType
  /// Therapy time since the factory at which it took effect. Unit s.
  public var therapySeconds: UInt32
  /// Cancel bolus, cancel bridge and stop: the drug of the infusion that is no longer given,
  /// rounded down. Otherwise zero. Unit ng.
  public var withheldNanograms: UInt32

  /// One from its parts.
  public init(_ request: RequestType, therapySeconds: UInt32, withheldNanograms: UInt32 = 0) {
    self.request = request
    self.therapySeconds = therapySeconds
    self.withheldNanograms = withheldNanograms
  }
}

extension Acknowledgement {
  init(from reader: inout ByteReader) {
    request = RequestType(from: &reader)
    therapySeconds = reader.u32()
    withheldNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(request.rawValue)
    writer.put(therapySeconds)
    writer.put(withheldNanograms)
  }
}

extension Acknowledgement: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("request", request.wireName)
    visitor.number("therapySeconds", therapySeconds)
    visitor.number("withheldNanograms", withheldNanograms)
  }
}
