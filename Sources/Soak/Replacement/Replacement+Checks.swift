import Clinic
import ProgrammerSession
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry

/// What must hold of the two pumps together, and what a transfer may end with.
extension Replacement {
  /// Everything that is checked in one pump, in both.
  func checkBoth() throws(SoakFailure) {
    for world in [old, new] { try world.check() }
    try checkTogether()
  }

  /// Never two pumps that give the whole therapy, and never none without an alarm on the one that
  /// should.
  func checkTogether() throws(SoakFailure) {
    hasInfused = (hasInfused.old || isBusy(old), hasInfused.new || isBusy(new))
    guard old.pump.isOn, new.pump.isOn else { return }
    guard before.programme.therapy.mode == .minimumRate else { return }
    try old.expect(
      !(givesTherapy(old) && givesTherapy(new)), .therapy, "two pumps give the whole therapy")
    guard let world = try concerned() else { return }
    try world.expect(
      world.pump.firmware.state.alarms.hasCritical, .therapy,
      "neither pump gives the therapy, and the one that should has no alarm")
  }

  /// Whether a pump gives a programme: also where it is one that leaves out a time by plan.
  private func givesTherapy(_ world: SoakWorld) -> Bool {
    let alarms = world.pump.firmware.state.alarms
    for alarm in [Alarm.emergencyRate, .endOfService, .memoryLost] where alarms.contains(alarm) {
      return false
    }
    return !world.pump.firmware.state.isStopped
      && world.pump.firmware.state.therapy.mode != .minimumRate
  }

  /// The pump that has to sound an alarm because no pump gives the therapy; `nil` when one gives
  /// it, there is none to give, or nobody can know.
  func concerned() throws(SoakFailure) -> SoakWorld? {
    guard isOwed, before.programme.therapy.mode == .minimumRate, old.pump.isOn, new.pump.isOn,
      !givesTherapy(old), !givesTherapy(new)
    else { return nil }
    return new.pump.firmware.state.therapy.mode == .minimumRate ? old : new
  }

  /// Whether something runs or waits beside the programme.
  func isBusy(_ world: SoakWorld) -> Bool {
    world.reference.running != nil || world.reference.bridgeWaiting > 0
  }

  // MARK: Value by value

  /// The new pump has what the old one had, by the references.
  func expectSame() throws(SoakFailure) {
    let (was, now) = (old.reference, new.reference)
    let (theirs, ours) = (was.programme.therapy, now.programme.therapy)
    func same<Value: Equatable>(
      _ found: Value, _ expected: Value, _ name: String
    ) throws(SoakFailure) {
      try new.expect(found, expected, .therapy, "after a transfer, \(name)")
    }
    try same(ours.mode, theirs.mode, "the mode")
    try same(ours.dose, theirs.dose, "the dose")
    for weekday in 0..<7 { try same(ours.week[weekday], theirs.week[weekday], "the week") }
    try same(now.programme.plans, was.programme.plans, "the plans")
    try same(ours.periodic?.nanograms, theirs.periodic?.nanograms, "the periodic bolus")
    try same(ours.periodic?.milliseconds, theirs.periodic?.milliseconds, "its length")
    try same(ours.periodic?.intervalMinutes, theirs.periodic?.intervalMinutes, "its interval")
    try expectSamePhase()
    try same(now.patient, was.patient, "the patient bolus")
    try same(now.drug, was.drug, "the drug")
    try same(now.strength, was.strength, "the strength")
    try same(now.catheterVolume, was.catheterVolume, "the catheter")
    try same(now.lowAlarm, was.lowAlarm, "the low alarm")
    try old.expect(
      was.isStopped || was.failure != nil, .therapy, "after a transfer the old pump goes on")
  }

  /// The new pump's periodic boluses come when the old one's did, to the minute, but for the time
  /// that it took to get from reading the one to the commit of the other.
  private func expectSamePhase() throws(SoakFailure) {
    let (was, now) = (old.reference, new.reference)
    // A pump without power stands where it lost it.
    guard old.pump.isOn, new.pump.isOn, let bolus = now.programme.therapy.periodic,
      let theirs = was.nextPeriodic, let ours = now.nextPeriodic
    else { return }
    let interval = Int128(bolus.intervalMinutes) * 60_000
    let later = ((ours - now.now) - (theirs - was.now)) % interval
    let shift = later < 0 ? later + interval : later
    let most = Int128(delay) + 70_000
    try new.expect(
      shift <= most || interval - shift <= 60_000, .therapy,
      "after a transfer a periodic bolus comes \(shift) ms later")
  }

  /// Where a transfer was refused, nothing of either therapy was changed.
  func expectUnchanged() throws(SoakFailure) {
    try new.expect(new.reference.revision, before.revision, .therapy, "revision of the new pump")
    try new.expect(
      new.reference.programme.therapy, before.programme.therapy, .therapy,
      "therapy of the new pump")
    try new.expect(
      new.reference.patient, before.patient, .therapy, "patient bolus of the new pump")
    let isHeld = old.reference.isStopped && !old.reference.hadLowBattery
    try old.expect(
      !wasGiven || !old.reference.isAtEmergencyRate && !isHeld, .therapy,
      "a transfer was refused, and the old pump does not go on")
  }

  /// Nothing that stands against a transfer does, when the new pump is to commit.
  func expectFit() throws(SoakFailure) {
    let (was, now) = (old.reference, new.reference)
    try new.expect(now.drug, was.drug, .therapy, "the drug of the pump that commits")
    try new.expect(now.strength, was.strength, .therapy, "the strength of the pump that commits")
    try new.expect(
      now.catheterVolume, was.catheterVolume, .therapy, "the catheter of the pump that commits")
    try new.expect(
      now.programme.therapy.mode, .minimumRate, .therapy, "the programme of the pump that commits")
    try new.expect(isOwed, .therapy, "a pump without a therapy hands it over")
  }

  // MARK: How it ended

  /// What a transfer says of its end, held against what is so.
  func judge(_ end: TransferEnd, since first: Int) throws(SoakFailure) -> Course {
    switch end {
    case .done(let done): return try judge(done)
    case .unknown: return .again
    case .notDone(let fault, _):
      let isCommitted = new.ledger.entries[first...].contains { entry in
        if case .commit = entry.order.body { entry.timesDone > 0 } else { false }
      }
      try new.expect(!isCommitted, .belief, "a transfer is held not to be done, and it was")
      switch fault {
      case .obstacle(let obstacle): return try judge(obstacle)
      case .visit(.old, .refused(let refusal)):
        return old.reference.failure == .memoryLost && refusal.code == .memoryLost
          ? .refused : .again
      case .visit(.new, .refused(let refusal)): return refusal.code.isOfTherapy ? .refused : .again
      case .visit(_, .otherProgramme), .visit(_, .contradiction), .visit(_, .wrongPart):
        throw new.fail(.belief, "a transfer holds a pump to have said something else")
      case .visit, .notLowered: return .again
      }
    }
  }

  private func judge(_ done: TransferDone) throws(SoakFailure) -> Course {
    old.tell("the transfer is done, \(done.rows.count) values compared")
    try new.expect(
      done.rows.allSatisfy { $0.isSame }, .belief, "a transfer finds a value that is not the same")
    guard done.fault == nil else { return .again }
    try expectSame()
    return .done
  }

  /// What a transfer says stands against it does.
  private func judge(_ obstacle: TransferObstacle) throws(SoakFailure) -> Course {
    let (was, now) = (old.reference, new.reference)
    let isSo: Bool
    let name: String
    var stays = true
    switch obstacle {
    case .samePump: (isSo, name) = (false, "that it is one pump")
    case .infuses(let side, _):
      (isSo, name) = (side == .old ? hasInfused.old : hasInfused.new, "an infusion")
      timesBusy += 1
      // Boluses of two pumps can come in turn for ever.
      stays = timesBusy > 8
    case .noTherapy: (isSo, name) = (!isOwed, "that there is no therapy")
    case .otherDrug: (isSo, name) = (was.drug != now.drug, "another drug")
    case .otherStrength: (isSo, name) = (was.strength != now.strength, "another strength")
    case .otherCatheter:
      (isSo, name) = (was.catheterVolume != now.catheterVolume, "another catheter")
    case .ownTherapy:
      (isSo, name) = (before.programme.therapy.mode != .minimumRate, "a therapy of its own")
    case .newPumpHeld:
      (isSo, name) = (now.isStopped, "that the new pump is stopped")
      stays = false
    case .clockNotSet:
      (isSo, name) = (now.wall == nil && was.programme.therapy.mode == .daySchedule, "no clock")
    case .clocksApart:
      // The two were read one after the other.
      let between = Int128(old.therapy - began) / 1000
      let apart = abs((was.clock ?? 0) - (now.clock ?? 0)) + between
      (isSo, name) = (apart > 118 && was.programme.therapy.mode == .daySchedule, "the clock")
    }
    old.tell("against the transfer stands \(name)")
    try old.expect(isSo, .belief, "what is said to stand against a transfer does not: \(name)")
    return stays ? .refused : .again
  }

  /// A part that is refused is one that the reference refuses as well.
  func judgeStaging(
    of part: Request.Part, on set: ReferenceSet, _ outcome: Outcome, at world: SoakWorld
  ) throws(SoakFailure) {
    guard case .refused(let refusal) = outcome, refusal.code.isOfTherapy else { return }
    var expected: RefusalCode?
    do throws(No) {
      _ = try world.reference.staging(ReferencePart(part), set)
    } catch { expected = error.code }
    try world.expect(refusal.code, expected, .limits, "the refusal to stage \(part.words)")
  }

  /// And a set that is refused when it is read back.
  func judgeRefusal(of outcome: Outcome, at world: SoakWorld) throws(SoakFailure) {
    guard case .refused(let refusal) = outcome, refusal.code.isOfTherapy else { return }
    var trial = world.reference
    var expected: RefusalCode?
    do throws(No) { try trial.apply(world.clients[0].set, isWhole: true) } catch {
      expected = error.code
    }
    try world.expect(refusal.code, expected, .limits, "the refusal of the read-back")
  }
}

extension RefusalCode {
  /// Whether it is about the therapy; the others are about the session, the line or the memory.
  fileprivate var isOfTherapy: Bool {
    let others: [RefusalCode] = [
      .noSession, .schemaMismatch, .expired, .requestTooOld, .requestReused, .busy, .nothingStaged,
      .storageFailed, .tokenMismatch, .tooManyAttempts, .noContact,
    ]
    return !others.contains(self)
  }
}
