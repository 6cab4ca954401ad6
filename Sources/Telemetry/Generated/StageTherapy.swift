// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Check and hold a programme. Nothing changes for the patient. Spec: messages.md, "stageTherapy".
public struct StageTherapy: Hashable, Sendable {
  /// The programme.
  public var therapy: Therapy
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  public var overridesSoftLimits: Bool

  /// One from its parts.
  public init(_ therapy: Therapy, overridesSoftLimits: Bool = false) {
    self.therapy = therapy
    self.overridesSoftLimits = overridesSoftLimits
  }
}

extension StageTherapy {
  init(from reader: inout ByteReader) {
    therapy = Therapy(from: &reader)
    overridesSoftLimits = reader.flag()
  }

  func encode(to writer: inout ByteWriter) {
    therapy.encode(to: &writer)
    writer.put(overridesSoftLimits)
  }
}

extension StageTherapy: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.enter("therapy")
    therapy.visit(&visitor)
    visitor.leave()
    visitor.flag("overridesSoftLimits", overridesSoftLimits)
  }
}
