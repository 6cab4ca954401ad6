import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// The events of a life.
extension SoakWorld {
  /// Lives through one event, and some time after it.
  func live(_ number: Int) throws(SoakFailure) {
    self.event = number
    let seed = scope.seed(ofEvent: number)
    var random = Random(seed: seed &* 0x9E37_79B9 &+ UInt64(number) &* 0xD6E8_FEB8_6659_FD93)
    // Drawn from all that the seed has, so that leaving something out changes nothing else.
    let event = SoakEvent.drawn(&random, options.eventWeights)
    let isLeftOut = event.share.fault.map { options.weights[$0] == nil } ?? false
    if !scope.dropped.contains(number), !isLeftOut {
      tell("event \(number): \(event.words)")
      try advancePump()
      try happen(event, &random)
      try check()
    }
    let pause = [0, random.below(200), random.below(3000), random.below(20_000), 125_000]
    let place = random.below(20)
    try run(until: link + pause[place == 0 ? 4 : Int(place % 4)])
    try check()
    if isInspected { try inspect() }
    map?.note(SoakState(self), after: event.number)
  }

  private func happen(_ event: SoakEvent, _ random: inout Random) throws(SoakFailure) {
    switch event {
    case .clinic(let event): try clinic(event, 0, &random)
    case .course(.patientAsks): try patientAsks(&random)
    case .course(.heavyDay): try fillDay(&random)
    case .course(.rivalActs):
      let acts: [SoakEvent.Clinic] = [.bolus, .stopOrResume, .changeTherapy, .look, .cancel]
      try clinic(random.element(of: acts), 1, &random)
    case .course(.wait): break
    case .course(.jump): try jump(&random)
    case .course(.heldBoluses): try holdBoluses(&random)
    case .surroundings(.crash):
      let index = Int(random.below(UInt64(clients.count)))
      if random.once(in: 3) { crash(index) }
      clients[index].crash = random.element(of: Client.ProgramEnd.allCases)
    case .surroundings(.headMoves):
      let index = Int(random.below(UInt64(clients.count)))
      isNear[index].toggle()
      incoming = []
      pump.linkInterrupted()
      tell("\(clients[index].name) is \(isNear[index] ? "near" : "away")")
    case .surroundings(.noise):
      let bytes = (0..<random.from(1...300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      try pumpHears(bytes + (random.once(in: 2) ? [0] : []), from: nil)
    case .harm(let event): try harm(event, &random)
    case .attack(let event): try attack(event, &random)
    case .rare(.changeKey): try changeKey(&random)
    case .rare(.callEmergency): try callEmergency(&random)
    case .rare(.loseMemory): try loseMemory(&random)
    case .rare(.makeAnew): try makeAnew()
    }
  }

  /// A programmer takes up a job, unless it is busy with another.
  func act(_ index: Int, _ job: [Client.Step], isNew: Bool = false) throws(SoakFailure) {
    guard clients[index].isIdle else { return }
    clients[index].take(job, isNew: isNew)
    try proceed(index)
  }

  private func clinic(
    _ event: SoakEvent.Clinic, _ index: Int, _ random: inout Random
  ) throws(SoakFailure) {
    let strength = UInt64(reference.strength)
    let isNew = random.once(in: 4)
    let job: [Client.Step]
    switch event {
    case .changeTherapy:
      var parts = random.stagedTherapy(strength)
      if random.once(in: 6) { parts.append(random.stagedPatientBolus(strength)) }
      job = parts.map { .stage($0) } + [.readBack, .commit(.current)]
    case .changePatientBolus:
      job = [.stage(random.stagedPatientBolus(strength)), .readBack, .commit(.current)]
    case .refill:
      var refill = random.refill(
        strength, of: reference.drug, drawable: pump.truthNow().reservoir.volume)
      let isOther = refill.drug != reference.drug
      var therapy = random.once(in: 2) || isOther ? random.stagedTherapy(strength) : []
      if isOther && reference.patient != nil { therapy.append(random.stagedPatientBolus(strength)) }
      if random.once(in: 3) {
        refill.withdrawnNanolitres = random.withdrawn(
          expected: UInt64(reference.reservoir), beside: device.path.discrepancy)
      }
      let parts = [Request.Part.refill(refill)] + therapy
      job = parts.map { .stage($0) } + [.readBack, .commit(.current), .fill(refill)]
    case .bolus: job = [.order(random.bolus(strength))]
    case .cancel: job = [.order(random.cancellation())]
    case .primeOrBridge: job = [.order(random.primeOrBridge(device.path))]
    case .stopOrResume: job = [.order(random.stopOrResume(isStopped: reference.isStopped))]
    case .setClock: job = [.order(random.clock(shown: reference.clock.map { UInt64($0) }))]
    case .setAlarms: job = [.order(random.alarms())]
    case .revise: job = [.order(random.catheter(device.path))]
    case .temporary:
      job = [.order(random.temporary(strength, isRunning: reference.temporary != nil))]
    case .mistakeSet:
      let parts = (random.stagedTherapy(strength), random.stagedPatientBolus(strength))
      let token = random.once(in: 2) ? Client.Token.superseded : .madeUp
      job =
        parts.0.map { .stage($0) } + [.readBack, .stage(parts.1)]
        + (token == .madeUp ? [.readBack] : []) + [.commit(token), .ask(.discard)]
    case .leaveSet: job = [.stage(random.stagedPatientBolus(strength))]
    case .close: job = [.close]
    case .look: job = [.ask(.readStatus), .ask(.interrogate), .ask(.readLog(ReadLog(from: 1)))]
    }
    try act(index, job, isNew: isNew)
  }

  /// The patient asks for a bolus, and sometimes for another before it is time.
  private func patientAsks(_ random: inout Random) throws(SoakFailure) {
    // Now and then it is something that is not the patient's to order.
    if random.once(in: 4) {
      let order = random.stopOrResume(isStopped: reference.isStopped)
      return try act(2, [.order(order)])
    }
    if random.once(in: 3) {
      try act(2, [.ask(.readStatus), .ask(.readPatientBolus(.committed))])
      try run(until: link + 300)
    }
    for _ in 0..<random.from(1...3) {
      try act(2, [.order(.requestBolus)])
      try run(until: link + 300)
      therapy += random.below(3_600_000)
      try advancePump()
    }
  }

  /// A programme whose boluses come every few hours, and a planned stop or a temporary rate in
  /// which some of them are due; often to its end.
  private func holdBoluses(_ random: inout Random) throws(SoakFailure) {
    let strength = UInt64(reference.strength)
    let therapy = random.therapyOfBoluses(strength)
    if reference.isStopped || reference.isAtEmergencyRate {
      try act(0, [.order(.resume(ConfirmedOrder()))])
      try run(until: link + 500)
    }
    if reference.programme.therapy.periodic == nil || random.once(in: 2) {
      let part = Request.Part.therapy(StageTherapy(therapy, overridesSoftLimits: true))
      try act(0, [.stage(part), .readBack, .commit(.current)])
      try run(until: link + 1000)
    }
    let order = random.temporaryOverBoluses(strength)
    try act(0, [.order(.startTemporaryRate(order))])
    try run(until: link + 500)
    let length = UInt64(order.minutes) * 60_000
    self.therapy += random.once(in: 4) ? random.below(length) : length + random.below(7_200_000)
    try advancePump()
  }

  /// As much as can be had within hours, by boluses that are over soon; and often one more about
  /// when a day has passed, which there is room for or is not.
  private func fillDay(_ random: inout Random) throws(SoakFailure) {
    for _ in 0..<random.from(1...4) { try giveMuch(&random) }
    guard random.once(in: 2) else { return }
    therapy += 86_400_000 - random.below(7_200_000)
    try advancePump()
    try giveMuch(&random)
  }

  /// A large bolus at half of the greatest flow, to its end.
  private func giveMuch(_ random: inout Random) throws(SoakFailure) {
    let volume = random.from(200_000...1_000_000)
    let nanograms = UInt32(clamping: volume * UInt64(reference.strength) / 1000)
    let length = UInt32(volume * 8)
    let bolus = StartBolus(
      nanograms: nanograms, milliseconds: length, overridesSoftLimits: true)
    try act(0, [.order(.startBolus(bolus))])
    try run(until: link + 300)
    therapy += UInt64(length)
    try advancePump()
  }

  /// The syringe: draws the reservoir empty and fills it.
  func fillReservoir(_ refill: StageRefill) throws(SoakFailure) {
    let there = pump.truthNow().reservoir.volume
    if there == .zero { checks.isVolumeShort = true }
    _ = pump.withdraw(there, at: now)
    do throws(BenchError) {
      if refill.isRinsed { _ = try pump.rinse(at: now) }
      try pump.fill(
        min(Nanolitres(rawValue: UInt64(refill.filledNanolitres)), device.capacity),
        of: refill.concentration, refill.drug, at: now)
    } catch {
      throw fail(.life, "the syringe cannot do it: \(error)")
    }
    tell(
      "the reservoir is emptied\(refill.isRinsed ? ", rinsed" : "") and filled with "
        + "\(refill.filledNanolitres) nL of \(named(refill.drug))")
  }

  /// How far a jump goes. What ends about when something is due comes twice as often.
  private enum Jump {
    case moment, minutes, toDeadline, wholeDays, days, hours

    static let shares: [Jump] = [
      .moment, .minutes, .toDeadline, .toDeadline, .wholeDays, .days, .hours, .hours,
    ]
  }

  /// Therapy time goes on by a moment or by months, and link time stands.
  func jump(_ random: inout Random) throws(SoakFailure) {
    let day: UInt64 = 86_400_000
    let length: UInt64
    switch random.element(of: Jump.shares) {
    case .moment: length = random.below(1000)
    case .minutes: length = random.from(1...60) * 60_000
    case .toDeadline:
      let left = pump.firmware.deadline.rawValue
      let now = pump.firmware.time.rawValue
      length = (left > now ? left - now : 0) + random.below(3)
    case .wholeDays: length = random.from(1...3) * day - random.below(2)
    case .days: length = random.once(in: 8) ? random.below(120 * day) : random.below(10 * day)
    case .hours: length = random.below(random.once(in: 2) ? day : day / 8)
    }
    tell("\(length) ms go by")
    therapy += length
    try advancePump()
  }
}
