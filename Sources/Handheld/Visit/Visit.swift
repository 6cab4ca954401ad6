package import Clinic
package import ClinicText
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
  /// What is known of drugs.
  package let drugs: DrugLibrary

  /// Identifies the pump and nothing else.
  package init(
    identifying place: PumpPlace, card: KeyCard? = nil, role: Role = .clinician,
    timings: SessionTimings = SessionTimings()
  ) throws {
    ProgrammerCrashPoint.arm(place.crash)
    drugs = place.drugs
    let records = try LineRecords(place, card: card)
    let identified: Outcome
    (connection, identified) = try LineWait(place.line).identify {
      try PumpConnection(
        place.address, face: place.face, records: records,
        recorder: VisitRecorder(path: place.archive, face: place.face), card: card, role: role,
        timings: timings, wishes: place.line)
    }
    guard case .identity(let identity) = try Self.reply(identified, connection) else {
      throw Self.surprise(connection)
    }
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
    switch PumpMismatch(identity, cardSerial: ShortText(string: card.serial)) {
    case nil: return
    case .protocolVersion:
      throw ProgrammerError(
        .protocolViolation,
        "the pump speaks protocol \(identity.protocolVersion.major), and this programmer "
          + "\(ProtocolVersion.current.major). Nothing was changed; use a programmer of the pump's "
          + "version")
    case .schema:
      throw ProgrammerError(
        .protocolViolation,
        "the pump and this programmer were built for different message layouts. "
          + "Nothing was changed; use a programmer of the pump's version")
    case .serial:
      throw ProgrammerError(
        .configuration,
        "the card is for pump \(card.serial), and pump \(identity.serial.string) answered. "
          + "Nothing was changed; make sure this is the right patient")
    }
  }

  // MARK: Requests

  /// Everything a clinician reviews.
  package func interrogate() throws -> Interrogation {
    guard let body = try read([.interrogate]).now else { throw surprise }
    return body
  }

  /// The committed programme.
  package func therapy() throws -> TherapyReport {
    guard let body = try read([.therapy]).report else { throw surprise }
    return body
  }

  /// The committed programme with its plans.
  package func programme() throws -> Programme {
    guard let body = try read([.therapy, .plans(staged: nil)]).programme else { throw surprise }
    return body
  }

  /// The patient bolus that is set, and what was used of it.
  package func patientBolus() throws -> PatientBolusReport {
    guard let body = try read([.patientBolus(.committed)]).patientBolus else { throw surprise }
    return body
  }

  /// What the pump tells the patient's role. An order of which it is not known whether it was
  /// carried out stands against another.
  package func handset() throws -> HandsetView {
    let facts = try read([.interrogate, .patientBolus(.committed)])
    guard let now = facts.now, let bolus = facts.patientBolus else { throw surprise }
    let isUnsettled = !connection.open.isEmpty || connection.unsettled != nil
    return HandsetView(now, bolus, isUnsettled: isUnsettled)
  }

  /// The catheter that the pump was told of, and what lies in the path.
  package func catheter() throws -> CatheterReport {
    guard let body = try read([.catheter]).catheter else { throw surprise }
    return body
  }

  /// What the pump foretells as things are; a pump that lost its memory foretells nothing.
  package func foretell(_ now: Interrogation) throws -> Forecast {
    var known = VisitFacts()
    known.now = now
    guard let body = try read([.foretell], known).running else { throw surprise }
    return body
  }

  /// An order with what the pump foretells of it. What stands against the order is told here,
  /// before anybody is asked; then the next programmer finds the pump free.
  package func propose(_ order: DoseOrder) throws -> Proposal {
    do {
      guard let proposal = try read([.propose(order)]).proposal else { throw surprise }
      return proposal
    } catch {
      end()
      throw error
    }
  }

  /// Reads what steps say; throws what keeps it from being read.
  private func read(
    _ steps: [VisitStep], _ known: VisitFacts = VisitFacts()
  ) throws -> VisitFacts {
    var reading = VisitReading(steps, known)
    while let request = reading.next() { reading.heard(try connection.perform(request)) }
    if let fault = reading.fault { throw error(fault) }
    return reading.facts
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
    .wrongKind(port: connection.name)
  }
}
