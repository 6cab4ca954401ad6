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

extension TemporaryReason: NamedChoice {
  /// The reason in words.
  package var words: String {
    switch self {
    case .imaging: "for an examination"
    case .procedure: "for a procedure"
    case .sideEffects: "because of side effects"
    case .illness: "because of an illness"
    case .other: "for another reason"
    }
  }
}

extension TemporaryEnd: NamedChoice {
  /// How it ended, in words.
  package var words: String {
    switch self {
    case .time: "its time was over"
    case .order: "it was ended by an order"
    case .stop: "delivery was stopped"
    case .emergency: "the pump was taken to minimum rate"
    case .failure: "delivery ended for good"
    case .clockLost: "the clock by which it was to end was lost"
    }
  }
}

extension ClockReason: NamedChoice {
  /// What a correction is for, as people type it.
  package var name: String { self == .correction ? "drift" : snakeName }

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

extension SpinalLevel: NamedChoice {
  /// The level as it is written, such as `T10`.
  package var words: String { self == .unknown ? "not told" : "\(wireName)".uppercased() }

  /// The level of a vertebra as people write it, in either case; `nil` for anything else.
  package init?(vertebra text: String) {
    self.init(name: text.lowercased())
    if self == .unknown { return nil }
  }
}

extension CatheterReason: NamedChoice {
  /// The reason in words.
  package var words: String {
    switch self {
    case .implant: "implanted with the pump"
    case .catheterReplaced: "the catheter was replaced"
    case .catheterTrimmed: "a piece of it was cut off"
    case .tipMoved: "its tip was moved"
    case .pumpReplaced: "the pump was replaced"
    case .corrected: "what was told before was wrong"
    }
  }
}

extension PathContent: NamedChoice {
  /// What lies in the path then, in words.
  package var words: String {
    switch self {
    case .asItWas: "the path holds what it held"
    case .catheterEmpty: "no drug in the catheter"
    case .pathEmpty: "no drug in the path"
    }
  }
}
