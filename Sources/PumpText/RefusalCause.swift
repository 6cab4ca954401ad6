package import Telemetry

extension RefusalDelay {
  /// What a person is told who waits for it.
  package var words: String {
    switch self {
    case .storing: "the pump is storing something and takes no request yet; it is asked again"
    case .wrongKeys:
      "the pump makes everybody wait after wrong keys; it is asked again, leave the head where it "
        + "is"
    }
  }

  /// What it means that a head in contact is refused the emergency for it.
  package var emergencyDoubt: String {
    switch self {
    case .storing: "it may be that its memory fails"
    case .wrongKeys:
      "no pump says so to a head in contact, so somebody else may answer in its place"
    }
  }
}

extension RefusalCode {
  /// How a program ends that reports it.
  package var exitStatus: ProgramExitStatus {
    switch cause {
    // No pump is at fault.
    case .misread: .protocolViolation
    case .delay, .ruling: .refused
    }
  }
}
