import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// The events of a life.
extension SoakWorld {
  /// Lives through one event, and some time after it.
  mutating func live(_ number: Int) throws(SoakFailure) {
    event = number
    var dice = Dice(seed: plan.seed &* 0x9E37_79B9 &+ UInt64(number) &* 0xD6E8_FEB8_6659_FD93)
    // Drawn from all that the seed has, so that leaving something out changes nothing else.
    let deed = SoakDeed.drawn(&dice, options.drawnWeights)
    let isLeftOut = deed.share.fault.map { options.weights[$0] == nil } ?? false
    if !plan.dropped.contains(number), !isLeftOut {
      tell("event \(number): \(deed.words)")
      try advancePump()
      try happen(deed, &dice)
      try check()
    }
    let pause = [0, dice.below(200), dice.below(3000), dice.below(20_000), 125_000]
    let place = dice.below(20)
    try run(until: link + pause[place == 0 ? 4 : Int(place % 4)])
    try check()
  }

  private mutating func happen(_ deed: SoakDeed, _ dice: inout Dice) throws(SoakFailure) {
    switch deed {
    case .clinic(let deed): try clinic(deed, 0, &dice)
    case .course(.patientAsks): try patientAsks(&dice)
    case .course(.heavyDay): try fillDay(&dice)
    case .course(.rivalActs):
      let acts: [SoakDeed.Clinic] = [.bolus, .stopOrResume, .changeTherapy, .look, .cancel]
      try clinic(dice.element(of: acts), 1, &dice)
    case .course(.wait): break
    case .course(.jump): try jump(&dice)
    case .surroundings(.crash):
      let index = Int(dice.below(UInt64(hands.count)))
      if dice.once(in: 3) { crash(index) }
      hands[index].crash = dice.element(of: Handheld.HandCrash.allCases)
    case .surroundings(.headMoves):
      let index = Int(dice.below(UInt64(hands.count)))
      isNear[index].toggle()
      incoming = []
      pump.linkInterrupted()
      tell("\(hands[index].name) is \(isNear[index] ? "near" : "away")")
    case .surroundings(.noise):
      let bytes = (0..<dice.from(1...300)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      try pumpHears(bytes + (dice.once(in: 2) ? [0] : []), from: nil)
    case .harm(let deed): try harm(deed, &dice)
    case .attack(let deed): try attack(deed, &dice)
    }
  }

  /// A programmer takes up a job, unless it is busy with another.
  mutating func act(_ index: Int, _ job: [Handheld.Step], isNew: Bool = false) throws(SoakFailure) {
    guard hands[index].isIdle else { return }
    hands[index].take(job, isNew: isNew)
    try proceed(index)
  }

  private mutating func clinic(
    _ deed: SoakDeed.Clinic, _ index: Int, _ dice: inout Dice
  ) throws(SoakFailure) {
    let strength = UInt64(reference.strength)
    let isNew = dice.once(in: 4)
    let job: [Handheld.Step]
    switch deed {
    case .changeTherapy:
      var parts = dice.stagedTherapy(strength)
      if dice.once(in: 6) { parts.append(dice.stagedPatientBolus(strength)) }
      job = parts.map { .stage($0) } + [.readBack, .commit(.current)]
    case .changePatientBolus:
      job = [.stage(dice.stagedPatientBolus(strength)), .readBack, .commit(.current)]
    case .refill:
      let refill = dice.refill(strength, drawable: pump.truth.reservoir.volume)
      var parts = [Request.Part.refill(refill)]
      if dice.once(in: 2) { parts += dice.stagedTherapy(strength) }
      job = parts.map { .stage($0) } + [.readBack, .commit(.current), .fill(refill)]
    case .bolus: job = [.order(dice.bolus(strength))]
    case .cancel: job = [.order(dice.cancellation())]
    case .primeOrBridge: job = [.order(dice.primeOrBridge(device.path))]
    case .stopOrResume: job = [.order(dice.stopOrResume(isStopped: reference.isStopped))]
    case .setClock: job = [.order(dice.clock(shown: reference.clock.map { UInt64($0) }))]
    case .setAlarms: job = [.order(dice.alarms())]
    case .mistakeSet:
      let parts = (dice.stagedTherapy(strength), dice.stagedPatientBolus(strength))
      let token = dice.once(in: 2) ? Handheld.Token.superseded : .madeUp
      job =
        parts.0.map { .stage($0) } + [.readBack, .stage(parts.1)]
        + (token == .madeUp ? [.readBack] : []) + [.commit(token), .ask(.discard)]
    case .leaveSet: job = [.stage(dice.stagedPatientBolus(strength))]
    case .close: job = [.close]
    case .look: job = [.ask(.readStatus), .ask(.interrogate), .ask(.readLog(ReadLog(from: 1)))]
    }
    try act(index, job, isNew: isNew)
  }

  /// The patient asks for a bolus, and sometimes for another before it is time.
  private mutating func patientAsks(_ dice: inout Dice) throws(SoakFailure) {
    // Now and then it is something that is not the patient's to order.
    if dice.once(in: 4) {
      let order = dice.stopOrResume(isStopped: reference.isStopped)
      return try act(2, [.order(order)])
    }
    for _ in 0..<dice.from(1...3) {
      try act(2, [.order(.requestBolus)])
      try run(until: link + 300)
      therapy += dice.below(3_600_000)
      try advancePump()
    }
  }

  /// As much as can be had within hours, by boluses that are over soon.
  private mutating func fillDay(_ dice: inout Dice) throws(SoakFailure) {
    for _ in 0..<dice.from(1...4) {
      let volume = dice.from(200_000...1_000_000)
      let nanograms = UInt32(clamping: volume * UInt64(reference.strength) / 1000)
      // At half of the greatest flow.
      let length = UInt32(volume * 8)
      let bolus = StartBolus(
        nanograms: nanograms, milliseconds: length, overridesSoftLimits: true)
      try act(0, [.order(.startBolus(bolus))])
      try run(until: link + 300)
      therapy += UInt64(length)
      try advancePump()
    }
  }

  /// The syringe: draws the reservoir empty and fills it.
  mutating func fillReservoir(_ refill: StageRefill) throws(SoakFailure) {
    let there = pump.truth.reservoir.volume
    if there == .zero { checks.isVolumeShort = true }
    _ = pump.withdraw(there, at: now)
    try? pump.fill(
      min(Nanolitres(rawValue: UInt64(refill.filledNanolitres)), device.capacity),
      of: refill.concentration, at: now)
    tell("the reservoir is emptied and filled with \(refill.filledNanolitres) nL")
  }

  /// Therapy time goes on by a moment or by months, and link time stands.
  mutating func jump(_ dice: inout Dice) throws(SoakFailure) {
    let day: UInt64 = 86_400_000
    let length: UInt64
    switch dice.below(8) {
    case 0: length = dice.below(1000)
    case 1: length = dice.from(1...60) * 60_000
    case 2, 3:
      let left = pump.firmware.deadline.rawValue
      let now = pump.firmware.time.rawValue
      length = (left > now ? left - now : 0) + dice.below(3)
    case 4: length = dice.from(1...3) * day - dice.below(2)
    case 5: length = dice.once(in: 8) ? dice.below(120 * day) : dice.below(10 * day)
    default: length = dice.below(dice.once(in: 2) ? day : day / 8)
    }
    tell("\(length) ms go by")
    therapy += length
    try advancePump()
  }
}
