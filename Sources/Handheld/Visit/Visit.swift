package import Clinic
package import ProgrammerSession
import PumpText
import Quantities
import SerialLink
package import Telemetry

/// One visit: the programmer over one pump, from identification to the end of the session.
package struct Visit {
  package let connection: PumpConnection
  /// Who the pump said it is.
  package let identity: Identity

  /// Identifies the pump and nothing else.
  package init(
    identifying place: PumpPlace, card: KeyCard? = nil, role: Role = .clinician,
    timings: SessionTimings = SessionTimings()
  ) throws {
    CrashPoint.arm(place.crash)
    let capture = try place.capture.map { try Capture(appendingTo: $0) }
    connection = try PumpConnection(
      place.address, capture: capture, recorder: VisitRecorder(path: place.archive), card: card,
      role: role, timings: timings)
    guard
      case .identity(let identity) = try Self.reply(
        connection.perform(.opening(.identify)), connection)
    else { throw Self.surprise(connection) }
    self.identity = identity
    connection.expect(identity.serial)
  }

  /// Identifies the pump, checks it against its card and this build, and opens a session.
  package static func begin(
    _ access: PumpAccess, role: Role = .clinician, timings: SessionTimings = SessionTimings()
  ) throws -> Visit {
    let card = try KeyCard(reading: access.card)
    let visit = try Visit(identifying: access.place, card: card, role: role, timings: timings)
    try visit.check(card.contents)
    guard case .sessionOpened = try reply(visit.connection.openSession(), visit.connection) else {
      throw surprise(visit.connection)
    }
    return visit
  }

  /// Ends the session, at any time: after an error too, whatever was lost by it.
  package func end() { connection.close() }

  private func check(_ card: ImplantCard) throws {
    let own = ProtocolVersion.current
    guard identity.protocolVersion.major == own.major else {
      throw ProgrammerError(
        .protocolViolation,
        "the pump speaks protocol \(identity.protocolVersion.major), and this programmer "
          + "\(own.major). Nothing was changed; use a programmer of the pump's version")
    }
    guard identity.schema == Schema.hash else {
      throw ProgrammerError(
        .protocolViolation,
        "the pump and this programmer were built for different message layouts. "
          + "Nothing was changed; use a programmer of the pump's version")
    }
    guard identity.serial.string == card.serial else {
      throw ProgrammerError(
        .configuration,
        "the card is for pump \(card.serial), and pump \(identity.serial.string) answered. "
          + "Nothing was changed; make sure this is the right patient")
    }
  }

  // MARK: Requests

  /// Everything a clinician reviews.
  package func interrogate() throws -> Interrogation {
    guard case .interrogation(let body) = try reply(.query(.interrogate)) else { throw surprise }
    return body
  }

  /// The committed programme.
  package func therapy() throws -> TherapyReport {
    guard case .therapy(let body) = try reply(.query(.readTherapy)) else { throw surprise }
    return body
  }

  /// Shows what would change and asks; a programme that is not confirmed does not stay staged.
  package func confirm(_ preview: String, question: String, yes: Bool) throws -> Yes {
    do {
      let agreed = try Question.confirm(preview, question: question, yes: yes)
      connection.recorder.confirmed(preview, by: agreed.by)
      return agreed
    } catch {
      end()
      throw error
    }
  }

  /// An order that was carried out.
  package struct Done {
    /// The pump's answer; `nil` when it was lost, and the status showed that the order was done.
    package let answer: Acknowledgement?
    /// What the pump said afterwards; `nil` when it could not be asked any more.
    package let after: Interrogation?

    /// The moment of therapy at which the order took effect, if it is known.
    package var therapySeconds: UInt32? {
      answer?.therapySeconds ?? after?.lastApplied?.therapySeconds
    }
  }

  /// Gives an order that was consented to, reads the pump back, and ends the session.
  package func order(
    _ consent: Consent, further: (Interrogation) -> Void = { _ in }
  ) throws -> Done {
    try give(.consented(consent), further: further)
  }

  /// Gives an order that a yes is enough for, reads the pump back, and ends the session.
  package func order(
    _ order: PlainOrder, _ agreed: Yes, further: (Interrogation) -> Void = { _ in }
  ) throws -> Done {
    try give(.plain(order, agreed), further: further)
  }

  /// Gives an order, reads the pump back, and ends the session.
  ///
  /// Once the order is done nothing that follows can turn it into a failure: somebody would give it
  /// a second time. `further` reads more of the pump before the session ends.
  private func give(
    _ order: PermittedOrder, further: (Interrogation) -> Void
  ) throws -> Done {
    let outcome = try connection.order(order)
    let answer: Acknowledgement?
    if case .doneUnheard = outcome {
      answer = nil
    } else {
      do {
        guard case .acknowledged(let body) = try Self.reply(outcome, connection) else {
          throw surprise
        }
        answer = body
      } catch {
        // What was not done is over; the next programmer is to find the pump free.
        end()
        throw error
      }
    }
    let after = try? interrogate()
    if after == nil {
      StandardStreams.error(
        "programmer: the order is done, but the pump could not be read back afterwards\n")
    }
    after.map(further)
    end()
    return Done(answer: answer, after: after)
  }

  /// Carries out a request that changes no therapy; what is no answer to it is thrown.
  package func reply(_ request: Request) throws -> Reply {
    try Self.reply(connection.perform(request), connection)
  }

  package static func reply(_ outcome: Outcome, _ connection: PumpConnection) throws -> Reply {
    switch outcome {
    case .reply(let reply): return reply
    case .refused(let refusal): throw OutcomeWords.error(refusal)
    case .notDone: throw ProgrammerError(.refused, OutcomeWords.notDone)
    case .unknown:
      throw ProgrammerError(.unknown, OutcomeWords.unknown(connection.unsettled))
    case .failed(.unsettled):
      throw ProgrammerError(.unknown, OutcomeWords.unknown(connection.unsettled))
    case .failed(let error):
      throw OutcomeWords.error(error, port: connection.name, role: connection.role)
    case .doneUnheard: throw surprise(connection)
    }
  }

  package var surprise: ProgrammerError { Self.surprise(connection) }

  private static func surprise(_ connection: PumpConnection) -> ProgrammerError {
    ProgrammerError(
      .protocolViolation,
      "\(connection.name): the answer was of the wrong kind. Nothing more was sent")
  }
}
