import PumpFirmware
import Quantities
import Telemetry

/// A rate in place of the programme's, from one moment to another; none in a planned stop.
struct ReferenceTemporary {
  let order: StartTemporaryRate
  let start: Int128
  /// The area of the programme that it stood for, in pg/day times ms, and skipped boluses in pg.
  var foregoneArea: Int128 = 0
  var foregoneBoluses: Int128 = 0

  var rate: Int128 { Int128(order.dose.nanogramsPerDay) * 1000 }
  var end: Int128 { start + Int128(order.minutes) * 60_000 }
}

/// A temporary rate and a planned stop once more.
extension ReferencePump {
  /// The temporary rate as if it were the programme, with the programme's boluses.
  private var temporaryProgramme: ReferenceProgramme {
    let dose = temporary?.order.dose ?? .zero
    return ReferenceProgramme(
      .simpleContinuous(dose, periodic: programme.therapy.periodic), [:], idle: idle)
  }

  var temporaryTotals: Totals {
    var other = self
    other.programme = temporaryProgramme
    return other.totals
  }

  mutating func startTemporary(_ order: StartTemporaryRate) throws(No) {
    try require(!isStopped, else: .stopped)
    try require(temporary == nil, else: .temporaryRunning)
    switch running?.kind {
    case .prime: throw No(.primeRunning)
    case .bridge: throw No(.bridgeRunning)
    case .bolus, .patientBolus, .periodicBolus, nil: break
    }
    try require(!alarms.hasCritical, else: .criticalAlarm)
    let isStop = order.dose == .zero
    if isStop { try require(running == nil, else: .bolusRunning) }
    let longest = isStop ? device.temporary.longestStop : device.temporary.longestRate
    try require(order.minutes <= longest, else: .temporaryTooLong)
    closeSpan()
    let new = ReferenceTemporary(order: order, start: now)
    temporary = new
    note(
      .temporaryBegun, detail: order.reason.rawValue, short: order.minutes,
      number: Int128(order.dose.nanogramsPerDay), amount: strokes(at: now))
    if !isStop { try requireFlow(order.dose) }
    try require(Int128(order.minutes) * 60_000 <= timeOfService, else: .temporaryTooLong)
    if isStop { return }
    try requireTotalFlow()
    try requireDay(adding: 0)
    try requireReservoir(volume(new.rate * (new.end - new.start) / Self.day))
    var other = self
    other.programme = temporaryProgramme
    try other.requireUsualDay(order.overridesSoftLimits)
    try other.requireUsualDayOfPatient(order.overridesSoftLimits)
  }

  /// Ends it; a rate counts with its totals and its volume for 24 hours more.
  mutating func endTemporary(_ how: TemporaryEnd) {
    guard let former = temporary else { return }
    closeSpan()
    let ended = temporary ?? former
    let last = min(now, ended.end)
    note(
      .temporaryEnded, detail: how.rawValue, short: UInt16((last - ended.start) / 60_000),
      number: ended.rate * (last - ended.start) / Self.day / 1000,
      amount: ended.foregoneArea / Self.day + ended.foregoneBoluses)
    if ended.rate > 0 {
      endTotals(temporaryTotals)
      remember(volume(ended.rate))
    }
    temporary = nil
  }
}
