import BadLink
import Clinic
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// The transfer, step by step, and what goes wrong in it.
extension Replacement {
  /// Begins a transfer, and goes on with it to its end or to where it is cut off.
  func attempt() throws(SoakFailure) -> Course {
    old.tell("a transfer is begun")
    machine = TransferMachine(overridesSoftLimits: overridesSoftLimits)
    #if CANARIES
      machine.canary = old.scope.canary
    #endif
    for world in [old, new] { world.clients[0].isDriven = true }
    hasInfused = (isBusy(old), isBusy(new))
    began = old.therapy
    let orders = new.ledger.entries.count
    while let action = machine.nextAction() {
      try harm()
      if case .finished(let end) = action {
        for world in [old, new] { world.clients[0].isDriven = false }
        let course = try judge(end, since: orders)
        if case .again = course { try mend() }
        return course
      }
      if harms.hasCrashes, random.once(in: 25) { return try cutOff() }
      try carryOut(action)
      try checkBoth()
      // A program that ended was started again, and drives nothing.
      if !old.clients[0].isDriven || !new.clients[0].isDriven { return try cutOff() }
    }
    throw old.fail(.belief, "a transfer has nothing more to do and no end")
  }

  /// The programmer's program ends, or somebody puts it away.
  private func cutOff() throws(SoakFailure) -> Course {
    for world in [old, new] {
      world.crash(0)
      world.clients[0].crash = nil
    }
    try run(for: random.once(in: 2) ? 0 : random.below(4000))
    try mend()
    return .again
  }

  private func carryOut(_ action: TransferMachine.Action) throws(SoakFailure) {
    switch action {
    case .open(let side): try open(world(side))
    case .ask(let side, let request): machine.heard(try ask(world(side), request))
    case .consult(let question): try consult(question)
    case .lower: try lower()
    case .prepare(let order): machine.heard(try perform(.order(order.body), new))
    case .give(let side, let order):
      if case .new = side { try expectFit() }
      machine.heard(try perform(.order(order.body), world(side)))
      // Hours of therapy may have gone by while the commit was on its way.
      if case .new = side { delay = old.therapy - began }
    case .close(let side):
      if world(side).clients[0].session.number != nil { _ = try perform(.close, world(side)) }
    case .finished: break
    }
  }

  /// Opens a session; what became of an order of earlier is looked into before anything else.
  private func open(_ world: SoakWorld) throws(SoakFailure) {
    var look: [Client.Step] = []
    if let (number, _) = world.clients[0].archived {
      look = [.ask(.readStatus), .search(from: max(world.ledger[number].logged, 1))]
    }
    try world.act(0, look, isNew: true)
    try wait(for: world)
    let client = world.clients[0]
    if client.session.number != nil, client.session.unsettled == nil, client.archived == nil {
      machine.opened()
    } else {
      machine.lost()
    }
  }

  /// One thing that the programmer does, and how it ended.
  func perform(_ step: Client.Step, _ world: SoakWorld) throws(SoakFailure) -> Outcome {
    world.clients[0].outcome = nil
    world.clients[0].steps = [step]
    try world.proceed(0)
    try wait(for: world)
    // What could not even be begun was not sent.
    return world.clients[0].outcome ?? .failed(.notOpen)
  }

  private func ask(_ world: SoakWorld, _ request: Request) throws(SoakFailure) -> Outcome {
    switch request {
    case .query(.readBack):
      let outcome = try perform(.readBack, world)
      try judgeRefusal(of: outcome, at: world)
      return outcome
    case .query(let query): return try perform(.ask(query), world)
    case .part(let part):
      let set = world.clients[0].set
      let outcome = try perform(.stage(part), world)
      try judgeStaging(of: part, on: set, outcome, at: world)
      return outcome
    case .opening, .order: throw world.fail(.belief, "a transfer asks for what is no question")
    }
  }

  /// A person reads what is asked, and mostly agrees.
  private func consult(_ question: TransferQuestion) throws(SoakFailure) {
    try run(for: random.below(3000))
    if harms.hasCrashes, random.once(in: 30) { return machine.giveUp() }
    let yes = Yes(by: "soak")
    switch question {
    case .lowAlarm, .stop: machine.agree(yes)
    case .transfer(let proposal, _):
      let consent =
        proposal.needsTotal
        ? Consent(proposal, total: proposal.total, by: yes.by) : Consent(proposal, yes)
      guard let consent, machine.consent(consent) else {
        throw new.fail(.belief, "consent to a transfer is not taken")
      }
    }
  }

  /// Calls for minimum rate at the old pump until it answers or is given up.
  private func lower() throws(SoakFailure) {
    let patience = SessionTimings().patience
    let isDeaf = harms.isDeaf && random.once(in: 2)
    if isDeaf {
      var faults = harms.line
      faults.loss = Chance(perMille: UInt32(random.from(700...950))) ?? .never
      setLines(faults)
    }
    defer { if isDeaf { setLines(harms.line) } }
    var course = EmergencyCourse(end: old.linkTime.after(patience))
    while old.clients[0].isDriven {
      try old.moveHead(.contact)
      let outcome = try perform(.call, old)
      switch course.next(after: outcome, at: old.linkTime) {
      case .done:
        try old.expect(
          !old.pump.isOn || !old.reference.isAboveMinimumRate, .belief,
          "a call was acknowledged, and the old pump infuses more than minimum rate")
        return machine.lowered(.done)
      case .again: try run(for: 100)
      case .over(.unknown): return machine.lowered(.unknown)
      case .over(.refused), .over(.failed), .over(.wrongKind): return machine.lowered(.notDone)
      }
    }
  }

  // MARK: Harm

  private func harm() throws(SoakFailure) {
    if old.checks.body != nil, random.once(in: 20) { try moveBody() }
    let world = random.once(in: 2) ? old : new
    if harms.hasPower, random.once(in: 10) {
      let parts = [0, UInt32(random.below(40)), UInt32(random.below(700)), .max]
      world.pump.powerFailure = PowerFailure(
        actionsLeft: UInt32(random.below(10)), part: random.element(of: parts))
      world.tell("power is to fail in an action to come")
    }
    if harms.hasMemory, random.once(in: 20) {
      world.checks.log.mayLack = true
      world.checks.log.hasFailed = true
      harms.hasMemoryFailed = true
      world.pump.memory.fates = [
        random.once(in: 3)
          ? .readsWrong : random.once(in: 2) ? .fails : .isTorn(bytes: Int(random.below(700)))
      ]
      world.tell("a write to the memory will fail")
    }
    if harms.hasCrashes, random.once(in: 20) {
      world.clients[0].crash = random.element(of: Client.ProgramEnd.allCases)
    }
    if harms.hasJumps, random.once(in: 12) {
      try pass(random.below(random.once(in: 2) ? 86_400_000 : 3_600_000))
      try checkTogether()
    }
  }

  /// The body goes from the old pump to the new one, with its catheter and whoever it is.
  func moveBody() throws(SoakFailure) {
    for world in [old, new] { try world.advancePump() }
    guard let before = old.checks.body else { return }
    let mover = BodyMove()
    try old.operate { world throws(BenchError) in mover.body = try world.release() }
    guard let body = mover.body else { return }
    var ahead = before
    let truth = old.pump.realityOfBaclofen
    ahead.infused += truth.patient.volume
    ahead.add(.baclofen, of: truth)
    for other in old.pump.otherDrugs { ahead.add(other.drug, of: other.plant.truth) }
    ahead.lead =
      (body.body.patient.map { Int128($0.now.rawValue) } ?? 0)
      - Int128(new.pump.truthNow().therapyTime.rawValue)
    new.checks.body = ahead
    new.checks.injected = old.checks.injected
    old.checks.body = nil
    try new.operate { world throws(BenchError) in
      try world.take(body)
      try world.implant()
    }
    old.tell("the pump is explanted, and the new one implanted")
  }

  // MARK: Between two transfers

  /// What somebody does before the transfer is begun again: a pump that came up stopped is resumed,
  /// what runs in the old one is waited for, or all is given up for now.
  private func mend() throws(SoakFailure) {
    for world in [old, new] { world.clients[0].isDriven = false }
    if harms.isGivenUp, random.once(in: 2) { try giveUp() }
    if new.reference.isStopped { try resume(new) }
    for world in [old, new] {
      guard let run = world.reference.running, world.pump.isOn else { continue }
      try pass(UInt64(max(run.end - world.reference.now, 0)) + 1)
    }
    if harms.tries == 0 { try pass(60_000) }
  }

  /// Gives up: the old pump resumes once a session with the new one shows that it has no therapy.
  private func giveUp() throws(SoakFailure) {
    guard old.reference.isAtEmergencyRate || old.reference.isStopped else { return }
    try new.act(0, [], isNew: true)
    try wait(for: new)
    new.clients[0].isDriven = true
    let outcome = try perform(.ask(.interrogate), new)
    new.clients[0].isDriven = false
    guard case .reply(.interrogation(let now)) = outcome, now.therapy.mode == .minimumRate else {
      return
    }
    old.tell("the transfer is given up for now")
    try resume(old)
  }

  func resume(_ world: SoakWorld) throws(SoakFailure) {
    guard world.clients[0].archived == nil else { return }
    try world.act(0, [.order(.resume(ConfirmedOrder()))], isNew: true)
    try wait(for: world)
  }
}

/// A body on its way.
private final class BodyMove {
  var body: CarriedBody?
}
