import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import SerialLink
import Telemetry

extension Visit {
  /// Drives a visit to its end over the connection, asking at the terminal; gives what was carried
  /// out, and throws what kept it from being.
  func carry(_ intent: VisitMachine.Intent, given: GivenConsent) throws -> VisitDone {
    var machine = VisitMachine(intent, drugs: drugs)
    /// What went wrong on this side, which says more than that something did.
    var trouble: (any Error)?
    while let action = machine.nextAction() {
      do {
        switch action {
        case .ask(let request): machine.heard(try connection.perform(request))
        case .give(let order): machine.heard(try connection.order(order))
        case .consult(let question): try consult(question, given: given, for: &machine)
        case .close: end()
        case .finished(.done(let done)): return try told(done)
        case .finished(.notDone(let fault)), .finished(.unknown(let fault)):
          throw trouble ?? error(fault)
        }
      } catch {
        if case .finished = action { throw error }
        trouble = error
        Self.note(action, in: &machine)
      }
    }
    throw trouble ?? surprise
  }

  /// Tells the machine that an action came to nothing on this side.
  private static func note(_ action: VisitMachine.Action, in machine: inout VisitMachine) {
    switch action {
    case .consult: machine.giveUp()
    case .give where VerbState.current?.fate == .notCarriedOut: machine.withheld()
    case .ask, .give: machine.lost()
    case .close, .finished: break
    }
  }

  private func consult(
    _ question: VisitQuestion, given: GivenConsent, for machine: inout VisitMachine
  ) throws {
    let isTaken =
      switch question {
      case .change(let proposal, let change, let preview):
        machine.consent(
          try askForConsent(
            to: proposal, DrugsInPlay(preview),
            preview: preview.words(StandardStreams.errorPaper, connection.face),
            question: change.question, given: given))
      case .dose(let proposal, let outlook):
        machine.consent(
          try askForConsent(
            to: proposal, outlook.drugs, preview: outlook.words(connection.face),
            question: outlook.question, given: given))
      case .plain(_, let outlook):
        machine.agree(
          try askForYes(outlook.words(connection.face), question: outlook.question, yes: given.yes))
      }
    if !isTaken { throw surprise }
  }

  /// Once the order is done only what the pump holds instead is an error: somebody would give it a
  /// second time.
  private func told(_ visit: VisitDone) throws -> VisitDone {
    if visit.done.after == nil {
      Notices.say("the order is done, but the pump could not be read back afterwards")
    }
    if let difference = visit.done.difference { throw difference.error }
    return visit
  }
}
