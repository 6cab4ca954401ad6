import BadLink
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// The calm at the end: no more faults, and everything must come to rest.
extension SoakWorld {
  func calmDown() throws(SoakFailure) {
    event = options.events
    isCalm = true
    tell("calm: no more faults")
    try endFaults()
    try finishJobs()
    for index in 0..<3 { try settle(index) }
    try resume()
    event += 1
    try pass(days: 3)
    try inspect()
    try expectNoAlarms()
    for entry in ledger.entries
    where entry.timesDone == 0 && entry.belief == .done && !entry.isUndone {
      throw fail(.belief, "\(words(entry)) is held to be done")
    }
  }

  private func endFaults() throws(SoakFailure) {
    pump.powerFailure = nil
    pump.memory.fates = []
    for index in clients.indices { clients[index].crash = nil }
    isNear = [true, true, true, true]
    attacker.isTampering = false
    var calm = LinkFaults()
    calm.latency = Milliseconds(rawValue: 20)
    for index in clients.indices {
      for end in [DuplexLine.End.pump, .programmer] {
        clients[index].line.set(calm, seed: 1, to: end, at: linkTime)
      }
    }
    if let back = powerBack { try run(until: back.link) }
    try advancePump()
    for unit in [FaultUnit.memory, .catheter, .reservoir, .clock] { pump.clear(unit, at: now) }
    if pump.currentFault(of: .motor) != nil {
      pump.clear(.motor, at: now)
      checks.stallEnd = pumpTime
      reference.stallEnd = pumpTime
    }
    // What the memory did not take is tried again with the next stroke, or with the day's account.
    therapy += 25 * 3_600_000
    try check()
  }

  /// What the programmers are about comes to its end.
  private func finishJobs() throws(SoakFailure) {
    for _ in 0..<20 where clients.contains(where: { !$0.isIdle }) { try run(until: link + 10_000) }
    try expect(clients.allSatisfy({ $0.isIdle }), .belief, "a programmer does not come to an end")
    // Everything that is still on its way arrives, and no failed proof makes anyone wait.
    try run(until: link + 70_000)
    try check()
  }

  /// One status tells what became of an order; where another's order took its place, the log does.
  func settle(_ index: Int) throws(SoakFailure) {
    guard let (number, _) = clients[index].archived else { return }
    // A patient's programmer may not read the log.
    let look: [Client.Step] =
      clients[index].role == .patient
      ? [.ask(.readStatus)]
      : [.ask(.readStatus), .search(from: max(ledger[number].logged, 1))]
    // A pump whose epoch was not stored may use a session's number again: its clock then tells.
    for _ in 0..<3 where clients[index].archived != nil {
      try act(index, look, isNew: true)
      try finishJobs()
      if clients[index].archived != nil { try run(until: link + 1_000_000) }
    }
    if clients[index].archived != nil,
      clients[index].role == .patient || !clients[index].isLogLongEnough
    {
      // Then a person has to find out.
      let isDone = ledger[number].timesDone > 0
      clients[index].session.settle(as: isDone ? .doneUnheard : .notDone)
      clients[index].archived = nil
    }
    try expect(
      clients[index].archived == nil, .belief,
      "what became of \(words(ledger[number])) stays unknown"
    )
  }

  private func resume() throws(SoakFailure) {
    // The first order may find an epoch that is not stored yet, and has it stored.
    for _ in 0..<2 where reference.isStopped || reference.isAtEmergencyRate {
      try act(0, [.order(.resume(ConfirmedOrder()))], isNew: true)
      try finishJobs()
    }
    // A pump that will never give anything again resumes nothing.
    if reference.failure != nil { return }
    try expect(
      !reference.isStopped && !reference.isAtEmergencyRate, .therapy, "delivery cannot be resumed")
  }

  private func pass(days: UInt64) throws(SoakFailure) {
    for _ in 0..<days {
      therapy += 86_400_000
      try check()
    }
  }

  /// Alarms whose cause is gone are gone.
  private func expectNoAlarms() throws(SoakFailure) {
    var alarms = pump.firmware.state.alarms
    if reference.failure != nil { return try expectStandstill() }
    for alarm in [Alarm.lowReservoir, .emptyReservoir, .clockUncertain, .electiveReplacement] {
      alarms.remove(alarm)
    }
    // Without a stroke since, nobody knows that the motor turns again.
    if !reference.isFoundStalled { alarms.remove(.motorStall) }
    try expect(alarms.isEmpty, .independence, "alarms are active in the calm: \(alarms.words)")
  }

  /// A pump whose delivery has ended sounds for it and gives nothing, however long one waits.
  private func expectStandstill() throws(SoakFailure) {
    let alarm =
      reference.failure == .memoryLost ? Alarm.memoryLost : Alarm.endOfService
    try expect(
      pump.firmware.state.alarms.contains(alarm), .independence,
      "no alarm says why nothing is given")
    let strokes = strokesMade
    try pass(days: 2)
    try expect(strokesMade, strokes, .delivery, "the strokes of a pump that gives nothing")
  }
}
