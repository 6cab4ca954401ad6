package import ProgrammerSession
import Quantities
package import Telemetry

/// A visit in an open session, from what is wanted to what became of it.
///
/// Whatever a person sits at drives it in the same way: a command line, a page, a script.
///
/// 1. Hand in what happened: ``heard(_:)``, ``lost()``, ``consent(_:)``, ``agree(_:)``,
///    ``giveUp()`` or ``withheld()``.
/// 2. Carry out ``nextAction()`` until it gives `nil`.
///
/// It reads the pump, stages what is wanted, reads it back, asks for the pump's forecast, and then
/// for a person's consent to just that. Nothing else turns it into an order. Once the pump has
/// acknowledged an order nothing that follows makes it a failure: somebody would give it again.
package struct VisitMachine {
  /// What a visit is for.
  package indirect enum Intent {
    /// A change of the programme, held against the rules of titration for a patient.
    case change(ChangeWanted, Indication?)
    case order(OrderWanted)
  }

  /// What it wants done.
  package indirect enum Action {
    /// Carry out a request that changes no therapy, and hand in how it ended.
    case ask(Request)
    /// Show this to a person, and hand in what he says.
    case consult(VisitQuestion)
    /// Store the order, give it, store how it ended, and hand that in.
    case give(PermittedOrder)
    /// End the session, whatever comes of it: the next programmer is to find the pump free.
    case close
    /// It is over.
    case finished(VisitEnd)
  }

  /// How far it got.
  indirect enum Phase {
    case reading
    case staging(StagedChange, PumpReading)
    /// The forecast of an order is asked for.
    case proposing(ProposalOf)
    case consulting(VisitQuestion)
    case giving(VisitQuestion, PermittedOrder)
    /// The order was carried out, and the pump is read again.
    case readingAgain(VisitDone)
    /// What the interrogation does not tell is read as well.
    case readingOn(VisitDone)
    case over
  }

  /// What a forecast is asked for.
  indirect enum ProposalOf {
    case change(StagedChange, ReadBackSet, PumpReading)
    case order(Interrogation)
  }

  let intent: Intent
  var phase = Phase.reading
  var reading: VisitReading
  private var actions: [Action] = []
  /// Whether an answer is awaited to what was asked of the pump.
  private var isAsking = false

  /// A visit that has an open session, and nothing in it yet, by a handheld that knows these drugs.
  package init(_ intent: Intent, drugs: DrugLibrary = .standard) {
    self.intent = intent
    var facts = VisitFacts()
    facts.drugs = drugs
    switch intent {
    case .change:
      reading = VisitReading([.interrogate, .therapy, .plans(staged: nil), .foretell], facts)
    case .order(let wanted): reading = VisitReading(wanted.reads, facts)
    }
    goOn()
  }

  /// The next thing to do; `nil` when something has to be handed in first, or it is over.
  package mutating func nextAction() -> Action? {
    actions.isEmpty ? nil : actions.removeFirst()
  }

  // MARK: What happened

  /// A request or an order ended.
  package mutating func heard(_ outcome: Outcome) {
    if case .giving(let question, let order) = phase {
      return concluded(question, order, outcome)
    }
    guard isAsking else { return }
    isAsking = false
    reading.heard(outcome)
    goOn()
  }

  /// The line was lost before a request or an order had its outcome.
  package mutating func lost() {
    if case .giving = phase { return finish(.unknown(.lost)) }
    guard isAsking else { return }
    isAsking = false
    reading.lost()
    goOn()
  }

  /// The order was not sent, for something on this side stands against it.
  package mutating func withheld() {
    guard case .giving = phase else { return }
    finish(.notDone(.withheld))
  }

  /// The person consented. It is taken for just what was asked, and says whether it was that.
  @discardableResult
  package mutating func consent(_ consent: Consent) -> Bool {
    guard case .consulting(let question) = phase else { return false }
    switch question {
    case .plain: return false
    case .change(let proposal, _, _), .dose(let proposal, _):
      guard consent.proposal == proposal else { return false }
      give(.consented(consent), question)
      return true
    }
  }

  /// The person said yes to an order that needs no more, and says whether it was that.
  @discardableResult
  package mutating func agree(_ yes: Yes) -> Bool {
    guard case .consulting(let question) = phase, case .plain(let order, _) = question else {
      return false
    }
    give(.plain(order, yes), question)
    return true
  }

  /// The person does not want it any more; what was given already takes its course.
  package mutating func giveUp() {
    switch phase {
    case .reading, .staging, .proposing, .consulting: finish(.notDone(.givenUp))
    case .giving, .readingAgain, .readingOn, .over: break
    }
  }

  // MARK: What follows

  private mutating func give(_ order: PermittedOrder, _ question: VisitQuestion) {
    phase = .giving(question, order)
    actions.append(.give(order))
  }

  /// Asks what is to be asked next, and goes on when there is nothing more.
  mutating func goOn() {
    if let request = reading.next() {
      isAsking = true
      actions.append(.ask(request))
    } else {
      haveRead()
    }
  }

  mutating func read(_ steps: [VisitStep], _ phase: Phase) {
    self.phase = phase
    reading = VisitReading(steps, reading.facts)
    goOn()
  }

  mutating func consult(_ question: VisitQuestion) {
    phase = .consulting(question)
    actions.append(.consult(question))
  }

  mutating func finish(_ end: VisitEnd) {
    phase = .over
    actions = [.close, .finished(end)]
  }
}
