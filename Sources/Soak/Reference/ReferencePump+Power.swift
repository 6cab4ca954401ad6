import PumpFirmware
import Quantities
import Telemetry

extension ReferencePump {
  /// The power was cut, and comes back at a moment. The last record was made at `record`, from
  /// when on everything is counted at the rates of then; `made` are all strokes that were made.
  ///
  /// Of what was programmed meanwhile one stroke is still given, and of a bridge everything. What
  /// is due at that moment happens with the next ``advance(to:)``.
  mutating func losePower(
    record: Int128, made: Int128, until moment: Int128, cause: ResetCause, epoch: Int128
  ) {
    let frozen = basal
    let foregone = programmed
    closeSpan()
    if let temporary {
      self.temporary?.foregoneArea += foregone * max(min(moment, temporary.end) - now, 0)
    }
    closedArea += frozen * (moment - now)
    let pumped = (made - strokesSettled) * strokeDrug
    strokesSettled = made
    // A clock that was lost goes on from the record, and knows nothing of what was given since.
    if let run = running, run.kind == .bridge || cause == .clockLost {
      let counted = run.given(by: record)
      let owedThen = closedArea / Self.day + infused + counted - settled
      let given = min(counted + max(pumped - owedThen, 0), run.dose)
      infused += given
      running = nil
      if run.kind == .bridge { bridgeWaiting += run.dose - given }
      // As far as the pump knows it ended with the last record.
      now = record
      note(
        .infusionEnded, detail: run.kind.rawValue, short: given < run.dose ? 1 : 0,
        number: given / 1000, amount: made)
      count(run, given)
    }
    now = moment
    spanStart = moment
    settled += pumped
    // A clock that was lost can show a moment by which less was programmed than was pumped.
    infused += max(-owed(at: now), 0)
    let lost = owed(at: now) - strokeDrug
    if lost > 0 {
      settled += lost
      undelivered += lost
      note(.undelivered, detail: UndeliveredCause.power.rawValue, amount: lost)
    }
    lookForStep()
    nextAccount = (now / Self.day + 1) * Self.day
    note(.switchedOn, detail: cause.rawValue, number: epoch, amount: made)
    switchOn(cause, made: made)
  }

  private mutating func switchOn(_ cause: ResetCause, made: Int128) {
    if let temporary {
      if now >= temporary.end {
        endTemporary(.time)
      } else if cause == .clockLost {
        endTemporary(.clockLost)
      }
    }
    if cause == .lowBattery {
      hadLowBattery = true
      if !isStopped {
        // The stroke that is owed is made when the motor is asked, which is later.
        if let totalsInForce { endTotals(totalsInForce) }
        endTemporary(.stop)
        endRunning(strokes: made)
        closeSpan()
        stoppedSince = now
      }
    }
    if let bolus = programme.therapy.periodic, let due = nextPeriodic, due < now {
      let interval = Int128(bolus.intervalMinutes) * 60_000
      let missed = (now - due).dividedUp(by: interval)
      nextPeriodic = due + missed * interval
      note(
        .infusionSkipped, detail: InfusionKind.periodicBolus.rawValue,
        number: Int128(bolus.nanograms), amount: missed)
    }
    if cause == .clockLost, let bolus = programme.therapy.periodic, let due = nextPeriodic {
      nextPeriodic = max(due, now + Int128(bolus.intervalMinutes) * 60_000)
    }
    if failure == nil && now >= endOfService { fail(.endOfService, strokes: made) }
    beginWaitingBridge()
    // What the power cut found given in full can have flowed until now.
    let isThere = bridgeWaiting > 0 || running?.kind == .bridge
    if !isThere { endBridge() }
  }

  // MARK: A motor that stalls

  /// The motor makes no stroke until a moment.
  mutating func stall(until moment: Int128) {
    settle()
    stallEnd = moment
  }

  /// When the next stroke is due, no later than a moment, while it matters whether it is made.
  func strokeOfStall(by latest: Int128) -> Int128? {
    guard now < stallEnd || isFoundStalled, owed(at: latest) >= strokeDrug else { return nil }
    var early = now - 1
    var late = latest
    while late - early > 1 {
      let middle = (early + late) / 2
      if owed(at: middle) >= strokeDrug { late = middle } else { early = middle }
    }
    return late
  }

  /// The motor is told to make the strokes that are due: it makes all of them or none. What is not
  /// made is not made up for, but a bridge takes longer by it.
  mutating func turn() {
    if now >= stallEnd {
      settle()
      accountForStall()
      isFoundStalled = false
      return
    }
    // Before it is called a stall the battery is measured.
    if !isFoundStalled { measureBattery() }
    if failure != nil { return }
    let missed = owed(at: now) / strokeDrug * strokeDrug
    settled += missed
    undelivered += missed
    stalled += missed
    if running?.kind == .bridge { bridgeWaiting += missed }
    isFoundStalled = true
  }

  /// What a stall has cost is logged when it ends and with the day's account.
  mutating func accountForStall() {
    if stalled > 0 {
      note(.undelivered, detail: UndeliveredCause.stall.rawValue, amount: stalled)
    }
    stalled = 0
  }
}
