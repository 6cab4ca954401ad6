import PumpText
import Telemetry

/// What is said of a stored memory that is beyond a hard limit of its pump's profile.
extension StateFile {
  /// What a state file is read for.
  enum Purpose {
    /// To switch its pump on.
    case switchOn
    /// To put its pump in the place of one that runs.
    case restore

    /// What is stored and what the profile allows, what that means for the therapy, what to do.
    func words(for breach: Refusal) -> String {
      let stored = StoredPart(breach.request)
      let meanwhile =
        switch self {
        case .switchOn: "so it is not switched on, no drug flows and nothing was changed"
        case .restore: "so the pump that runs goes on as it is, and nothing was changed"
        }
      return "\(stored.name) in the pump's memory is beyond a hard limit of the profile: "
        + "\(breach.sentence). \(stored.meaning), \(meanwhile). Switch it on with the profile it "
        + "was kept with; to have it run with this one, first \(stored.remedy) there"
    }
  }

  /// Something in a pump's memory that has a hard limit, in words.
  private struct StoredPart {
    var name: String
    /// What a pump with it would do.
    var meaning: String
    /// What brings it within the limit.
    var remedy: String

    /// What comes to be by a request.
    init(_ request: RequestType) {
      let infusing = "A pump with it would infuse what this device must not"
      switch request {
      case .stagePatientBolus:
        name = "the patient bolus"
        meaning = "A pump with it would allow the patient what this device must not give"
        remedy = "change or turn off the patient bolus"
      case .startBolus, .requestBolus:
        name = request == .startBolus ? "the bolus that runs" : "the patient's bolus that runs"
        meaning = infusing
        remedy = "let the bolus end or cancel it"
      case .startPrime:
        name = "the prime that runs"
        meaning = infusing
        remedy = "let the prime end or cancel it"
      case .startBridge:
        name = "the bridge that runs or waits"
        meaning = infusing
        remedy = "let the bridge end or cancel it"
      case .stageRefill:
        name = "the volume of the last refill"
        meaning = "A pump with it would foretell drug that its reservoir cannot hold"
        remedy = "refill the pump within the capacity"
      case .setLowAlarm:
        name = "the volume of the low-reservoir alarm"
        meaning =
          "A pump with it would sound with a full reservoir, and an alarm that always "
          + "sounds warns of nothing"
        remedy = "set a lower volume"
      case .silenceAlarms:
        name = "the silence of the alarms"
        meaning = "A pump with it would keep an alarm from the patient for longer than it may"
        remedy = "end the silence"
      // A programme, and what nothing that is stored comes from.
      case .stageTherapy, .stageDayPlan, .commit, .identify, .openSession, .closeSession,
        .confirmSession, .interrogate, .readStatus, .readTherapy, .readDayPlan, .readPatientBolus,
        .readLog, .readForecast, .readBack, .readRefill, .discard, .cancelBolus, .stop, .resume,
        .cancelBridge, .setClock, .testAlarm, .rotateKey, .emergencyRate:
        name = "the programme"
        meaning = infusing
        remedy = "change the programme"
      }
    }
  }
}
