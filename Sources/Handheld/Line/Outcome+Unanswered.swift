import ProgrammerSession

extension Outcome {
  /// Whether nothing came back from the pump.
  var isUnanswered: Bool {
    switch self {
    case .failed(.noAnswer), .unknown: true
    case .failed(.notOpen), .failed(.noKey), .failed(.notAuthenticated), .failed(.unsettled),
      .failed(.contradiction), .reply, .refused, .doneUnheard, .notDone:
      false
    }
  }
}
