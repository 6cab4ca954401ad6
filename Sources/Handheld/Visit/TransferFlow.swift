import Clinic
package import ClinicText
import ProgrammerSession
import PumpText
import SerialLink
import Telemetry

/// Drives a transfer between two pumps, each at its port.
package struct TransferFlow {
  /// The pump that is replaced.
  private let old: PumpAccess
  /// The pump that follows it.
  private let new: PumpAccess
  private let given: GivenConsent
  private let overridesSoftLimits: Bool

  package init(
    from old: PumpAccess, to new: PumpAccess, given: GivenConsent, overridesSoftLimits: Bool
  ) {
    self.old = old
    self.new = new
    self.given = given
    self.overridesSoftLimits = overridesSoftLimits
  }

  /// Carries the transfer through, asking at the terminal.
  package func run() throws -> TransferResult {
    var machine = TransferMachine(
      overridesSoftLimits: overridesSoftLimits, drugs: new.place.drugs)
    var visits: [TransferSide: Visit] = [:]
    /// What went wrong on this side, which says more than that something did.
    var trouble: (any Error)?
    defer { for visit in visits.values { visit.end() } }
    while let action = machine.nextAction() {
      if case .finished(let end) = action { return try result(of: end, visits, trouble) }
      do {
        try carryOut(action, in: &machine, &visits)
      } catch {
        trouble = error
        Self.note(action, error, in: &machine)
      }
    }
    throw trouble ?? ProgrammerError(.bug, "the transfer ended without an end")
  }

  private func carryOut(
    _ action: TransferMachine.Action, in machine: inout TransferMachine,
    _ visits: inout [TransferSide: Visit]
  ) throws {
    switch action {
    case .open(let side):
      // A port is locked until its connection is gone.
      visits[side]?.end()
      visits[side] = nil
      visits[side] = try Visit.begin(access(side))
      machine.opened()
    case .ask(let side, let request):
      machine.heard(try visit(side, visits).connection.perform(request))
    case .prepare(let order):
      // It is no part of what the verb ends with.
      let outcome = try VerbState.$current.withValue(nil) {
        try visit(.new, visits).connection.order(order)
      }
      machine.heard(outcome)
    case .give(let side, let order):
      machine.heard(try visit(side, visits).connection.order(order))
    case .consult(let question):
      guard try consult(question, visits, for: &machine) else { throw Self.surprise }
    case .lower(let yes):
      try EmergencyCall.make(over: visit(.old, visits).connection, yes)
      machine.lowered(.done)
    case .close(let side): visits[side]?.end()
    case .finished: break
    }
  }

  private static let surprise = ProgrammerError(
    .bug, "an answer was taken for one to another question. Nothing was sent because of it")

  private func access(_ side: TransferSide) -> PumpAccess {
    switch side {
    case .old: old
    case .new: new
    }
  }

  private func visit(_ side: TransferSide, _ visits: [TransferSide: Visit]) throws -> Visit {
    guard let visit = visits[side] else { throw Self.surprise }
    return visit
  }

  /// Tells the machine that an action came to nothing on this side.
  private static func note(
    _ action: TransferMachine.Action, _ error: any Error, in machine: inout TransferMachine
  ) {
    switch action {
    case .consult: machine.giveUp()
    case .lower:
      let isUnknown = (error as? ProgrammerError)?.exitStatus.fate == .unknown
      machine.lowered(isUnknown ? .unknown : .notDone)
    case .give where VerbState.current?.fate == .notCarriedOut: machine.withheld()
    case .open, .ask, .prepare, .give: machine.lost()
    case .close, .finished: break
    }
  }

  private func consult(
    _ question: TransferQuestion, _ visits: [TransferSide: Visit],
    for machine: inout TransferMachine
  ) throws -> Bool {
    let face = new.place.face
    switch question {
    case .lowAlarm(let outlook):
      return machine.agree(
        try visit(.new, visits).askForYes(
          "\(TransferWords.lowAlarm)\n" + outlook.words(face), question: outlook.question,
          yes: given.yes))
    case .transfer(let proposal, let preview):
      let new = try visit(.new, visits)
      new.connection.recorder.replaces = preview.pumps.old.now.identity.serial.string
      return machine.consent(
        try new.askForConsent(
          to: proposal, preview: preview.words(StandardStreams.errorPaper, face),
          question: TransferWords.question, given: given))
    case .stop(let pumps):
      return machine.agree(
        try visit(.old, visits).askForYes(
          TransferWords.stop(pumps).sheet, question: TransferWords.stopQuestion, yes: given.yes))
    }
  }

  private func result(
    of end: TransferEnd, _ visits: [TransferSide: Visit], _ trouble: (any Error)?
  ) throws -> TransferResult {
    switch end {
    case .done(let done):
      let why = trouble.map { ($0 as? ProgrammerError)?.text ?? FaceText(String(describing: $0)) }
      return TransferResult(
        done: done, trouble: why ?? done.fault.flatMap { error($0, .old, visits)?.text },
        face: new.place.face)
    case .notDone(let fault, let state): throw ended(fault, state, visits, trouble)
    case .unknown(let fault, let state):
      throw ended(fault, state, visits, trouble, isUnknown: true)
    }
  }

  /// What is told of a transfer that did not get to its end: what went wrong, and how each of the
  /// two pumps is left.
  private func ended(
    _ fault: TransferFault, _ state: TransferState, _ visits: [TransferSide: Visit],
    _ trouble: (any Error)?, isUnknown: Bool = false
  ) -> any Error {
    let cause: ProgrammerError
    switch (trouble, fault) {
    case (let error as ProgrammerError, _): cause = error
    case (let error as SerialError, _):
      cause = ProgrammerError(
        SerialWords.exitStatus(error), SerialWords.sentence(error))
    case (let error?, _): return error
    case (nil, .obstacle(let obstacle)):
      return ProgrammerError(.refused, obstacle.words + ". Neither pump was changed")
    case (nil, .visit(let side, let fault)):
      guard let error = error(fault, side, visits) else { return Self.surprise }
      cause = Self.error(error, at: side)
    case (nil, .notLowered): return Self.surprise
    }
    guard let left = state.words else { return cause }
    return ProgrammerError(
      isUnknown ? .unknown : state.exitStatus(cause.exitStatus), cause.text + ". " + left,
      refusal: cause.refusal)
  }

  /// An error that says at which of the two pumps it was.
  private static func error(_ error: ProgrammerError, at side: TransferSide) -> ProgrammerError {
    ProgrammerError(
      error.exitStatus, "\(side.words): \(error.problem)", advice: error.advice,
      refusal: error.refusal)
  }

  private func error(
    _ fault: VisitFault, _ side: TransferSide, _ visits: [TransferSide: Visit]
  ) -> ProgrammerError? {
    visits[side]?.error(fault)
  }
}
