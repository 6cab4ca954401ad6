package import ProgrammerSession
import Quantities
package import Telemetry

/// The replacement of a pump by another: the therapy of the old one goes over to the new one.
///
/// 1. The old pump is read, and then the new one; nothing of it is changed while anything stands
///    against it.
/// 2. The new pump gets the old one's low-reservoir alarm. All of the therapy is staged in it, read
///    back, and compared value by value.
/// 3. A person consents to what the new pump will give.
/// 4. The old pump goes to its minimum rate, which has no effect, by the emergency: that sounds an
///    alarm until somebody ends it.
/// 5. The new pump commits.
/// 6. The old pump stops.
///
/// So however it is cut off there are never two pumps that give a whole therapy, for the new one
/// commits only when the old one has acknowledged minimum rate; and never none without an alarm,
/// for the old one's alarm sounds from then on. What was cut off is taken up by doing it again: a
/// new pump that has the therapy already is found, and the old one is stopped.
///
/// It is driven as a ``VisitMachine`` is, which it uses for each of the three orders.
package struct TransferMachine: CanaryHost {
  /// What it wants done.
  package enum Action {
    /// Open a session with a pump, and hand in ``opened()`` or ``lost()``.
    case open(TransferSide)
    /// Carry out a request that changes no therapy, and hand in how it ended.
    case ask(TransferSide, Request)
    /// Show this to a person, and hand in what he says.
    case consult(TransferQuestion)
    /// Call for minimum rate at the old pump, in contact and without a session.
    case lower(Yes)
    /// Do the same as for ``give(_:_:)`` with an order at the new pump that is none of therapy: if
    /// the rest comes to nothing, the transfer was not carried out all the same.
    case prepare(PermittedOrder)
    /// Store the order, give it, store how it ended, and hand that in.
    case give(TransferSide, PermittedOrder)
    /// End the session, whatever comes of it.
    case close(TransferSide)
    /// It is over.
    case finished(TransferEnd)
  }

  typealias Pumps = TransferPreview.Pumps

  /// How far it got.
  enum Phase {
    case openingOld
    case readingOld
    case openingNew(TransferSource)
    case readingNew(TransferSource)
    /// The new pump gets the low alarm of the old one.
    case settingAlarm(Pumps)
    /// The therapy is staged in the new pump, and consented to.
    case staging(Pumps)
    /// The old pump goes to minimum rate; then the new one commits.
    case lowering(Pumps, Consent)
    case committing(Pumps)
    /// The new pump is read as it is now.
    case comparing(Pumps, VisitDone)
    case openingToStop(TransferDone)
    case stopping(TransferDone)
    case over
  }

  #if CANARIES
    package var canary: Canary?
  #endif
  let overridesSoftLimits: Bool
  /// What is known of drugs.
  let drugs: DrugLibrary
  var phase = Phase.openingOld
  var reading = VisitReading(TransferSource.reads)
  /// The visit that an order is given in.
  var visit: VisitMachine?
  var state = TransferState()
  /// How somebody agreed who was asked, for what follows from it.
  var agreed: Yes?
  var actions: [Action] = [.open(.old)]
  private var isAsking = false

  /// A transfer between two pumps, with neither of which there is a session yet, by a handheld that
  /// knows these drugs.
  package init(overridesSoftLimits: Bool = false, drugs: DrugLibrary = .standard) {
    self.overridesSoftLimits = overridesSoftLimits
    self.drugs = drugs
  }

  /// The next thing to do; `nil` when something has to be handed in first, or it is over.
  package mutating func nextAction() -> Action? {
    while actions.isEmpty, let action = visit?.nextAction() { take(action) }
    return actions.isEmpty ? nil : actions.removeFirst()
  }

  // MARK: What happened

  /// The session is open.
  package mutating func opened() {
    switch phase {
    case .openingOld: begin(.readingOld)
    case .openingNew(let old): begin(.readingNew(old))
    case .openingToStop(let done): stop(done)
    case .readingOld, .readingNew, .settingAlarm, .staging, .lowering, .committing, .comparing,
      .stopping, .over:
      break
    }
  }

  /// A request or an order ended.
  package mutating func heard(_ outcome: Outcome) {
    if visit != nil {
      visit?.heard(outcome)
      return
    }
    guard isAsking else { return }
    isAsking = false
    reading.heard(outcome)
    goOn()
  }

  /// No session could be opened, or the line was lost before a request or an order had its outcome.
  package mutating func lost() {
    if visit != nil {
      visit?.lost()
      return
    }
    switch phase {
    case .openingOld: return finish(.notDone(.visit(.old, .lost), state))
    case .openingNew: return finish(.notDone(.visit(.new, .lost), state))
    case .openingToStop(let done): return end(done, .lost)
    case .readingOld, .readingNew, .settingAlarm, .staging, .lowering, .committing, .comparing,
      .stopping, .over:
      break
    }
    guard isAsking else { return }
    isAsking = false
    reading.lost()
    goOn()
  }

  /// The order was not sent, for something on this side stands against it.
  package mutating func withheld() { visit?.withheld() }

  /// The call for minimum rate at the old pump ended.
  package mutating func lowered(_ end: LoweredEnd) {
    guard case .lowering(let pumps, let consent) = phase else { return }
    switch end {
    case .done:
      state.old = .atMinimumRate
      commit(pumps, consent)
    case .notDone: finish(.notDone(.notLowered, state))
    case .unknown:
      if has(.assumesLowered) { return commit(pumps, consent) }
      state.old = .mayBeAtMinimumRate
      finish(.unknown(.notLowered, state))
    }
  }

  /// The person consented to the therapy of the new pump. It is taken for just what was asked, and
  /// says whether it was that.
  @discardableResult
  package mutating func consent(_ consent: Consent) -> Bool {
    guard case .staging(let pumps) = phase, case .consulting(let question)? = visit?.phase,
      case .change(let proposal, _, _) = question, consent.proposal == proposal
    else { return false }
    agreed = Yes(by: consent.by)
    if has(.commitsFirst) { commit(pumps, consent) } else { lower(pumps, consent) }
    return true
  }

  /// The person said yes to what a yes is enough for, and says whether it was asked.
  @discardableResult
  package mutating func agree(_ yes: Yes) -> Bool {
    switch phase {
    case .settingAlarm: return visit?.agree(yes) ?? false
    case .openingToStop where agreed == nil:
      agreed = yes
      actions.append(.open(.old))
      return true
    case .openingOld, .readingOld, .openingNew, .readingNew, .staging, .lowering, .committing,
      .comparing, .openingToStop, .stopping, .over:
      return false
    }
  }

  /// The person does not want it any more; what was given already takes its course.
  package mutating func giveUp() {
    switch phase {
    case .openingOld, .readingOld: finish(.notDone(.visit(.old, .givenUp), state))
    case .openingNew, .readingNew, .settingAlarm, .staging:
      finish(.notDone(.visit(.new, .givenUp), state))
    case .openingToStop(let done) where agreed == nil: end(done, .givenUp)
    case .lowering, .committing, .comparing, .openingToStop, .stopping, .over: break
    }
  }

  // MARK: Reading

  mutating func begin(_ phase: Phase) {
    self.phase = phase
    reading = VisitReading(TransferSource.reads)
    goOn()
  }

  private mutating func goOn() {
    if let request = reading.next() {
      isAsking = true
      actions.append(.ask(side, request))
    } else {
      haveRead()
    }
  }

  /// The pump that is read.
  private var side: TransferSide {
    switch phase {
    case .openingOld, .readingOld, .lowering, .openingToStop, .stopping: .old
    case .openingNew, .readingNew, .settingAlarm, .staging, .committing, .comparing, .over: .new
    }
  }
}
