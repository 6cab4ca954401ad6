import Clinic
import ProgrammerSession
public import Quantities
public import Telemetry

/// What is read of a pump. Each call opens a session and ends it.
extension Handheld {
  /// Asks the pump who it is, which needs no key.
  public func identify() throws -> Identity {
    try use { state, bench throws(HandheldError) in try state.identify(on: &bench) }
  }

  /// Everything that a clinician reviews.
  public func interrogate() throws -> Reading {
    guard let message = try read([.interrogate]).now else { throw Self.missing }
    return Reading(message)
  }

  /// The few things that change from minute to minute, as the pump sends them.
  public func status() throws -> Status {
    try use { state, bench throws(HandheldError) -> Status in
      try state.open(on: &bench)
      defer { state.close(on: &bench) }
      let outcome = state.carryOut(.query(.readStatus), on: &bench)
      guard case .reply(.status(let status)) = outcome else {
        throw HandheldError(VisitFault(unanswered: outcome))
      }
      return status
    }
  }

  /// The programme in force, held against itself.
  public func programme() throws -> ProgrammeReading {
    guard let report = try read([.therapy, .plans(staged: nil)]).report else { throw Self.missing }
    return ProgrammeReading(report)
  }

  private static var missing: HandheldError { HandheldError(.wrongKind) }

  private func read(_ steps: [VisitStep]) throws(HandheldError) -> VisitFacts {
    try use { state, bench throws(HandheldError) in
      try state.open(on: &bench)
      defer { state.close(on: &bench) }
      return try state.read(steps, on: &bench)
    }
  }
}

/// What changes what the patient gets.
extension Handheld {
  /// How the archive of a real handheld would name who consented.
  static var consentedBy: String { "test" }

  /// Stages what is wanted, has it read back and foretold by the pump, and gives what a person
  /// would be shown. Throws ``HandheldError`` where the pump or the clinic refuses it already.
  public func propose(_ wanted: Wanted) throws -> Proposal {
    let intent = try wanted.intent()
    let asked = try use { state, bench throws(HandheldError) -> Proposal.Asked in
      try state.open(on: &bench)
      var machine = VisitMachine(intent)
      switch state.drive(&machine, on: &bench) {
      case .asks(.change(let proposal, _, let preview))?:
        return Proposal.Asked(
          pending: Proposal.Pending(machine: machine, proposal: proposal),
          warnings: preview.warnings.map(ProposalWarning.init))
      case .asks(.dose(let proposal, _))?:
        return Proposal.Asked(
          pending: Proposal.Pending(machine: machine, proposal: proposal), warnings: [])
      case .ended(.notDone(let fault))?, .ended(.unknown(let fault))?: throw HandheldError(fault)
      case .asks(.plain)?, .ended(.done)?, nil: throw HandheldError(.wrongKind)
      }
    }
    return Proposal(self, asked)
  }

  /// Carries a visit on, to its end.
  func conclude(_ machine: inout VisitMachine) -> OrderOutcome {
    var visit = machine
    let end = use { state, bench in state.drive(&visit, on: &bench)?.end.map(OrderOutcome.init) }
    machine = visit
    return end ?? .notDone(HandheldError(.givenUp))
  }
}

/// Orders that cannot raise what the patient gets: the call is the yes that they need.
extension Handheld {
  /// Stops delivery.
  public func stop() throws -> OrderOutcome { try give(.stop) }

  /// Ends the bolus or prime that runs.
  public func cancelBolus() throws -> OrderOutcome { try give(.cancelBolus) }

  /// Ends a temporary rate or a planned stop before its time.
  public func endTemporaryRate() throws -> OrderOutcome { try give(.endTemporary) }

  /// Asks for the patient's bolus, on behalf of a patient.
  public func requestBolus() throws -> OrderOutcome { try give(.requestBolus) }

  /// Silences the tones for whole minutes; none ends a silence.
  public func silenceAlarms(for length: Milliseconds) throws -> OrderOutcome {
    try give(.silenceAlarms(minutes: length.wholeMinutes))
  }

  /// Sets the volume of the low-reservoir alarm.
  public func setLowAlarm(_ volume: Nanolitres) throws -> OrderOutcome {
    try give(.lowAlarm(nanolitres: volume.onWire))
  }

  /// Sets the clock, and says why where that cannot be worked out.
  public func setClock(
    _ clock: WallClock, because reason: ClockReason? = nil, acceptsShift: Bool = false
  ) throws -> OrderOutcome {
    try give(.setClock(clock, reason: reason, acceptsShift: acceptsShift))
  }

  private func give(_ wanted: OrderWanted) throws(HandheldError) -> OrderOutcome {
    try use { state, bench throws(HandheldError) -> OrderOutcome in
      try state.open(on: &bench)
      var machine = VisitMachine(.order(wanted))
      var turn = state.drive(&machine, on: &bench)
      if case .asks? = turn {
        machine.agree(Yes(by: Handheld.consentedBy))
        turn = state.drive(&machine, on: &bench)
      }
      guard let end = turn?.end else { throw HandheldError(.wrongKind) }
      return OrderOutcome(end)
    }
  }
}

/// Where a visit stops by itself.
private enum Turn {
  /// A person is asked.
  case asks(VisitQuestion)
  /// It is over.
  case ended(VisitEnd)

  /// How it ended; `nil` while it asks.
  var end: VisitEnd? {
    if case .ended(let end) = self { end } else { nil }
  }
}

extension Handheld.State {
  /// Carries a visit on until it asks a person or is over; `nil` when it was over before.
  fileprivate mutating func drive(_ machine: inout VisitMachine, on bench: inout Bench) -> Turn? {
    while let action = machine.nextAction() {
      switch action {
      case .ask(let request): machine.heard(carryOut(request, on: &bench))
      case .give(let order):
        if let outcome = give(order, on: &bench) {
          machine.heard(outcome)
        } else {
          machine.withheld()
        }
      case .consult(let question): return .asks(question)
      case .close: close(on: &bench)
      case .finished(let end): return .ended(end)
      }
    }
    return nil
  }
}
