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
      let stored = StoredWords(breach.request.leaves)
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
  private struct StoredWords {
    var name: String
    /// What a pump with it would do.
    var meaning: String
    /// What brings it within the limit.
    var remedy: String

    init(_ part: StoredPart) {
      let infusing = "A pump with it would infuse what this device must not"
      switch part {
      case .patientBolus:
        name = "the patient bolus"
        meaning = "A pump with it would allow the patient what this device must not give"
        remedy = "change or turn off the patient bolus"
      case .bolus, .bolusOfPatient:
        name = part == .bolus ? "the bolus that runs" : "the patient's bolus that runs"
        meaning = infusing
        remedy = "let the bolus end or cancel it"
      case .prime:
        name = "the prime that runs"
        meaning = infusing
        remedy = "let the prime end or cancel it"
      case .bridge:
        name = "the bridge that runs or waits"
        meaning = infusing
        remedy = "let the bridge end or cancel it"
      case .temporary:
        name = "the temporary rate or planned stop that runs"
        meaning = infusing
        remedy = "let it end or end it"
      case .refill:
        name = "the volume of the last refill"
        meaning = "A pump with it would foretell drug that its reservoir cannot hold"
        remedy = "refill the pump within the capacity"
      case .lowAlarm:
        name = "the volume of the low-reservoir alarm"
        meaning =
          "A pump with it would sound with a full reservoir, and an alarm that always "
          + "sounds warns of nothing"
        remedy = "set a lower volume"
      case .silence:
        name = "the silence of the alarms"
        meaning = "A pump with it would keep an alarm from the patient for longer than it may"
        remedy = "end the silence"
      case .catheter:
        name = "the catheter that the pump was told of"
        meaning = "A pump with it would prime and bridge by a volume that nobody knows"
        remedy = "tell the pump of the catheter by a model and lengths of this profile"
      case .programme:
        name = "the programme"
        meaning = infusing
        remedy = "change the programme"
      }
    }
  }
}
