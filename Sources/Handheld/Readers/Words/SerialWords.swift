package import PumpText
package import SerialLink

/// What went wrong with a port, for a person.
package enum SerialWords {
  package static func exitStatus(_ error: SerialError) -> ProgramExitStatus {
    switch error.kind {
    case .notFound, .notATerminal, .busy, .notPermitted, .timedOut, .unusableName,
      .noTerminals:
      .unavailable
    case .unplugged, .unsupported, .full, .other: .io
    }
  }

  package static func sentence(_ error: SerialError) -> FaceText {
    switch error.kind {
    case .notFound, .busy, .notPermitted, .notATerminal, .timedOut, .unusableName,
      .noTerminals:
      "\(error.description)\(holder(error)). The pump's therapy is not affected. "
        + "\(.listPorts) lists the ports there are."
    case .unplugged, .unsupported, .full, .other:
      "\(error.description). The pump goes on with the therapy it has."
    }
  }

  /// Who has the port, when somebody has.
  private static func holder(_ error: SerialError) -> String {
    guard error.kind == .busy, let holder = PortHolder(of: error.path) else { return "" }
    return " (`\(holder.command)`, process \(holder.process))"
  }
}
