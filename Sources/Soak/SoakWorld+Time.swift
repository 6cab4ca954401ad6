import BadLink
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Time, the pump's records, and its power.
extension SoakWorld {
  /// Lets link time go on to a moment, and everything happen on the way.
  func run(until end: UInt64) throws(SoakFailure) {
    while let next = nextMoment, next <= end {
      move(to: next)
      try happenNow()
    }
    move(to: end)
    try advancePump()
  }

  /// The next moment of link time at which something happens.
  var nextMoment: UInt64? {
    guard let due = clients.nextDue() else { return powerBack?.link }
    return min(powerBack?.link ?? .max, due.rawValue)
  }

  private func move(to moment: UInt64) {
    guard moment > link else { return }
    therapy += moment - link
    link = moment
  }

  private func happenNow() throws(SoakFailure) {
    if let back = powerBack, back.link <= link { try bringPowerBack(back) }
    let now = linkTime
    for index in clients.indices {
      guard clients.isDue(index, at: now) else { continue }
      while let bytes = clients[index].line.deliver(to: .pump, at: linkTime) {
        try pumpHears(bytes, from: index)
      }
      while let bytes = clients[index].line.deliver(to: .programmer, at: linkTime) {
        try clientHears(bytes, index)
      }
      if let due = clients[index].deadline, due <= linkTime {
        clients[index].session.tick(at: linkTime)
        try drain(index)
      }
    }
  }

  /// Lets the pump live up to this moment.
  func advancePump() throws(SoakFailure) {
    let wasOn = pump.isOn
    pump.advance(to: now)
    keepRecords()
    try notePower(wasOn: wasOn)
    if pump.isOn { reference.advance(to: pumpTime) }
  }

  /// Takes note of the records the pump has written since.
  func keepRecords() {
    for record in pump.memory.takeRecords() { keep(record) }
  }

  /// Takes note of what a write has left in a slot. One that is the `first` thing the pump does
  /// holds nothing of what follows at its moment; nor does one that is written amid a run of
  /// strokes, with some of those still to come that are due before anything else happens then.
  func keep(_ record: SoakMemory.Record, isFirst: Bool = false) {
    if !isFirst {
      let moment = Int128(record.time.rawValue)
      reference.advance(to: moment, upToItsEvents: true)
      let due = UInt16(truncatingIfNeeded: strokeBase + reference.strokes(at: moment))
      if record.rotor == due { reference.advance(to: moment) }
    }
    if pending?.slot == record.slot { pending = nil }
    slots[record.slot] = record.isWhole ? Kept(reference: reference, epoch: epoch) : nil
    newest = record.isWhole ? record.slot : 1 - record.slot
  }

  /// Takes note of a power failure that happened within an action.
  func notePower(wasOn: Bool) throws(SoakFailure) {
    guard wasOn, !pump.isOn else { return }
    strokesAtFailure = strokesMade
    incoming = []
    checks.exchange = nil
    var random = Random(seed: scope.seed &+ UInt64(event) &* 977 &+ link)
    let off = random.once(in: 2) ? random.below(5000) : random.spread(upTo: longestOff)
    let cause = random.once(in: 3) ? ResetCause.lowBattery : .power
    powerBack = (link + random.below(3000), off, cause)
    tell("power fails")
  }

  private func bringPowerBack(
    _ back: (link: UInt64, off: UInt64, cause: ResetCause)
  ) throws(SoakFailure) {
    powerBack = nil
    therapy += back.off
    pump.advance(to: now)
    pump.allowPower()
    guard pump.isOn else { return }
    switchedOn = link
    tell("power is back (\(named(back.cause)))")
    pump.restart(back.cause, at: now)
    try booted(back.cause, strokes: strokesAtFailure)
  }

  /// The pump has started anew on its memory, with so many strokes made until then.
  func booted(_ cause: ResetCause, strokes: Int128) throws(SoakFailure) {
    let records = pump.memory.takeRecords()
    incoming = []
    checks.exchange = nil
    tell(
      "start \(pump.firmware.state.epoch) of the firmware (\(named(cause))),"
        + " \(records.count) records")
    let base = try stateBefore(boot: pump.firmware.state)
    let strokes = countable(strokes, after: base.reference)
    reference = base.reference
    epoch = base.epoch + 1
    // What really turns does not depend on what the pump remembers.
    reference.stallEnd = checks.stallEnd
    reference.framesNear = checks.framesNear
    reference.losePower(
      record: base.reference.now, made: strokes, until: pumpTime, cause: cause, epoch: epoch)
    for record in records { keep(record, isFirst: record.isFirst) }
    if pump.isOn {
      reference.advance(to: pumpTime)
    } else {
      try notePower(wasOn: true)
    }
  }

  /// What the rotor shows of the strokes made until now, of which a record counts some: the encoder
  /// tells 65 536 of them apart. Those it cannot show are before the pump's memory from here on.
  private func countable(_ strokes: Int128, after record: ReferencePump) -> Int128 {
    let since = strokes - record.strokes(at: record.now)
    let unseen = since - since % 65_536
    guard unseen > 0 else { return strokes }
    strokeBase += unseen
    checks.window.forget()
    tell("\(unseen) strokes since the record are more than the rotor shows")
    return strokes - unseen
  }

  /// What the record holds that the pump has started on: there are two at most that it can be.
  private func stateBefore(boot state: DurableState) throws(SoakFailure) -> Kept {
    guard var kept = slots[newest] else { throw fail(.therapy, "the pump started on no record") }
    if let pending, pending.slot == newest {
      if pending.order == nil {
        if state.alarms.contains(.emergencyRate), let done = pending.done {
          calls[pending.call, default: 0] += 1
          kept = done
        }
      } else if let order = pending.order, state.lastApplied?.command == order.name {
        guard let done = pending.done else {
          throw fail(.limits, "the pump started with an order in force that is beyond a limit")
        }
        try judgeDone(order.number)
        kept = done
      } else if let denied = pending.denied,
        state.patientDenied == denied.reference.denied
      {
        kept = denied
      }
      slots[newest] = kept
    }
    pending = nil
    return kept
  }
}
