import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry

@testable import Clinic

/// A transfer that is driven between two pumps, with a person and with what goes wrong.
final class PlayedTransfer {
  /// How something ends that changes a pump.
  enum Fate: CaseIterable {
    case acknowledged, refused, lostAfter, lostBefore

    /// Whether the pump did it.
    var isDone: Bool { self == .acknowledged || self == .lostAfter }
  }

  let old: FakePump
  let new: FakePump
  var troubles: [Int: Trouble] = [:]
  /// How each of the things ends that change a pump, by its place; else it is acknowledged.
  var fates: [Int: Fate] = [:]
  /// The step before which this side is cut off, and nothing more happens.
  var cut: Int?
  /// The question that is answered with no.
  var refused: Int?
  /// The session that is not opened.
  var unopened: Int?
  private(set) var end: TransferEnd?
  private(set) var steps = 0
  private(set) var asked = 0
  private(set) var changes = 0
  private(set) var opened = 0
  private(set) var questions: [TransferQuestion] = []
  private(set) var closed: [TransferSide] = []
  /// Whether, at every moment, at most one pump gave its whole therapy, and an alarm sounded when
  /// none did.
  private(set) var isSafe = true
  private var machine = TransferMachine()

  init(_ old: FakePump, _ new: FakePump) {
    self.old = old
    self.new = new
  }

  /// Two pumps, the new one at minimum rate and otherwise fit for it.
  convenience init(_ programme: Programme = Samples.programme(100_000)) {
    let old = FakePump(programme)
    let new = FakePump(Samples.minimumRate)
    new.now.identity.serial = ShortText("PL40-NEW".utf8.span) ?? ShortText()
    self.init(old, new)
  }

  /// Another transfer between the same pumps, of whom some have changed.
  func again() -> PlayedTransfer { PlayedTransfer(old, new) }

  /// Drives it to its end, or to where it is cut off.
  func play() {
    while steps < 200, let action = machine.nextAction() {
      if steps == cut { return }
      steps += 1
      switch action {
      case .open:
        if opened == unopened { machine.lost() } else { machine.opened() }
        opened += 1
      case .ask(let side, let request): ask(pump(side), request)
      case .consult(let question): consult(question)
      case .lower: lower()
      case .prepare(let order): give(new, order)
      case .give(let side, let order): give(pump(side), order)
      case .close(let side): closed.append(side)
      case .finished(let end): self.end = end
      }
      isSafe = isSafe && isSafeNow
    }
  }

  /// Whether at most one pump gives its whole therapy, and an alarm sounds when none does.
  var isSafeNow: Bool {
    switch (old.givesTherapy, new.givesTherapy) {
    case (true, true): false
    case (false, false): old.now.status.alarms.contains(.emergencyRate)
    case (true, false), (false, true): true
    }
  }

  private func pump(_ side: TransferSide) -> FakePump {
    switch side {
    case .old: old
    case .new: new
    }
  }

  private func ask(_ pump: FakePump, _ request: Request) {
    defer { asked += 1 }
    let answer = pump.ask(request)
    guard let trouble = troubles[asked] else { return machine.heard(answer) }
    guard let outcome = trouble.outcome(request) else { return machine.lost() }
    machine.heard(outcome)
  }

  private func consult(_ question: TransferQuestion) {
    defer { questions.append(question) }
    if questions.count == refused { return machine.giveUp() }
    switch question {
    case .transfer(let proposal, _):
      if let consent = Consent(proposal, total: proposal.total, by: "a test") {
        machine.consent(consent)
      }
    case .lowAlarm, .stop: machine.agree(Yes(by: "a test"))
    }
  }

  private func nextFate() -> Fate {
    defer { changes += 1 }
    return fates[changes] ?? .acknowledged
  }

  private func lower() {
    let fate = nextFate()
    if fate.isDone { old.goToMinimumRate() }
    switch fate {
    case .acknowledged: machine.lowered(.done)
    case .refused: machine.lowered(.notDone)
    case .lostAfter, .lostBefore: machine.lowered(.unknown)
    }
  }

  private func give(_ pump: FakePump, _ order: PermittedOrder) {
    let fate = nextFate()
    let answer = fate.isDone ? pump.carryOut(order.body) : nil
    switch fate {
    case .acknowledged:
      if let answer { machine.heard(.reply(.acknowledged(answer))) }
    case .refused: machine.heard(.refused(Refusal(order.body.type, .busy)))
    case .lostAfter: machine.lost()
    case .lostBefore: machine.heard(.unknown)
    }
  }
}
