import PumpFirmware
import Quantities
import Telemetry

/// That the reference refuses, and why.
struct No: Error, Equatable {
  var code: RefusalCode
  init(_ code: RefusalCode) { self.code = code }
}

/// The limits of the device, each as one comparison of whole nL, and of the drug.
extension ReferencePump {
  func require(_ isSo: Bool, else code: RefusalCode) throws(No) {
    if !isSo { throw No(code) }
  }

  /// The volume that holds an amount of drug, in whole nL.
  func volume(_ drug: Int128) -> Int128 { drug.dividedUp(by: strength) }

  /// nL/day of a dose over a time.
  private func flow(_ dose: Int128, over length: Int128) -> Int128 {
    (volume(dose) * Self.day).dividedUp(by: length)
  }

  /// What stands against any bolus: the first in the order of precedence.
  func requireRoomForBolus() throws(No) {
    try require(!isStopped, else: .stopped)
    try require(temporary == nil || temporary?.rate != 0, else: .temporaryRunning)
    switch running?.kind {
    case .prime: throw No(.primeRunning)
    case .bridge: throw No(.bridgeRunning)
    case .bolus, .patientBolus, .periodicBolus: throw No(.bolusRunning)
    case nil: try require(!alarms.hasCritical, else: .criticalAlarm)
    }
  }

  /// What stands against a prime or a bridge, which any temporary rate does too.
  func requireRoomForInfusion() throws(No) {
    try require(isStopped || temporary == nil, else: .temporaryRunning)
    try requireRoomForBolus()
  }

  func requireSize(_ dose: Int128, over length: Int128) throws(No) {
    try require(
      volume(dose) <= Int128(device.limits.maximumBolus.rawValue), else: .bolusAboveMaximum)
    try require(
      flow(dose, over: length) <= Int128(device.limits.maximumBolusFlow.rawValue),
      else: .bolusFlowAboveMaximum)
  }

  /// The highest step with the fastest bolus that can run on top of it.
  func requireTotalFlow(adding dose: (pg: Int128, ms: Int128)? = nil) throws(No) {
    var boluses: [(pg: Int128, ms: Int128)] = dose.map { [$0] } ?? []
    if let bolus = programme.therapy.periodic {
      boluses.append((Int128(bolus.nanograms) * 1000, Int128(bolus.milliseconds)))
    }
    if let patient {
      boluses.append((Int128(patient.nanograms) * 1000, Int128(patient.milliseconds)))
    }
    if let running, !running.kind.replacesBasal { boluses.append((running.dose, running.length)) }
    let fastest = boluses.map { flow($0.pg, over: $0.ms) }.max() ?? 0
    try require(
      volume(max(programme.peak, temporary?.rate ?? 0)) + fastest
        <= Int128(device.limits.maximumTotalFlow.rawValue),
      else: .totalFlowAboveMaximum)
  }

  /// The total of any 24 hours: the highest of what may have flowed all day (the lowest rates of
  /// programmes that ended, a bridge), what the programme can give above that, and what was given
  /// beside it or came in bursts that are over.
  func requireDay(adding extra: Int128) throws(No) {
    var even = now < former.until ? former.volume : 0
    if running?.kind == .bridge || bridgeWaiting > 0 { even = max(even, bridgeFlow) }
    even = max(even, volume(temporary?.rate ?? 0))
    let bursts = volume(programme.largestSpan(above: even * strength))
    let given = extras.filter { now - $0.end < Self.day }.reduce(0) { $0 + $1.volume }
    var under: Int128 = 0
    if let running {
      switch running.kind {
      case .bolus, .patientBolus, .prime: under = volume(running.dose)
      case .periodicBolus, .bridge: break
      }
    }
    try require(
      even + bursts + given + under + extra <= Int128(device.limits.maximumDailyVolume.rawValue),
      else: .dailyVolumeAboveMaximum)
  }

  /// Lets a volume that was given by now count for 24 hours. The pump has room for 16: when one
  /// more comes, the two whose ends lie closest together count as one that ended with the later.
  mutating func keep(_ volume: Int128) {
    if volume == 0 { return }
    extras.removeAll { now - $0.end >= Self.day }
    if let last = extras.last, last.end >= now {
      extras[extras.count - 1].volume += volume
      return
    }
    if extras.count == 16 {
      let gaps = zip(extras, extras.dropFirst()).map { $1.end - $0.end }
      if let place = gaps.indices.min(by: { gaps[$0] < gaps[$1] }) {
        extras[place + 1].volume += extras[place].volume
        extras.remove(at: place)
      }
    }
    extras.append((volume, now))
  }

  /// What a schedule can give twice when the clock jumps by so many s.
  func bursts(by jump: Int128) -> Int128 {
    let even = volume(programme.least)
    return min(
      volume(programme.largestSpan(above: even * strength)),
      volume((programme.peak - programme.least) * jump / 86_400 + 1))
  }

  func requireReservoir(_ volume: Int128) throws(No) {
    try require(volume <= reservoir, else: .reservoirTooLow)
  }

  func requireInterval(_ minutes: UInt16, _ length: UInt32) throws(No) {
    try require(minutes >= device.grid.shortestInterval, else: .intervalTooShort)
    try require(UInt64(length) <= UInt64(minutes) * 60_000, else: .bolusLongerThanInterval)
  }

  func requireSteps(_ plan: [DayStep]) throws(No) {
    for (place, step) in plan.enumerated() {
      let isInOrder =
        place == 0 ? step.startMinute == 0 : step.startMinute > plan[place - 1].startMinute
      try require(isInOrder, else: .stepsOutOfOrder)
      try require(step.startMinute % device.grid.stepMinutes == 0, else: .stepOffGrid)
    }
  }

  func requireFlow(_ dose: DoseRate) throws(No) {
    let perDay = Int128(dose.nanogramsPerDay) * 1000
    try require(
      perDay >= Int128(device.limits.minimumFlow.rawValue) * strength, else: .flowBelowMinimum)
    try require(
      perDay <= Int128(device.limits.maximumFlow.rawValue) * strength, else: .flowAboveMaximum)
  }

  /// The whole programme against every hard limit.
  func requireProgramme() throws(No) {
    let therapy = programme.therapy
    for weekday in 0..<7 {
      guard let number = therapy.week[weekday], let plan = programme.plans[number] else { continue }
      try requireSteps(plan)
      for step in plan where step.dose != .zero { try requireFlow(step.dose) }
    }
    switch therapy.mode {
    case .simpleContinuous: try requireFlow(therapy.dose)
    case .minimumRate, .daySchedule, .periodicBolus: break
    }
    if let bolus = therapy.periodic {
      try requireInterval(bolus.intervalMinutes, bolus.milliseconds)
      try requireSize(Int128(bolus.nanograms) * 1000, over: Int128(bolus.milliseconds))
    }
    try requireTotalFlow()
    try requireDay(adding: 0)
  }

  /// The patient bolus with as many as a day may have.
  func requirePatientBolus() throws(No) {
    guard let patient else { return }
    let dose = Int128(patient.nanograms) * 1000
    try requireInterval(patient.lockoutMinutes, patient.milliseconds)
    try requireSize(dose, over: Int128(patient.milliseconds))
    try requireTotalFlow()
    try requireDay(adding: volume(dose * Int128(patient.maximumPerDay)))
  }

  // MARK: Of the drug

  /// What a clinician may confirm: refused unless that was done.
  func requireUsual(_ isUsual: Bool, _ isConfirmed: Bool, else code: RefusalCode) throws(No) {
    try require(isUsual || isConfirmed, else: code)
  }

  func requireKnown(_ drug: DrugCode) throws(No) {
    try require(device.drugs.knows(drug), else: .drugUnknown)
  }

  func requireUsualBolus(_ dose: Int128, _ length: UInt32, _ isConfirmed: Bool) throws(No) {
    let usual = device.drugs[drug]
    try requireUsual(
      dose <= Int128(usual.maximumBolus.rawValue), isConfirmed, else: .bolusAboveUsual)
    try requireUsual(
      UInt64(length) >= usual.minimumBolusDuration.rawValue, isConfirmed,
      else: .bolusFasterThanUsual)
  }

  func requireUsualDay(_ isConfirmed: Bool) throws(No) {
    guard programme.therapy.mode != .minimumRate else { return }
    let usual = device.drugs[drug]
    try requireUsual(
      programme.smallestDay >= Int128(usual.minimumDose.nanogramsPerDay) * 1000, isConfirmed,
      else: .doseBelowUsual)
    try requireUsual(
      programme.largestDay <= Int128(usual.maximumDose.nanogramsPerDay) * 1000, isConfirmed,
      else: .doseAboveUsual)
  }
}
