import Telemetry

// Names that archives and captures hold for good. They are told from the names of cases, which may
// change, and from those of scripts, which are others in part.

extension ReplyType {
  /// The name of an answer where it is stored or decoded.
  var storedName: String {
    switch self {
    case .identity: "identity"
    case .sessionOpened: "sessionOpened"
    case .sessionOffered: "sessionOffered"
    case .noSession: "noSession"
    case .interrogation: "interrogation"
    case .status: "status"
    case .therapy: "therapy"
    case .dayPlan: "dayPlan"
    case .patientBolus: "patientBolus"
    case .logPage: "logPage"
    case .forecast: "forecast"
    case .staged: "staged"
    case .refill: "refill"
    case .acknowledged: "acknowledged"
    case .refused: "refused"
    }
  }
}

extension BridgeDecision {
  /// The decision's name in an archive.
  var storedName: String {
    switch self {
    case .none: "none"
    case .bridge: "bridge"
    case .flushed: "flushed"
    case .skip: "skip"
    }
  }
}

extension SkipReason {
  /// The reason's name in an archive.
  var storedName: String {
    switch self {
    case .none: "none"
    case .catheterRevised: "catheterRevised"
    case .clinicalJudgement: "clinicalJudgement"
    case .emergency: "emergency"
    }
  }
}
