// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Check and hold settings of the patient bolus. Nothing changes for the patient. Spec:
/// messages.md, "stagePatientBolus".
public struct StagePatientBolus: Hashable, Sendable {
  /// The settings. `nil`: the patient bolus is off.
  public var settings: PatientBolus?
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  public var overridesSoftLimits: Bool

  /// One from its parts.
  public init(_ settings: PatientBolus?, overridesSoftLimits: Bool = false) {
    self.settings = settings
    self.overridesSoftLimits = overridesSoftLimits
  }
}

extension StagePatientBolus {
  init(from reader: inout ByteReader) {
    settings = PatientBolus.optional(from: &reader)
    overridesSoftLimits = reader.flag()
  }

  func encode(to writer: inout ByteWriter) {
    PatientBolus.encode(settings, to: &writer)
    writer.put(overridesSoftLimits)
  }
}

extension StagePatientBolus: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    if let settings {
      visitor.enter("settings")
      settings.visit(&visitor)
      visitor.leave()
    } else {
      visitor.nothing("settings")
    }
    visitor.flag("overridesSoftLimits", overridesSoftLimits)
  }
}
