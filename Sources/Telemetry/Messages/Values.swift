public import Quantities

// What follows from the fields of values that are made from the specification.

extension StartBolus {
  /// The dose.
  public var dose: Picograms { Picograms(nanograms: nanograms) }
  /// The time over which it is given.
  public var duration: Milliseconds { Milliseconds(rawValue: UInt64(milliseconds)) }
}

extension InfusionKind {
  /// Whether the basal infusion waits while it runs.
  public var replacesBasal: Bool {
    switch self {
    case .prime, .bridge: true
    case .bolus, .patientBolus, .periodicBolus: false
    }
  }

  /// What a status says of it, which does not tell one bolus from another.
  public var inStatus: RunningInfusion {
    switch self {
    case .bolus, .patientBolus, .periodicBolus: .bolus
    case .prime: .prime
    case .bridge: .bridge
    }
  }
}

extension RefusalCode {
  /// Whether the clinician may confirm going beyond it.
  public var isSoftLimit: Bool { kind == .soft }
}
