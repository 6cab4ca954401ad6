import ProgrammerSession
import Quantities
import Telemetry

/// What follows on what.
extension TransferMachine {
  /// All that was to be read of a pump was, or something stood against it.
  mutating func haveRead() {
    let source = reading.fault == nil ? TransferSource(reading.facts) : nil
    switch phase {
    case .readingOld: haveReadOld(source)
    case .readingNew(let old): haveReadNew(old, source)
    case .comparing(let pumps, let done): haveCompared(pumps, done, source)
    case .openingOld, .openingNew, .settingAlarm, .staging, .lowering, .committing, .openingToStop,
      .stopping, .over:
      break
    }
  }

  private mutating func haveReadOld(_ source: TransferSource?) {
    guard let old = source else {
      return finish(.notDone(.visit(.old, reading.fault ?? .wrongKind), state))
    }
    if let obstacle = TransferObstacle(old: old) {
      return finish(.notDone(.obstacle(obstacle), state))
    }
    // Minimum rate is called for without a session, and the stop has its own.
    actions.append(.close(.old))
    phase = .openingNew(old)
    actions.append(.open(.new))
  }

  private mutating func haveReadNew(_ old: TransferSource, _ source: TransferSource?) {
    guard let new = source else {
      return finish(.notDone(.visit(.new, reading.fault ?? .wrongKind), state))
    }
    let isSame = isSameTherapy(old, new)
    if let obstacle = TransferObstacle(old: old, new: new, isSame: isSame) {
      return finish(.notDone(.obstacle(obstacle), state))
    }
    let pumps = Pumps(old: old, new: new)
    if isSame { return resume(pumps) }
    if TransferRow.Value.lowAlarm.isSame(old, new) { return stage(pumps) }
    if state.lowAlarm == .isSet { return finish(.notDone(.visit(.new, .wrongPart), state)) }
    phase = .settingAlarm(pumps)
    visit = VisitMachine(.order(.lowAlarm(nanolitres: old.now.lowAlarmNanolitres)))
  }

  private func isSameTherapy(_ old: TransferSource, _ new: TransferSource) -> Bool {
    new.isSameTherapy(as: old, without: has(.skipsDose) ? .dose : nil)
  }

  /// The new pump has the therapy from a transfer that was cut off; only the old one is left.
  private mutating func resume(_ pumps: Pumps) {
    state.new = .givesTherapy
    actions.append(.close(.new))
    let done = TransferDone(
      pumps: pumps, visit: nil, rows: TransferRow.all(pumps.old, pumps.new), state: state,
      fault: nil)
    switch pumps.present {
    case .stopped, .ended:
      state.old = .stopped
      return end(done, nil)
    case .emergency: state.old = .atMinimumRate
    case .programme: break
    }
    phase = .openingToStop(done)
    actions.append(.consult(.stop(pumps)))
  }

  private mutating func stage(_ pumps: Pumps) {
    phase = .staging(pumps)
    visit = VisitMachine(
      .change(ChangeWanted(.transfer(pumps.old), overridesSoftLimits: overridesSoftLimits), nil),
      drugs: drugs)
  }

  // MARK: Orders

  /// Passes on what a visit wants done, and what became of it.
  mutating func take(_ action: VisitMachine.Action) {
    let side: TransferSide = if case .stopping = phase { .old } else { .new }
    switch action {
    case .ask(let request): actions.append(.ask(side, request))
    case .give(let order):
      if case .settingAlarm = phase { return actions.append(.prepare(order)) }
      actions.append(.give(side, order))
    case .consult(let question): consult(question)
    // The session is still needed, or ended with the transfer.
    case .close: break
    case .finished(let end):
      visit = nil
      ended(end)
    }
  }

  private mutating func consult(_ question: VisitQuestion) {
    switch question {
    case .change(let proposal, _, let change):
      guard case .staging(let pumps) = phase else { break }
      let preview = TransferPreview(pumps: pumps, change: change)
      return actions.append(.consult(.transfer(proposal, preview)))
    case .plain(_, let outlook):
      if case .settingAlarm = phase { return actions.append(.consult(.lowAlarm(outlook))) }
      // Whoever agreed to the transfer agreed to the stop; nothing new is known to ask about.
      guard case .stopping = phase, let agreed else { break }
      visit?.agree(agreed)
      return
    case .dose: break
    }
    visit?.giveUp()
  }

  private mutating func ended(_ end: VisitEnd) {
    switch (phase, end) {
    case (.settingAlarm(let pumps), .done):
      state.lowAlarm = .isSet
      begin(.readingNew(pumps.old))
    case (.committing(let pumps), .done(let done)):
      state.new = .givesTherapy
      begin(.comparing(pumps, done))
    case (.stopping(let done), .done):
      state.old = .stopped
      self.end(done, nil)
    case (.stopping(let done), .notDone(let fault)): self.end(done, fault)
    case (.stopping(let done), .unknown(let fault)):
      state.old = .mayBeStopped
      self.end(done, fault)
    case (.committing, .unknown(let fault)):
      state.new = .unknown
      finish(.unknown(.visit(.new, fault), state))
    case (_, .unknown(let fault)):
      if case .settingAlarm = phase { state.lowAlarm = .unknown }
      finish(.unknown(.visit(.new, fault), state))
    case (_, .notDone(let fault)): finish(.notDone(.visit(.new, fault), state))
    case (_, .done): finish(.notDone(.visit(.new, .wrongKind), state))
    }
  }

  /// Nothing has to be lowered where nothing flows, or no more than minimum rate with its alarm.
  mutating func lower(_ pumps: Pumps, _ consent: Consent) {
    switch pumps.present {
    case .programme:
      phase = .lowering(pumps, consent)
      actions.append(.lower(Yes(by: consent.by)))
    case .emergency:
      state.old = .atMinimumRate
      commit(pumps, consent)
    case .stopped, .ended:
      state.old = .stopped
      commit(pumps, consent)
    }
  }

  mutating func commit(_ pumps: Pumps, _ consent: Consent) {
    phase = .committing(pumps)
    visit?.consent(consent)
  }

  // MARK: The end

  private mutating func haveCompared(
    _ pumps: Pumps, _ visit: VisitDone, _ after: TransferSource?
  ) {
    actions.append(.close(.new))
    let done = TransferDone(
      pumps: pumps, visit: visit, rows: after.map { TransferRow.all(pumps.old, $0) } ?? [],
      state: state, fault: nil)
    guard state.old != .stopped, !has(.leavesOldPump) else { return end(done, nil) }
    phase = .openingToStop(done)
    actions.append(.open(.old))
  }

  mutating func stop(_ done: TransferDone) {
    phase = .stopping(done)
    visit = VisitMachine(.order(.stop))
  }

  /// The new pump gives the therapy, whatever became of the old one's stop.
  mutating func end(_ done: TransferDone, _ fault: VisitFault?) {
    finish(
      .done(
        TransferDone(
          pumps: done.pumps, visit: done.visit, rows: done.rows, state: state, fault: fault)))
  }

  mutating func finish(_ end: TransferEnd) {
    phase = .over
    visit = nil
    actions = [.close(.old), .close(.new), .finished(end)]
  }
}
