import Clinic
import ProgrammerSession
import Quantities
import Telemetry

/// A therapy on its way from the pump that is replaced to the one that follows it, as a person with
/// one head carries it through. What it does is the machine's of Clinic; here is only which pump
/// the head has to be on for it.
struct TransferCourse {
  var machine = TransferMachine()
  /// The pump that is replaced.
  let old: ShortText<12>
  /// What is to be done, or under way.
  var action: TransferMachine.Action?
  /// Whether it is under way.
  var isUnderWay = false
  /// How it ended; `nil` before that.
  var end: TransferEnd?
  /// The order of which it was not known what became when it ended.
  var unsettled: UnsettledOrder?

  init(from old: ShortText<12>) { self.old = old }

  /// What a person is asked; `nil` while nothing is.
  var question: TransferQuestion? {
    if case .consult(let question)? = action { question } else { nil }
  }

  /// The pump that the head has to be on; `nil` where it does not matter.
  var wanted: TransferSide? {
    switch action {
    case .open(let side)?, .ask(let side, _)?, .give(let side, _)?: side
    case .prepare?: .new
    case .lower?: .old
    case .close?, .consult?, .finished?, nil: nil
    }
  }
}

extension Life {
  /// Begins a transfer from the pump that is under the head to the other one.
  mutating func beginTransfer() {
    guard other != nil, !isHandheldInUse else { return }
    transfer = TransferCourse(from: serial)
    settle()
  }

  /// Nobody looks at how it ended any more.
  mutating func forgetTransfer() {
    guard transfer?.end != nil else { return }
    transfer = nil
  }

  /// The side of the pump that the head is on.
  var transferSide: TransferSide { transfer?.old == serial ? .old : .new }

  /// A person said yes to what a yes is enough for.
  mutating func agreeToTransfer() {
    guard let question = transfer?.question else { return }
    let yes = Yes(by: Handheld.consentedBy)
    switch question {
    case .lowAlarm, .stop: if transfer?.machine.agree(yes) == true { goOnAfterQuestion() }
    case .transfer(let proposal, _):
      guard let consent = Consent(proposal, yes) else { return }
      consentToTransfer(consent)
    }
  }

  /// A person consented to the therapy of the new pump.
  mutating func consentToTransfer(_ consent: Consent) {
    if transfer?.machine.consent(consent) == true { goOnAfterQuestion() }
  }

  /// A person does not want it any more; what was given already takes its course, and what only
  /// waits for the head is not done.
  mutating func giveUpTransfer() {
    guard let course = transfer, course.end == nil, !course.isUnderWay else { return }
    transfer?.machine.giveUp()
    switch course.action {
    case .lower?: transfer?.machine.lowered(.notDone)
    case .give?, .prepare?: transfer?.machine.withheld()
    case .open?, .ask?: transfer?.machine.lost()
    case .close?, .consult?, .finished?, nil: break
    }
    goOnAfterQuestion()
  }

  private mutating func goOnAfterQuestion() {
    transfer?.action = nil
    settle()
  }

  // MARK: The course

  /// Carries the transfer on until it waits for a pump, the head or a person, or is over.
  mutating func driveTransfer() {
    while stepTransfer() {}
  }

  /// One step; false where it waits.
  private mutating func stepTransfer() -> Bool {
    guard transfer != nil, transfer?.end == nil else { return false }
    if transfer?.isUnderWay == true { return takeTransferAnswer() }
    if transfer?.action == nil {
      let next = transfer?.machine.nextAction()
      transfer?.action = next
    }
    guard let action = transfer?.action else { return false }
    if let side = transfer?.wanted, side != transferSide { return false }
    switch action {
    case .open:
      if clinician.isBusy { clinician.forgetSession() }
      clinician.begin(.serve, at: now.link)
    case .ask(_, let request): clinician.serve(request, at: now.link)
    case .prepare(let order), .give(_, let order): clinician.serve(order, at: now.link)
    case .lower: clinician.begin(.emergency, at: now.link)
    case .close(let side): return close(side)
    case .consult: return false
    case .finished(let end):
      transfer?.unsettled = (clinician.open.first ?? other?.clinician.open.first)?.name
      transfer?.end = end
      transfer?.action = nil
      return false
    }
    transfer?.isUnderWay = true
    return true
  }

  /// A session ends by being closed where the head is on its pump; elsewhere by being forgotten.
  private mutating func close(_ side: TransferSide) -> Bool {
    if side == transferSide, clinician.isServing {
      clinician.endServing(at: now.link)
      transfer?.isUnderWay = true
      return true
    }
    if side != transferSide { other?.clinician.forgetSession() }
    transfer?.action = nil
    return true
  }

  /// What came of what is under way; false where nothing came yet. The head may have been moved
  /// meanwhile: then the other handheld waits in vain, and says so in the end.
  private mutating func takeTransferAnswer() -> Bool {
    if case .lower? = transfer?.action {
      guard let end = takeCalled() else { return false }
      transfer?.isUnderWay = false
      transfer?.action = nil
      transfer?.machine.lowered(end)
      return true
    }
    guard let served = clinician.takeServed() ?? other?.clinician.takeServed() else { return false }
    tell(served)
    return true
  }

  /// How the call for minimum rate ended; `nil` while it is under way.
  private mutating func takeCalled() -> LoweredEnd? {
    let isOld = transferSide == .old
    guard let news = isOld ? clinician.news : other?.clinician.news else { return nil }
    switch news {
    case .called(nil): return .done
    case .called(.unknown?): return .unknown
    case .called(.refused?), .called(.failed?), .called(.wrongKind?): return .notDone
    case .read, .reported, .asks, .ended, .mismatch, .failed: return .notDone
    }
  }

  private mutating func tell(_ served: Handheld.Served) {
    let action = transfer?.action
    transfer?.isUnderWay = false
    transfer?.action = nil
    if case .close? = action { return }
    switch served {
    case .opened: transfer?.machine.opened()
    case .heard(let outcome): transfer?.machine.heard(outcome)
    case .withheld: transfer?.machine.withheld()
    case .over:
      if case .lower? = action {
        transfer?.machine.lowered(.notDone)
      } else {
        transfer?.machine.lost()
      }
    }
  }
}
