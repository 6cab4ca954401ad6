public import Telemetry

/// What went wrong on the programmer's side of the conversation. Refusals by the pump are not here:
/// they are answers.
public enum SessionError: Error, Hashable, Sendable {
  /// A request was made that needs an open session, and none is open.
  case notOpen
  /// A session was to be opened, and there is no key to open it with.
  case noKey
  /// The pump offered a session, and did not answer the proof of the key: it has another key for
  /// this role, or is another pump, or the link lost every answer. A pump says no more about it.
  case notAuthenticated
  /// An order was given while the outcome of an earlier one is unknown.
  case unsettled(RequestType)
  /// The pump's answer, sealed in the session, is none to what was asked: the far side does not
  /// keep to the protocol.
  case contradiction(to: RequestType)
  /// No valid answer came in time, after all tries.
  case noAnswer(to: RequestType, heard: Heard)

  /// What came from the port while an answer was awaited.
  public enum Heard: UInt8, Hashable, Sendable {
    /// Not a single byte.
    case nothing
    /// Bytes, but no frame of this protocol.
    case garbage
    /// Our own requests, sent back.
    case echo
    /// Frames of this protocol that answer something else.
    case otherAnswers
  }
}

/// How a request ended.
public enum Outcome: Equatable, Sendable {
  /// The pump answered.
  case reply(Reply)
  /// The pump refused, and nothing changed.
  case refused(Refusal)
  /// The answer was lost, and the pump's status shows that the order was carried out.
  case doneUnheard
  /// The answer was lost or that of a pump without our session, and the pump's status shows that
  /// the order was not carried out and cannot be any more.
  case notDone
  /// The answer was lost, and no status could be read that tells. Nobody knows.
  case unknown
  /// It was not sent, or it was no order and got no answer.
  case failed(SessionError)
}

/// What the session wants done.
public enum SessionAction: Equatable, Sendable {
  /// Send ``ProgrammerSession/withTransmission(_:)`` over the link.
  case transmit
  /// The request ended.
  case finished(Outcome)
}

/// An order whose answer was lost.
public struct UnsettledOrder: Hashable, Sendable {
  /// What was ordered.
  public let request: RequestType
  /// How the pump names it in `Status.lastApplied` if it carried it out.
  public let command: AppliedCommand
  /// Until when on its link clock the pump may have carried it out.
  public let notAfter: UInt32

  /// An order from its parts.
  public init(request: RequestType, command: AppliedCommand, notAfter: UInt32) {
    self.request = request
    self.command = command
    self.notAfter = notAfter
  }
}
