import BadLink
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What the pump hears, what it does about it, and what it answers.
extension SoakWorld {
  /// Hands bytes to the pump, one frame after another.
  func pumpHears(_ bytes: [UInt8], from index: Int?) throws(SoakFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0).map { $0 + 1 } ?? rest.endIndex
      let part = Array(rest[..<end])
      rest = rest[end...]
      try advancePump()
      guard index.map({ isNear[$0] }) ?? true, pump.isOn, pump.world.head != .away else {
        continue
      }
      let isWhole = part.last == 0
      incoming += isWhole ? part.dropLast() : part[...]
      let frame = isWhole ? incoming : nil
      if isWhole { incoming = [] }
      try feed(part, frame)
    }
  }

  /// Hands no more than one frame to the pump, and finds out what it has done.
  private func feed(_ part: [UInt8], _ frame: [UInt8]?) throws(SoakFailure) {
    let before = pump.firmware.state.lastApplied
    let denied = pump.firmware.state.patientDenied
    let wasCalled = pump.firmware.state.alarms.contains(.emergencyRate)
    let waiting = [
      pump.pendingKey(of: .clinician), pump.pendingKey(of: .patient),
    ]
    let called = calledState(frame)
    let number = frame.flatMap { ledger.order(in: $0) }
    // What the order makes of the reference, if it is one that somebody gave.
    var trial = number.map { _ in reference }
    let verdict = number.flatMap { trial?.verdict(on: ledger[$0]) }
    var answers: [[UInt8]] = []
    pump.receive(part.span, at: now) { bytes in answers.append([UInt8](copying: bytes)) }
    let records = pump.memory.takeRecords()
    let isOn = pump.isOn
    for answer in answers { answered += answer }
    if pump.world.head == .near { checks.framesNear += Int128(answers.count) }
    let last = pump.firmware.state.lastApplied
    let isCalled = !wasCalled && pump.firmware.state.alarms.contains(.emergencyRate)
    if last == before { try noteTakenKeys(waiting) }
    if isCalled { try judgeEmergency(frame, called) }
    if last != before {
      try judgeDone(number, last?.command, verdict)
      if let trial { reference = trial }
    } else if pump.firmware.state.patientDenied != denied {
      try expect(
        verdict != nil && pump.firmware.state.patientDenied == trial?.denied, .limits,
        "the pump counts a request of the patient as denied that was not")
      reference.denied = pump.firmware.state.patientDenied
    }
    for record in records {
      // The first record of an order is the order, before anything follows from it.
      keep(record, isFirst: record.isFirst && (last != before || isCalled))
      let isNew = pump.firmware.state.patientDenied == denied || !isOn
      if let number, record.isFirst, record.isWhole, last == before, isNew {
        pending = pendingOrder(
          number, in: record.slot, verdict == nil ? trial : nil, trial?.denied ?? denied)
      }
      if let frame, let called, record.isFirst, record.isWhole, !isCalled {
        pending = Pending(
          slot: record.slot, call: frame, done: Kept(reference: called, epoch: epoch))
      }
    }
    reference.framesNear = checks.framesNear
    if isOn { reference.advance(to: pumpTime) }
    if let number, !ledger[number].isJudged {
      ledger[number].isJudged = true
      ledger[number].verdict = verdict
    }
    try notePower(wasOn: true)
    try checkRepeat(frame, answers)
    try send(answers)
    try checkDelivery()
  }

  /// What a call for the emergency in a frame makes of the pump; `nil` when it is none, or changes
  /// nothing.
  private func calledState(_ frame: [UInt8]?) -> ReferencePump? {
    guard let frame, calls[frame] != nil else { return nil }
    var called = reference
    return called.goToEmergencyRate() ? called : nil
  }

  /// What a record may hold that was written when an order came, and that the pump does not know.
  private func pendingOrder(
    _ number: Int, in slot: Int, _ done: ReferencePump?, _ denied: UInt32
  ) -> Pending? {
    guard ledger[number].timesDone == 0 else { return nil }
    var pending = Pending(
      slot: slot, order: (ledger[number].name, number),
      done: done.map { Kept(reference: $0, epoch: epoch) })
    if done == nil, case .requestBolus = ledger[number].order.body {
      var denial = reference
      denial.denied = denied
      pending.denied = Kept(reference: denial, epoch: epoch)
    }
    return pending
  }

  /// A frame that comes twice in a row has the same answer twice, as long as its session is open.
  private func checkRepeat(_ frame: [UInt8]?, _ answers: [[UInt8]]) throws(SoakFailure) {
    guard let frame, pump.sessionEnd != nil else {
      checks.exchange = nil
      return
    }
    if let last = checks.exchange, last.frame == frame {
      try expect(answers == [last.answer], .once, "a request that was repeated has another answer")
    }
    let isSealed = answers.first.map { $0.count > 2 && $0[2] == 3 } ?? false
    // Later it may have none any more, but never a new one.
    if let known = checks.answers[frame], isSealed {
      try expect(answers == [known], .once, "a request that was repeated is answered anew")
    } else if isSealed {
      checks.answers[frame] = answers[0]
    }
    checks.exchange = answers.count == 1 && isSealed ? (frame, answers[0]) : nil
  }

  private func send(_ answers: [[UInt8]]) throws(SoakFailure) {
    for answer in answers {
      try checkAnswer(answer)
      let answer = overTheAir(answer, isFromPump: true)
      for index in clients.indices where isNear[index] {
        clients[index].line.send(answer.span, from: .pump, at: linkTime)
      }
    }
  }

  /// An order was carried out: it must be one that somebody gave, and that may be carried out now.
  private func judgeDone(
    _ number: Int?, _ name: AppliedCommand?, _ verdict: RefusalCode?
  ) throws(SoakFailure) {
    guard let number else {
      throw fail(
        .secrecy, "the pump carried out \(words(name)), and no such order has just reached it")
    }
    let entry = ledger[number]
    tell("the pump carries out \(words(entry))")
    try expect(entry.name == name, .once, "the pump names \(words(entry)) \(words(name))")
    if let verdict {
      throw fail(
        .limits, "the pump carried out \(words(entry)), which is beyond a limit (\(named(verdict)))"
      )
    }
    let clock = UInt32(truncatingIfNeeded: now.link.rawValue)
    let late = Int32(bitPattern: clock &- entry.order.notAfter)
    try expect(late <= 0, .once, "\(words(entry)) was carried out \(late) ms after it expired")
    try judgeDone(number)
  }

  /// The same for an order that turns out to be in force after a power failure.
  func judgeDone(_ number: Int) throws(SoakFailure) {
    let entry = ledger[number]
    ledger[number].timesDone += 1
    try expect(entry.timesDone == 0, .once, "\(words(entry)) was carried out once more")
    if let ban = entry.ban {
      throw fail(
        entry.belief == .notDone ? .belief : .therapy, "\(words(entry)) was carried out, but \(ban)"
      )
    }
    var mayPatient = false
    if case .requestBolus = entry.order.body { mayPatient = true }
    try expect(
      entry.role == .clinician || mayPatient, .secrecy,
      "the patient's programmer gave \(words(entry))")
  }

  func words(_ entry: OrderLedger.Entry) -> String {
    "\(entry.order.body.words) of \(clients[entry.client].name) (\(words(entry.name)))"
  }

  func words(_ name: AppliedCommand?) -> String {
    name.map { "session \($0.session) request \($0.request)" } ?? "an order without a name"
  }
}

extension ReferencePump {
  /// Carries out an order of the ledger, and gives the refusal if it does not.
  mutating func verdict(on entry: OrderLedger.Entry) -> RefusalCode? {
    do throws(No) {
      _ = try order(entry.order.body, staged: entry.set)
      note(
        .order, detail: entry.order.body.type.rawValue, short: entry.name.request,
        number: Int128(entry.name.session))
      return nil
    } catch { return error.code }
  }
}
