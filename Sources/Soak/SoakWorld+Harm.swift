import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What fails in and around the pump.
extension SoakWorld {
  func harm(_ event: SoakEvent.Harm, _ random: inout Random) throws(SoakFailure) {
    switch event {
    case .cutPower:
      guard pump.isOn else { return }
      pump.setPower(false, at: now)
      try notePower(wasOn: true)
    case .cutAction:
      let part = [0, UInt32(random.below(40)), UInt32(random.below(700)), .max][
        Int(random.below(4))]
      pump.powerFailure = PowerFailure(actionsLeft: UInt32(random.below(12)), part: part)
      tell("power is to fail in an action to come")
    case .memoryTrouble:
      // While one waits for the next stroke, a long jump can fill the log's journal.
      checks.log.mayLack = true
      checks.log.hasFailed = true
      let count = random.once(in: 3) ? random.from(1...6) : 1
      pump.memory.fates = (0..<count).map { _ in
        random.once(in: 3)
          ? .readsWrong : random.once(in: 2) ? .fails : .isTorn(bytes: Int(random.below(700)))
      }
      tell("\(pump.memory.fates.count) writes to the memory will fail")
    case .memoryFails:
      checks.log.mayLack = true
      checks.log.hasFailed = true
      try inject(
        .memory, .failure, for: Milliseconds(rawValue: random.spread(upTo: 86_400_000) + 1))
    case .clockDrifts:
      guard pump.currentFault(of: .motor) == nil else { return }
      let ppm = random.once(in: 2) ? random.below(200) : random.below(500_000)
      try inject(.clock, .drift, Int64(ppm) * (random.once(in: 2) ? 1 : -1))
    case .clockIsLost:
      guard pump.currentFault(of: .motor) == nil else { return }
      checks.window.forget()
      checks.stallEnd = 0
      try startAnew(.clockLost, .clock)
    case .batteryResets: try startAnew(.lowBattery, .battery)
    case .processorResets: try startAnew(.power, .processor)
    case .motorStalls: try stall(&random)
    case .bodyFails: try harmBody(&random)
    case .bodyHeals:
      pump.clear(.catheter, at: now)
      pump.clear(.reservoir, at: now)
    case .pumpMoves: try movePump(&random)
    case .needle:
      let amount = Picograms(rawValue: random.spread(upTo: 200_000_000))
      // Which drug it is follows from what is drawn anyway.
      let drug: DrugCode = amount.rawValue % 8 == 1 ? .morphine : .baclofen
      checks.injected[drug, default: 0] += Int128(amount.rawValue)
      try operate { world throws(BenchError) in try world.inject(amount, of: drug) }
      tell("\(amount.rawValue) pg of \(named(drug)) by hand")
    }
  }

  private func inject(
    _ unit: FaultUnit, _ kind: FaultKind, _ value: Int64? = nil, for length: Milliseconds? = nil
  ) throws(SoakFailure) {
    guard let fault = try? Fault(unit: unit, kind: kind, value: value) else {
      throw fail(.life, "there is no fault \(unit.name) \(kind.name) \(value ?? 0)")
    }
    guard pump.isOn || !fault.isEvent else { return }
    do throws(BenchError) {
      try pump.inject(fault, for: length, at: now)
      tell("\(unit.name) \(kind.name) \(value ?? 0)")
    } catch {
      // The moment of a recovery has passed, or what is damaged is not there.
      tell("\(unit.name) \(kind.name) cannot be")
    }
  }

  /// The firmware starts anew, with power all the time.
  private func startAnew(_ cause: ResetCause, _ unit: FaultUnit) throws(SoakFailure) {
    guard pump.isOn else { return }
    let strokes = strokesMade
    switchedOn = link
    try inject(unit, .reset)
    try booted(cause, strokes: strokes)
  }

  private func stall(_ random: inout Random) throws(SoakFailure) {
    guard pump.isOn, pump.currentFault(of: .clock) == nil else { return }
    let length = random.once(in: 2) ? random.below(600_000) : random.below(20_000_000)
    let end = therapy + length + 1
    // By the pump's own time: the first moment of it that is not before the end.
    let before = pump.world.oscillator.pumpTime(at: TherapyTime(rawValue: end - 1))
    checks.stallEnd = Int128(before.rawValue) + 1
    reference.stall(until: checks.stallEnd)
    try inject(.motor, .stall, Int64(end))
  }

  /// The pump is taken out of the body, or put into it, perhaps with another catheter.
  private func movePump(_ random: inout Random) throws(SoakFailure) {
    let catheter = random.once(in: 3) ? Nanolitres(rawValue: random.from(1...400_000)) : nil
    guard pump.world.plant.isImplanted else {
      try operate { world throws(BenchError) in try world.implant(newCatheter: catheter) }
      return tell("the pump is implanted")
    }
    try operate { world throws(BenchError) in try world.explant() }
    tell("the pump is explanted")
  }

  /// Screening doses before there is a pump in the body, by hand and a day apart; then the implant.
  func haveTrial() throws(SoakFailure) {
    guard options.trialDoses > 0 else { return }
    try operate { world throws(BenchError) in try world.explant() }
    for dose in [50, 75, 100].prefix(options.trialDoses) as ArraySlice<UInt64> {
      tell("a trial: \(dose) mcg by hand")
      let drug = Picograms(rawValue: dose * 1_000_000)
      checks.injected[.baclofen, default: 0] += Int128(drug.rawValue)
      try operate { world throws(BenchError) in try world.inject(drug) }
      therapy += 86_400_000
      try check()
    }
    try operate { world throws(BenchError) in try world.implant() }
    tell("the pump is implanted after a trial")
    try check()
  }

  func operate(
    _ body: (inout World) throws(BenchError) -> Void
  ) throws(SoakFailure) {
    do throws(BenchError) {
      try pump.operate(at: now, body)
    } catch {
      throw fail(.balance, "a body that can be operated on was not")
    }
  }

  /// What fails in the body, in the order of the seeds.
  private enum BodyFault: CaseIterable {
    case catheterLeaks, reservoirLeaks, catheterIsBlocked, catheterIsOff
  }

  private func harmBody(_ random: inout Random) throws(SoakFailure) {
    switch random.element(of: BodyFault.allCases) {
    case .catheterLeaks: try inject(.catheter, .leak, Int64(random.from(1...100)))
    case .reservoirLeaks: try inject(.reservoir, .leak, Int64(random.from(1...1_000_000)))
    case .catheterIsBlocked:
      checks.isVolumeShort = true
      try inject(.catheter, .occlusion, Int64(random.below(100)))
    case .catheterIsOff: try inject(.catheter, .disconnection)
    }
  }
}
