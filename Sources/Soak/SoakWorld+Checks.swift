import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What the checks remember from one time to the next.
struct SoakChecks {
  var window = DayWindow()
  /// Until when the motor makes no stroke, by the pump's own time.
  var stallEnd: Int128 = 0
  /// The frames that the pump sent out of contact.
  var framesNear: Int128 = 0
  /// Whether less than the strokes' volume may have left the reservoir: it was dry, or blocked.
  var isVolumeShort = false
  var log = LogProgress()
  /// What was injected by hand of each drug, in pg.
  var injected: [DrugCode: Int128] = [:]
  /// What the body had before it came to this pump; `nil` where another pump has it.
  var body: BodyBefore? = BodyBefore()
  /// Whether replacement was indicated, and service over, when all was checked last.
  var ends = (isDue: false, isOver: false)
  /// The last frame that was answered in the session, and its answer.
  var exchange: (frame: [UInt8], answer: [UInt8])?
  /// Every frame that was answered in a session, and its answer.
  var answers: [[UInt8]: [UInt8]] = [:]
  /// The newest entry of the log that an inspection has read, and its chain value.
  var inspected: (entry: UInt32, chain: UInt64) = (0, 0)
  /// How often a copy of the pump could be inspected.
  var inspections = 0
}

/// The most volume that was really moved in any 24 hours, by samples of the strokes made.
struct DayWindow {
  private var samples: [(moment: Int128, strokes: Int128)] = []
  private var first = 0
  /// The most strokes of 24 hours so far.
  private(set) var most: Int128 = 0

  /// Adds a sample; gives the strokes of the 24 hours, or less, before it.
  mutating func add(_ moment: Int128, _ strokes: Int128) -> Int128 {
    if samples.last?.moment == moment { samples.removeLast() }
    samples.append((moment, strokes))
    while samples[first].moment < moment - ReferencePump.day { first += 1 }
    most = max(most, strokes - samples[first].strokes)
    return strokes - samples[first].strokes
  }

  /// Begins anew: the pump's time was lost.
  mutating func forget() {
    samples = []
    first = 0
  }
}

/// What must hold after every event.
extension SoakWorld {
  func check() throws(SoakFailure) {
    try advancePump()
    try checkBalance()
    guard pump.isOn else { return }
    try checkDelivery()
    try checkState()
    try checkSession()
    try checkKeys()
    try readLog()
    tellEnds()
    pump.notePatient(at: now.link)
  }

  /// Remarks on when replacement is indicated, and service ends.
  private func tellEnds() {
    let isDue = reference.replacementSince != nil
    let isOver = reference.failure == .endOfService
    let cause = options.isBatterySmall ? "the battery" : "age"
    if isDue, !checks.ends.isDue { tell("replacement is indicated by \(cause)") }
    if isOver, !checks.ends.isOver { tell("service ends by \(cause)") }
    checks.ends = (isDue, isOver)
  }

  /// Delivered and programmed: the strokes are those of the reference, and what is programmed and
  /// neither pumped nor lost is less than one. Both hold at every moment, so over any span.
  func checkDelivery() throws(SoakFailure) {
    guard pump.isOn else { return }
    let now = pumpTime
    let made = strokesMade
    let due = reference.due(at: now)
    try expect(made, due.strokes, .delivery, "the number of strokes")
    let total = due.total
    let owed = total - (made - due.strokesSettled) * due.strokeDrug - due.settled
    try expect(
      owed >= 0 && owed < due.strokeDrug, .delivery, "\(owed) pg are owed after the strokes")
    try expect(
      Int128(pump.firmware.state.integral.programmed.rawValue), total, .delivery, "programmed pg")
    try expect(
      Int128(pump.firmware.state.undelivered.rawValue), reference.undelivered, .delivery,
      "pg that are not made up for")
    // One stroke may fall to either side of the window.
    let window = checks.window.add(now, made) - 1
    let most = Int128(device.limits.maximumDailyVolume.rawValue)
    try expect(
      window * due.stroke <= most, .limits,
      "\(window * due.stroke) nL in 24 hours, where the device allows \(most)")
  }

  /// Nothing is made or lost on the way from the syringe to the patient, of each drug, to the nL
  /// and the pg.
  private func checkBalance() throws(SoakFailure) {
    let truth = pump.realityOfBaclofen
    try checkFlow(truth)
    try checkBody(truth)
    for other in pump.otherDrugs { try checkOther(other, truth) }
    // All strokes together have moved their volume, rounded down once, unless some was blocked.
    let stroke = reference.stroke * (1_000_000 + Int128(options.strokeErrorPPM))
    let moved = Int128(truth.strokes) * stroke / 1_000_000
    let pumped = Int128(truth.pumped.volume.rawValue)
    if truth.reservoir.volume == .zero { checks.isVolumeShort = true }
    try expect(
      checks.isVolumeShort ? pumped <= moved : pumped == moved, .balance,
      "the \(pumped) nL that were pumped, of \(moved),")
  }

  func checkFlow(_ truth: Truth) throws(SoakFailure) {
    try expect(
      Sum(truth.filled),
      Sum(truth.withdrawn) + truth.pocket + truth.reservoir + truth.residual + truth.pumped
        + truth.replaced, .balance, "what was filled")
    try expect(
      Sum(truth.catheterAtStart) + truth.pumped + truth.joined,
      Sum(truth.catheter) + truth.leaked + truth.patient + truth.parted + truth.spilled, .balance,
      "what entered the catheter")
  }

  /// Liquids added up where nothing can run over, in nL and pg.
  private struct Sum: Equatable {
    var volume: Int128
    var drug: Int128

    init(_ liquid: Liquid) {
      volume = Int128(liquid.volume.rawValue)
      drug = Int128(liquid.drug.rawValue)
    }

    static func + (sum: Sum, liquid: Liquid) -> Sum {
      var all = sum
      all.volume += Int128(liquid.volume.rawValue)
      all.drug += Int128(liquid.drug.rawValue)
      return all
    }
  }

  /// The therapy in force is the one that was committed last, whole, and so is all that goes with
  /// it.
  private func checkState() throws(SoakFailure) {
    let state = pump.firmware.state
    let expected = reference
    try expect(state.therapy, expected.programme.therapy, .therapy, "the programme")
    for (number, steps) in expected.programme.plans {
      let plan = state.plans[number]
      try expect(
        plan.map { plan in (0..<plan.count).map { plan[$0] } }, steps, .therapy, "plan \(number)")
    }
    try expect(state.therapyRevision, expected.revision, .therapy, "the revision")
    try expect(state.patientBolus, expected.patient, .therapy, "the patient bolus")
    try expect(state.isStopped, expected.isStopped, .therapy, "stopped")
    try expect(
      Int128(state.integral.basalPerDay.rawValue), expected.basal, .therapy,
      "the basal rate in pg/day")
    try expect(state.integral.infusion?.kind, expected.running?.kind, .therapy, "the infusion")
    try expect(
      Int128(state.integral.infusion?.dose.rawValue ?? 0), expected.running?.dose ?? 0, .therapy,
      "pg of the infusion")
    try expect(
      Int128(state.bridgeWaiting.rawValue), expected.bridgeWaiting, .therapy,
      "pg of a waiting bridge")
    try expect(
      Int128(state.concentration.microgramsPerMillilitre), expected.strength, .therapy,
      "the strength")
    try expect(Int128(state.filledVolume.rawValue), expected.filled, .therapy, "nL filled")
    try expect(Int(state.refills), expected.refills, .therapy, "refills")
    try expect(
      Int128(state.lowAlarmVolume.rawValue), expected.lowAlarm, .therapy, "the alarm volume")
    try expect(state.patientDenied, expected.denied, .limits, "requests of the patient's denied")
    try expect(
      Int128(pump.firmware.reservoir.rawValue), expected.reservoir, .log, "the counter in nL")
    var alarms = state.alarms
    for alarm in [Alarm.memoryError, .clockUncertain] { alarms.remove(alarm) }
    try expect(alarms, expected.alarms, .independence, "the alarms")
  }

  /// A session ends when nobody uses it.
  private func checkSession() throws(SoakFailure) {
    guard let end = pump.sessionEnd else { return }
    let longest = now.link.after(device.sessionIdle)
    try expect(
      end > now.link && end <= longest, .independence, "a session that nobody used goes on")
  }

  /// In the open the pump says who it is and how to get a session, and nothing else.
  func checkAnswer(_ answer: [UInt8]) throws(SoakFailure) {
    var decoder = FrameDecoder()
    var position = 0
    while position < answer.count {
      guard decoder.next(answer.span, from: &position) == .frame, decoder.envelope == .open,
        let (_, reply) = try? decoder.reply()
      else { continue }
      switch reply {
      case .identity, .sessionOffered, .refused, .noSession: break
      case .acknowledged(let answer) where answer.request == .emergencyRate:
        try expect(answer.withheldNanograms, 0, .secrecy, "ng withheld, in the open")
      case .sessionOpened, .interrogation, .status, .therapy, .dayPlan, .patientBolus, .logPage,
        .forecast, .staged, .refill, .catheter, .acknowledged:
        throw fail(.secrecy, "the pump says \(named(reply.type)) in the open")
      }
    }
  }
}

/// Refusals.
extension SoakWorld {
  /// A refusal for what the order is must be the reference's; others are the session's business.
  func checkRefusal(_ code: RefusalCode, _ entry: OrderLedger.Entry) throws(SoakFailure) {
    switch code {
    case .noSession, .schemaMismatch, .expired, .requestTooOld, .requestReused, .busy,
      .nothingStaged, .storageFailed:
      return
    case .tokenMismatch:
      try expect(entry.ban != nil, .limits, "\(words(entry)) is refused its own token")
    case .roleNotAllowed:
      try expect(
        entry.role == .patient || entry.verdict == code, .limits,
        "a clinician is refused \(words(entry))")
    case .memoryLost, .endOfService, .bolusRunning, .noBolusRunning, .stopped, .notStopped,
      .criticalAlarm, .primeRunning, .bridgeRunning, .noBridgeRunning, .clockNotSet, .planMissing,
      .patientBolusOff, .lockedOut, .patientMaximumReached, .volumesVersionMismatch,
      .bridgeUndecided, .bridgePointless, .clockCrossesStep, .noRefillStaged, .noSuchEntry,
      .flowBelowMinimum, .flowAboveMaximum, .dailyVolumeAboveMaximum, .bolusAboveMaximum,
      .bolusFlowAboveMaximum, .totalFlowAboveMaximum, .reservoirTooLow, .refillAboveCapacity,
      .stepsOutOfOrder, .stepOffGrid, .intervalTooShort, .bolusLongerThanInterval,
      .alarmVolumeTooHigh, .silenceTooLong, .withdrawnTooMuch, .noContact, .tooManyAttempts,
      .temporaryTooLong, .temporaryRunning, .noTemporaryRate,
      .totalUnconfirmed, .totalMismatch, .doseBelowUsual, .doseAboveUsual, .bolusAboveUsual,
      .bolusFasterThanUsual, .volumeDiscrepancy, .strengthUnusual, .catheterUnknown,
      .catheterLengthWrong, .drugUnknown, .drugsWouldMix, .programmeOfOtherDrug,
      .patientBolusOfOtherDrug:
      try expect(code, entry.verdict, .limits, "the refusal of \(words(entry))")
    }
  }
}
