package import PumpPlant
import Quantities

extension PatientReading.Drowsiness {
  /// How awake somebody is, in a few words.
  package var words: String {
    switch self {
    case .awake: "awake"
    case .drowsy: "drowsy"
    case .stupor: "hard to wake"
    case .coma: "COMA"
    }
  }
}

extension PatientReading.Withdrawal {
  /// How far a withdrawal has come, in a few words.
  package var words: String {
    switch self {
    case .none: "-"
    case .itchAndTone: "itching, tone"
    case .feverAndMind: "fever, confused"
    case .rhabdomyolysis: "MUSCLE BREAKDOWN"
    }
  }
}

extension PatientCall.Reason {
  /// What made somebody call, in a few words.
  package var words: String {
    switch self {
    case .tones: "the pump's tones"
    case .withdrawal: "withdrawal"
    case .drowsiness: "drowsiness"
    }
  }
}
