package import Telemetry

extension InfusionMode: NamedChoice {
  /// The mode in words.
  package var words: String {
    switch self {
    case .simpleContinuous: "simple continuous"
    case .minimumRate: "minimum rate"
    case .daySchedule: "day schedule"
    case .periodicBolus: "periodic bolus"
    }
  }
}

extension InfusionKind: NamedChoice {
  /// The infusion in words, without an article.
  package var words: String {
    switch self {
    case .bolus: "bolus"
    case .patientBolus: "patient bolus"
    case .periodicBolus: "periodic bolus"
    case .prime: "prime"
    case .bridge: "bridge"
    }
  }
}

extension PlanNumber {
  /// The plan in words, such as `plan 2`.
  package var words: String { "plan \(rawValue)" }
}

extension PrimedPath: NamedChoice {
  /// The path in words.
  package var words: String {
    switch self {
    case .wholePath: "pump tubing and catheter"
    case .catheter: "the catheter only"
    }
  }
}

extension BridgeDecision: NamedChoice {
  /// What becomes of the old liquid in the path.
  package var words: String {
    switch self {
    case .none: "no bridge"
    case .bridge: "a bridge at the old programme's flow"
    case .flushed: "no bridge, for the path was flushed"
    case .skip: "the bridge skipped"
    }
  }
}

extension SkipReason: NamedChoice {
  /// The reason in words.
  package var words: String {
    switch self {
    case .none: "for no reason given"
    case .catheterRevised: "because the catheter was replaced or revised"
    case .clinicalJudgement: "by clinical judgement"
    case .emergency: "in an emergency"
    }
  }
}

extension ClockReason: NamedChoice {
  /// The reason in words.
  package var words: String {
    switch self {
    case .set: "it was never set, lost or wrong"
    case .correction: "it had drifted"
    case .daylightSaving: "daylight saving time began or ended"
    case .travel: "the patient is in another time zone"
    }
  }
}
