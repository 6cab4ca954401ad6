import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry

@testable import Clinic

/// The visits that are played: every kind of order and change.
enum VisitCase: CaseIterable {
  case dose, periodic, schedule, refill, patientBolus, patientBolusOff
  case bolus, cancelBolus, prime, bridge, cancelBridge, stop, resume, silence, lowAlarm, clock
  case requestBolus, catheter, temporary, endTemporary

  var isChange: Bool {
    if case .change = intent { true } else { false }
  }

  var intent: VisitMachine.Intent {
    switch self {
    case .dose: .change(ChangeWanted(.programme(Self.simple)), nil)
    case .periodic:
      .change(ChangeWanted(.programme(ProgrammeWanted(dose: nil, periodic: Self.hourly))), .spinal)
    case .schedule: .change(ChangeWanted(.schedule(Self.week, keepsOtherDays: false)), nil)
    case .refill:
      .change(
        ChangeWanted(.refill(RefillWanted(filled: 18_000_000, withdrawn: 2_100_000))), .child)
    case .patientBolus:
      .change(ChangeWanted(.patientBolus(Self.patient.map { .on($0) } ?? .off)), nil)
    case .patientBolusOff: .change(ChangeWanted(.patientBolus(.off)), nil)
    case .bolus:
      .order(.bolus(nanograms: 20_000, duration: .minutes(10), overridesSoftLimits: false))
    case .cancelBolus: .order(.cancelBolus)
    case .prime: .order(.prime(.catheter))
    case .bridge: .order(.bridge(flowNanolitresPerDay: 400_000))
    case .cancelBridge: .order(.cancelBridge)
    case .stop: .order(.stop)
    case .resume: .order(.resume)
    case .silence: .order(.silenceAlarms(minutes: 30))
    case .lowAlarm: .order(.lowAlarm(nanolitres: 4_000_000))
    case .clock: .order(.setClock(Samples.monday, reason: .correction, acceptsShift: true))
    case .requestBolus: .order(.requestBolus)
    case .catheter: .order(.catheter(Self.fitted))
    case .temporary:
      .order(
        .temporary(
          TemporaryWanted(dose: Samples.dose(50_000), minutes: 240, reason: .imaging)))
    case .endTemporary: .order(.endTemporary)
    }
  }

  private static let fitted = {
    var wanted = CatheterWanted(.implant)
    wanted.model = Samples.catheter().model1.name
    wanted.implanted = 600
    wanted.cut = 300
    wanted.tip = .t10
    return wanted
  }()
  private static let simple = ProgrammeWanted(dose: Samples.dose(110_000), periodic: nil)
  private static let hourly = PeriodicWanted(
    nanograms: 25_000, milliseconds: 600_000, intervalMinutes: 360, first: .at(480))
  private static let patient =
    PatientBolus(
      nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3)
  private static var week: ScheduleWanted {
    var week = ScheduleWanted()
    try? week.add(Weekdays(0..<5), Samples.workday)
    try? week.add(Weekdays(5..<7), Samples.sunday)
    return week
  }

  /// The pump it is played at.
  var pump: FakePump {
    let pump = FakePump(self == .clock ? Samples.schedule() : Samples.programme(100_000))
    if self == .refill { pump.refill = Samples.refill { $0.lowAlarmNanolitres = 2_000_000 } }
    if self == .silence { pump.now.status.alarms.insert(.lowReservoir) }
    // One of each kind of consent.
    if self == .schedule || self == .prime {
      pump.foretells = { $0.step.beyond = .aboveDouble }
    }
    return pump
  }
}

/// What can happen to a request that is no order.
enum Trouble: CaseIterable {
  case refused, silence, contradiction, unsettled, notDone, unknown, doneUnheard, wrongKind, lost

  /// How the request ends; `nil` when the line is lost.
  func outcome(_ request: Request) -> Outcome? {
    switch self {
    case .refused: .refused(Refusal(request.type, .busy))
    case .silence: .failed(.noAnswer(to: request.type, heard: .nothing))
    case .contradiction: .failed(.contradiction(to: request.type))
    case .unsettled: .failed(.unsettled(.commit))
    case .notDone: .notDone
    case .unknown: .unknown
    case .doneUnheard: .doneUnheard
    case .wrongKind: .reply(.identity(Samples.identity))
    case .lost: nil
    }
  }
}

/// A machine that is driven against a pump, with a person and with what goes wrong.
final class PlayedVisit {
  /// How the order ends.
  enum Fate: CaseIterable {
    case acknowledged, doneUnheard, refused, notDone, unknown, failed, wrongKind, lost, withheld

    var isAcknowledged: Bool { self == .acknowledged || self == .doneUnheard }
    var isUnknown: Bool { self == .unknown || self == .wrongKind || self == .lost }
  }

  /// What the person does when he is asked.
  enum Answer: CaseIterable { case yes, no, silence, toAnother, wrongKind }

  let pump: FakePump
  var troubles: [Int: Trouble] = [:]
  var fate = Fate.acknowledged
  var answer = Answer.yes
  private(set) var end: VisitEnd?
  private(set) var asked = 0
  private(set) var askedBeforeOrder = 0
  private(set) var questions = 0
  private(set) var consents = 0
  private(set) var given = 0
  private(set) var closings = 0
  private(set) var isClosedLast = false
  /// Whether each order is just the one that was shown, by what the pump holds.
  private(set) var isJustWhatWasShown = true
  private var machine: VisitMachine
  private var shown: VisitQuestion?

  init(_ kind: VisitCase) {
    pump = kind.pump
    machine = VisitMachine(kind.intent)
  }

  /// Drives it to its end; a machine that wants more than a visit can want is left where it is.
  func play() {
    for _ in 0..<100 {
      guard let action = machine.nextAction() else { return }
      isClosedLast = if case .finished = action { isClosedLast } else { false }
      switch action {
      case .ask(let request): ask(request)
      case .consult(let question): consult(question)
      case .give(let order): give(order)
      case .close:
        closings += 1
        isClosedLast = true
      case .finished(let end):
        self.end = end
        pesterWhenOver()
      }
    }
  }

  private func ask(_ request: Request) {
    defer { asked += 1 }
    let answer = pump.ask(request)
    guard let trouble = troubles[asked] else { return machine.heard(answer) }
    guard let outcome = trouble.outcome(request) else { return machine.lost() }
    machine.heard(outcome)
  }

  private func consult(_ question: VisitQuestion) {
    questions += 1
    shown = question
    switch answer {
    case .yes: consent(question)
    case .no: machine.giveUp()
    case .silence:
      // Nobody answers; what else happens is no answer.
      machine.heard(.reply(.acknowledged(Acknowledgement(.commit, therapySeconds: 1))))
      machine.lost()
      machine.withheld()
      if machine.nextAction() == nil { machine.giveUp() }
    case .toAnother:
      if let another = Self.another, machine.consent(another) { consents += 1 }
      machine.giveUp()
    case .wrongKind:
      switch question {
      case .plain: if let another = Self.another, machine.consent(another) { consents += 1 }
      case .change, .dose: if machine.agree(Yes(by: "a test")) { consents += 1 }
      }
      machine.giveUp()
    }
  }

  /// Consent to something that was never shown.
  private static var another: Consent? {
    let forecast = Samples.forecast(.staged, token: 1234)
    return Proposal(.commit(token: 1234), forecast).flatMap { Consent($0, Yes(by: "a test")) }
  }

  private func consent(_ question: VisitQuestion) {
    let isTaken =
      switch question {
      case .change(let proposal, _, _), .dose(let proposal, _):
        Consent(proposal, total: proposal.total, by: "a test").map { machine.consent($0) } ?? false
      case .plain: machine.agree(Yes(by: "a test"))
      }
    if isTaken { consents += 1 }
  }

  private func give(_ order: PermittedOrder) {
    given += 1
    askedBeforeOrder = asked
    isJustWhatWasShown = isJustWhatWasShown && isShown(order)
    switch fate {
    case .acknowledged: machine.heard(.reply(.acknowledged(pump.carryOut(order.body))))
    case .doneUnheard:
      _ = pump.carryOut(order.body)
      machine.heard(.doneUnheard)
    case .refused: machine.heard(.refused(Refusal(order.body.type, .busy)))
    case .notDone: machine.heard(.notDone)
    case .unknown: machine.heard(.unknown)
    case .failed: machine.heard(.failed(.notOpen))
    case .wrongKind: machine.heard(.reply(.identity(Samples.identity)))
    case .lost: machine.lost()
    case .withheld: machine.withheld()
    }
  }

  /// Whether an order is the one that was shown; a commit is of the programme that the pump read
  /// back under this token.
  private func isShown(_ order: PermittedOrder) -> Bool {
    switch (shown, order) {
    case (.change(let proposal, let change, let preview)?, .consented(let consent)):
      guard case .commit(let commit) = order.body else { return false }
      return consent.proposal == proposal && commit.token == FakePump.token
        && (change.therapy == nil || preview.after.therapy == change.therapy)
    case (.dose(let proposal, _)?, .consented(let consent)): return consent.proposal == proposal
    case (.plain(let shown, _)?, .plain(let order, _)): return shown.body == order.body
    case (.change, .plain), (.dose, .plain), (.plain, .consented), (nil, _): return false
    }
  }

  /// What comes when it is over changes nothing any more.
  private func pesterWhenOver() {
    machine.heard(.reply(.acknowledged(Acknowledgement(.commit, therapySeconds: 1))))
    machine.lost()
    machine.withheld()
    machine.giveUp()
    if let shown { consentAgain(shown) }
    if machine.nextAction() != nil { isClosedLast = false }
  }

  private func consentAgain(_ question: VisitQuestion) {
    switch question {
    case .change(let proposal, _, _), .dose(let proposal, _):
      if let consent = Consent(proposal, total: proposal.total, by: "a test") {
        machine.consent(consent)
      }
    case .plain: machine.agree(Yes(by: "a test"))
    }
  }
}
