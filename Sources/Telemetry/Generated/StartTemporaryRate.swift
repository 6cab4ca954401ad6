// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

public import Quantities

/// Infuse at another rate, or not at all, for some time in place of the programme's basal infusion.
/// Spec: messages.md, "startTemporaryRate".
public struct StartTemporaryRate: Hashable, Sendable {
  /// The rate; zero for a planned stop.
  public var dose: DoseRate
  /// How long it lasts, in therapy time. Unit min, 1 or more.
  public var minutes: UInt16
  /// Why.
  public var reason: TemporaryReason
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  public var overridesSoftLimits: Bool
  /// The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing
  /// was confirmed. The pump compares it with its own. Unit ng.
  public var confirmedNanograms: UInt32

  /// One from its parts.
  public init(
    dose: DoseRate, minutes: UInt16, reason: TemporaryReason, overridesSoftLimits: Bool = false,
    confirmedNanograms: UInt32 = 0
  ) {
    self.dose = dose
    self.minutes = minutes
    self.reason = reason
    self.overridesSoftLimits = overridesSoftLimits
    self.confirmedNanograms = confirmedNanograms
  }
}

extension StartTemporaryRate {
  init(from reader: inout ByteReader) {
    dose = reader.doseRate()
    minutes = reader.u16()
    if minutes == 0 { reader.reject() }
    reason = TemporaryReason(from: &reader)
    overridesSoftLimits = reader.flag()
    confirmedNanograms = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(dose.nanogramsPerDay)
    writer.put(minutes)
    writer.put(reason.rawValue)
    writer.put(overridesSoftLimits)
    writer.put(confirmedNanograms)
  }
}

extension StartTemporaryRate: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("dose.nanogramsPerDay", dose.nanogramsPerDay)
    visitor.number("minutes", minutes)
    visitor.choice("reason", reason.wireName)
    visitor.flag("overridesSoftLimits", overridesSoftLimits)
    visitor.number("confirmedNanograms", confirmedNanograms)
  }
}
