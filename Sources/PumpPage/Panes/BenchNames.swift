import PumpWorld

// What the bench's choices are called.

extension Life.Pace {
  var name: String {
    switch self {
    case .held: "held"
    case .asInLife: "life"
    case .minute: "minute"
    case .hour: "hour"
    case .day: "day"
    }
  }

  init?(name: String) {
    guard let pace = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = pace
  }

  var words: String {
    switch self {
    case .held: "not at all"
    case .asInLife: "as in life"
    case .minute: "a minute a second"
    case .hour: "an hour a second"
    case .day: "a day a second"
    }
  }
}

extension Life.Mishap {
  var name: String {
    switch self {
    case .orderLost: "order-lost"
    case .answerLost: "answer-lost"
    case .tornOut: "torn-out"
    case .orderTwice: "order-twice"
    }
  }

  init?(name: String) {
    guard let mishap = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = mishap
  }

  var words: String {
    switch self {
    case .orderLost: "it is lost on its way"
    case .answerLost: "it is carried out, and the answer is lost"
    case .tornOut: "it is carried out, and the cable is torn out"
    case .orderTwice: "it comes twice"
    }
  }
}

extension PumpStop {
  /// What can be waited for.
  static var choices: [PumpStop] { [.alarm(nil), .nextStep, .bolusEnd, .empty, .patientCalls] }

  var name: String {
    switch self {
    case .alarm: "alarm"
    case .empty: "empty"
    case .nextStep: "next-step"
    case .bolusEnd: "bolus-end"
    case .patientCalls: "patient-calls"
    }
  }

  init?(name: String) {
    guard let stop = Self.choices.first(where: { $0.name == name }) else { return nil }
    self = stop
  }

  var words: String {
    switch self {
    case .alarm: "an alarm sounds"
    case .empty: "the reservoir is empty"
    case .nextStep: "the next step of a schedule"
    case .bolusEnd: "a bolus ends"
    case .patientCalls: "the patient calls"
    }
  }
}
