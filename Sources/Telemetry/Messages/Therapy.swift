public import Quantities

/// How the pump infuses while it runs.
public enum InfusionMode: UInt8, Hashable, Sendable {
  /// One dose rate, day and night.
  case simpleContinuous = 1
  /// The flow that keeps the catheter open and has no effect; the device profile sets it.
  case minimumRate = 2
}

/// A programme of infusion as it is staged, read back and committed.
///
/// Spec: messages.md, "Therapy".
public struct Therapy: Hashable, Sendable {
  /// How the pump infuses.
  public var mode: InfusionMode
  /// The dose of simple continuous infusion; zero in minimum rate, whose flow is fixed.
  public var dose: DoseRate

  /// Simple continuous infusion of a dose.
  public static func simpleContinuous(_ dose: DoseRate) -> Therapy {
    Therapy(mode: .simpleContinuous, dose: dose)
  }

  /// Minimum rate.
  public static var minimumRate: Therapy { Therapy(mode: .minimumRate, dose: .zero) }

  private init(mode: InfusionMode, dose: DoseRate) {
    self.mode = mode
    self.dose = dose
  }

  package init(from reader: inout ByteReader) {
    let mode = InfusionMode(rawValue: reader.u8())
    if mode == nil { reader.reject() }
    let dose = DoseRate(nanogramsPerDay: reader.u32())
    // Minimum rate carries no dose: a dose beside it would be one that is not given.
    if dose == nil || (mode == .minimumRate && dose != .zero) { reader.reject() }
    self.init(mode: mode ?? .minimumRate, dose: dose ?? .zero)
  }

  package func encode(to writer: inout ByteWriter) {
    writer.put(mode.rawValue)
    writer.put(dose.nanogramsPerDay)
  }
}

/// The drug in the reservoir.
public enum DrugCode: UInt8, Hashable, Sendable {
  /// Baclofen for intrathecal use.
  case baclofen = 1
}
