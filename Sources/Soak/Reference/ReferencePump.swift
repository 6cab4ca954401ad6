import PumpFirmware
import Quantities
import Telemetry

/// What a pump of the specification does, worked out apart from the firmware.
///
/// It knows orders and moments and no strokes, records or actions: what is programmed up to a
/// moment is an area under rates plus shares of infusions, in wide integers, and strokes are that
/// divided by what one holds. All amounts are nL, pg and ms.
struct ReferencePump {
  static let day: Int128 = 86_400_000

  /// A dose over a time.
  struct Run {
    var kind: InfusionKind
    var dose: Int128
    var start: Int128
    var length: Int128

    var end: Int128 { start + length }

    /// What of it is programmed up to a moment.
    func given(by moment: Int128) -> Int128 {
      dose * min(max(moment - start, 0), length) / length
    }
  }

  /// An entry of the log that the reference expects, its number left open.
  struct Note: Hashable {
    var second: UInt32
    var kind: LogKind
    var detail: UInt8
    var short: UInt16
    var number: UInt32
    var amount: UInt64
  }

  let device: DeviceProfile
  var now: Int128 = 0

  var programme: ReferenceProgramme
  var revision: UInt32 = 0
  var drug: DrugCode
  var strength: Int128
  /// What the wall clock showed at therapy time zero, in ms since 2000.
  var wall: Int128?
  var stoppedSince: Int128?
  var isStoppedTooLong = false
  var hadLowBattery = false
  var running: Run?
  var bridgeWaiting: Int128 = 0
  var bridgeFlow: Int128 = 0
  var temporary: ReferenceTemporary?
  var nextPeriodic: Int128?
  var nextStep: Int128?
  var nextAccount = day
  var patient: PatientBolus?
  /// When boluses of the patient began.
  var patientStarts: [Int128] = []
  var denied: UInt32 = 0
  var deniedBefore: UInt32 = 0
  var keys = ReferenceKeys(
    PairingKeys(clinician: AsconBlock(low: 0, high: 0), patient: AsconBlock(low: 0, high: 0)))
  /// When the emergency rate began.
  var emergencySince: Int128?
  /// When replacement was indicated, and why nothing is given any more.
  var replacementSince: Int128?
  var failure: Failure?
  /// What the battery's gauge showed last, in 1/100 %, and the frames the pump sent out of contact.
  var reading: Int128 = 10_000
  var framesNear: Int128 = 0

  var filled: Int128
  var filledAt: Int128 = 0
  var refills = 0
  var strokesAtFill: Int128 = 0
  var lowAlarm: Int128
  /// The volume of the largest day of programmes that ended, and until when it counts.
  var former: (volume: Int128, until: Int128) = (0, 0)
  /// Volumes given beside the programme in the last 24 hours, and when each ended.
  var extras: [(volume: Int128, end: Int128)] = []

  /// Totals that were in force, at most two that are told apart.
  var ended: [Former] = []
  /// Boluses and primes of the last 24 hours in ng, and until when each counts.
  var given: [(ng: Int128, until: Int128)] = []
  /// The drugs from before the last change, the last first; empty when there was none.
  var formerDrugs: [DrugCode] = []
  /// The strength from before the last change, and the strokes made then.
  var formerStrength: Int128?
  var strokesAtChange: Int128 = 0
  /// The model and the implanted mm of the catheter it was told of.
  var catheter: (model: UInt8, length: Int128)?
  /// What was left from the reservoir's end when the path was emptied, and the strokes made then.
  var emptied: (left: Int128, strokes: Int128)?
  /// What the prime that runs pushes out of the tip, in ng.
  var primeAtTip: Int128 = 0

  /// The area of the spans that are over, in pg/day times ms.
  var closedArea: Int128 = 0
  var spanStart: Int128 = 0
  /// What infusions that are over have added, and what was corrected.
  var infused: Int128 = 0
  /// What was pumped with the strokes of ``strokesSettled``, and what is not made up for.
  var settled: Int128 = 0
  var strokesSettled: Int128 = 0
  var undelivered: Int128 = 0
  /// Until when the motor makes no stroke; it then was found to, until one is made.
  var stallEnd: Int128 = 0
  var isFoundStalled = false
  /// What the stall has cost since that was logged last.
  var stalled: Int128 = 0
  var notes: [Note] = []

  init(_ device: DeviceProfile, _ implant: DurableState, plans: [PlanNumber: [DayStep]]) {
    self.device = device
    drug = implant.drug
    strength = Int128(implant.concentration.microgramsPerMillilitre)
    filled = Int128(implant.filledVolume.rawValue)
    lowAlarm = Int128(implant.lowAlarmVolume.rawValue)
    patient = implant.patientBolus
    let idle = Int128(device.limits.minimumRate.rawValue) * strength
    programme = ReferenceProgramme(implant.therapy, plans, idle: idle)
    nextPeriodic = implant.therapy.periodic.map { Int128($0.firstMinutes) * 60_000 }
  }

  var isStopped: Bool { stoppedSince != nil }
  var stroke: Int128 { Int128(device.strokeVolume.rawValue) }
  var strokeDrug: Int128 { stroke * strength }
  /// The rate of minimum rate, in pg/day.
  var idle: Int128 { Int128(device.limits.minimumRate.rawValue) * strength }

  // MARK: What is programmed

  /// Whether the basal infusion waits.
  var isBasalWaiting: Bool {
    isStopped || failure != nil || running?.kind.replacesBasal == true
  }

  /// The basal rate of the programme now, in pg/day, whatever stands in its place.
  var programmed: Int128 { programme.rate(at: (wall ?? 0) + now) }

  /// The basal rate now, in pg/day.
  var basal: Int128 {
    if isBasalWaiting { return 0 }
    if let temporary { return temporary.rate }
    return isAtEmergencyRate ? emergencyBasal : programmed
  }

  private func area(to moment: Int128) -> Int128 {
    if isBasalWaiting { return 0 }
    if let temporary { return temporary.rate * (moment - spanStart) }
    if isAtEmergencyRate { return emergencyBasal * (moment - spanStart) }
    return programmedArea(to: moment)
  }

  /// The area of the programme since the span began.
  private func programmedArea(to moment: Int128) -> Int128 {
    let offset = wall ?? 0
    return programme.area(from: offset + spanStart, to: offset + moment)
  }

  /// Everything that was ever programmed up to a moment not before ``now``, in pg.
  func total(at moment: Int128) -> Int128 {
    (closedArea + area(to: moment)) / Self.day + infused + (running?.given(by: moment) ?? 0)
  }

  /// What is programmed and not pumped before the strokes that are due.
  func owed(at moment: Int128) -> Int128 { total(at: moment) - settled }

  /// All strokes that are due up to a moment.
  func strokes(at moment: Int128) -> Int128 { strokesSettled + owed(at: moment) / strokeDrug }

  /// What is due up to a moment.
  struct Due {
    var strokes: Int128
    /// What was programmed, in pg.
    var total: Int128
    /// What was pumped with the strokes that were counted last, in pg.
    var settled: Int128
    var strokesSettled: Int128
    /// What a stroke moves, in nL and in pg.
    var stroke: Int128
    var strokeDrug: Int128
  }

  /// The same in one, for who asks at every event: each question that changes nothing copies what
  /// it is put to.
  @inline(never)
  mutating func due(at moment: Int128) -> Due {
    let total = total(at: moment)
    let strokes = strokesSettled + (total - settled) / strokeDrug
    return Due(
      strokes: strokes, total: total, settled: settled, strokesSettled: strokesSettled,
      stroke: stroke, strokeDrug: strokeDrug)
  }

  /// Ends a span of one rate, before something changes that the rate depends on.
  mutating func closeSpan() {
    closedArea += area(to: now)
    if temporary != nil {
      let foregone = programmedArea(to: now)
      temporary?.foregoneArea += foregone
    }
    spanStart = now
  }

  /// Counts the strokes that are due as pumped, before one of another content is.
  mutating func settle() {
    let due = owed(at: now) / strokeDrug
    strokesSettled += due
    settled += due * strokeDrug
  }

  // MARK: What is counted

  func reservoir(at moment: Int128) -> Int128 {
    max(filled - stroke * (strokes(at: moment) - strokesAtFill), 0)
  }

  var reservoir: Int128 { reservoir(at: now) }

  var alarms: AlarmSet {
    var set = AlarmSet()
    let left = reservoir
    // Without its memory it does not know what it was filled with.
    if failure != .memoryLost {
      if left <= lowAlarm { set.insert(.lowReservoir) }
      if left == 0 { set.insert(.emptyReservoir) }
    }
    if isStoppedTooLong { set.insert(.stoppedTooLong) }
    if isFoundStalled { set.insert(.motorStall) }
    if hadLowBattery { set.insert(.lowBatteryReset) }
    if isAtEmergencyRate { set.insert(.emergencyRate) }
    if replacementSince != nil { set.insert(.electiveReplacement) }
    switch failure {
    case nil: break
    case .endOfService: set.insert(.endOfService)
    case .memoryLost: set.insert(.memoryLost)
    }
    return set
  }

  /// What the wall clock shows, in seconds since 2000.
  var clock: Int128? { wall.map { ($0 + now) / 1000 } }

  mutating func note(
    _ kind: LogKind, detail: UInt8 = 0, short: UInt16 = 0, number: Int128 = 0, amount: Int128 = 0
  ) {
    notes.append(
      Note(
        second: UInt32(now / 1000), kind: kind, detail: detail, short: short,
        number: UInt32(clamping: number), amount: UInt64(amount)))
  }
}
