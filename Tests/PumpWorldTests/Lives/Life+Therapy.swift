import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

extension Life {
  /// The strength in the reservoir in mcg/mL.
  var strength: UInt64 { UInt64(reference.strength) }

  /// A dose per day, of a flow that the pump can deliver or of one beside it.
  mutating func dose() -> DoseRate {
    let flow: UInt64
    switch random.below(12) {
    case 0: flow = random.element(of: [0, 47_999, 48_000, 24_000_000, 24_000_001, 6_000_000])
    case 1: flow = random.below(26_000_000)
    default: flow = 48_000 << random.below(random.once(in: 2) ? 5 : 7) + random.below(48_000)
    }
    let nanograms = flow * strength / 1000 + random.below(2)
    return DoseRate(nanogramsPerDay: UInt32(min(nanograms, UInt64(DoseRate.maximum)))) ?? .zero
  }

  /// A dose in ng that comes to a volume of up to so many nL.
  private mutating func dose(upTo volume: UInt64) -> UInt32 {
    UInt32(clamping: random.spread(upTo: volume) * strength / 1000 + 1)
  }

  private mutating func periodic() -> PeriodicBolus? {
    let interval = UInt64(random.once(in: 10) ? random.from(1...61) : random.from(60...2880))
    let longest = interval * 60_000
    let length = random.once(in: 10) ? random.spread(upTo: longest + 1) : random.below(longest)
    return PeriodicBolus(
      nanograms: dose(upTo: random.once(in: 3) ? 1_000_000 : 100_000),
      milliseconds: UInt32(clamping: length + 1),
      intervalMinutes: UInt16(interval), firstMinutes: UInt16(random.spread(upTo: interval)))
  }

  /// The steps of a day; one in so many has a mistake in it.
  private mutating func steps() -> [DayStep] {
    let count = Int(random.once(in: 4) ? 13 : random.from(1...13))
    var starts = Set([0 as UInt16])
    while starts.count < count { starts.insert(UInt16(random.below(48)) * 30) }
    var minutes = starts.sorted()
    if random.once(in: 25) { minutes[Int(random.below(UInt64(count)))] += 15 }
    if random.once(in: 25) { minutes.reverse() }
    if random.once(in: 25) { minutes[count - 1] = minutes[0] }
    return minutes.compactMap {
      DayStep(startMinute: $0, dose: random.once(in: 8) ? .zero : dose())
    }
  }

  /// A programme of any mode, with the plans to stage for it.
  private mutating func therapy() -> (therapy: Therapy, plans: [StageDayPlan]) {
    switch random.below(6) {
    case 0: return (.minimumRate, [])
    case 1: return (periodic().map { .periodicBolus($0) } ?? .minimumRate, [])
    case 2: return (.simpleContinuous(dose(), periodic: periodic()), [])
    case 3: return (.simpleContinuous(dose()), [])
    default:
      let numbers = (1...UInt8(random.from(1...3))).compactMap(PlanNumber.init(rawValue:))
      var week = WeekPlan()
      for weekday in 0..<7 {
        week[weekday] = random.once(in: 60) ? nil : random.element(of: numbers)
      }
      let isKept = random.once(in: 4)
      let plans =
        isKept ? [] : numbers.compactMap { number in plan().map { StageDayPlan(number, $0) } }
      return (.daySchedule(week, periodic: random.once(in: 3) ? periodic() : nil), plans)
    }
  }

  private mutating func plan() -> DayPlan? {
    let steps = steps()
    guard let first = steps.first else { return nil }
    var plan = DayPlan(first)
    for step in steps.dropFirst() { plan.append(step) }
    return plan
  }

  // MARK: Staging

  /// Stages requests one after another and commits them, unless nothing is left to be committed.
  mutating func commit(_ requests: [Request]) throws {
    var set: ReferenceSet?
    for request in requests {
      tell("\(request)")
      let expected: Result<ReferenceSet, No>
      do throws(No) {
        expected = .success(try reference.staging(request, set ?? ReferenceSet()))
      } catch { expected = .failure(error) }
      try compare(handset.ask(request), expected, request)
      if case .success(let staged) = expected { set = staged }
    }
    guard let set else { return }
    if !isCalm, random.once(in: 10) { try jump() }
    let token = try readBack(set)
    if !isCalm, random.once(in: 10) { try jump() }
    if token == nil || random.once(in: 10) {
      let wrong = Request.commit(Commit(token: (token ?? 2) - 1, notAfter: handset.soon))
      try compare(handset.ask(wrong), .failure(No(.tokenMismatch)), wrong)
    }
    if let token {
      try order(.commit(Commit(token: token, notAfter: handset.soon)), staged: set)
    }
    // A refused set still waits.
    handset.ask(.discard)
  }

  private func compare(
    _ reply: Reply?, _ expected: Result<ReferenceSet, No>, _ request: Request
  ) throws {
    switch (reply, expected) {
    case (.acknowledged, .success): break
    case (.refused(let found), .failure(let no)):
      try expect(found.code, no.code, "the refusal of \(request)")
    case (.refused(let found), .success):
      try expect(found.code, nil, "the refusal of \(request)")
    default:
      try expect(false, "\(request) was answered \(String(describing: reply)), not \(expected)")
    }
  }

  mutating func changeTherapy() throws {
    let (therapy, plans) = therapy()
    var requests = plans.map { Request.stageDayPlan($0) }
    requests.append(
      .stageTherapy(StageTherapy(therapy, overridesSoftLimits: !random.once(in: 5))))
    if random.once(in: 6) { requests.append(patientBolus()) }
    try commit(requests)
  }

  private mutating func patientBolus() -> Request {
    let settings = PatientBolus(
      nanograms: dose(upTo: 100_000), milliseconds: UInt32(1 + random.below(3_600_000)),
      lockoutMinutes: UInt16(random.from(random.once(in: 8) ? 30...70 : 60...600)),
      maximumPerDay: UInt8(random.from(1...(random.once(in: 2) ? 3 : 24))))
    return .stagePatientBolus(
      StagePatientBolus(
        random.once(in: 6) ? nil : settings, overridesSoftLimits: !random.once(in: 5)))
  }

  mutating func changePatientBolus() throws { try commit([patientBolus()]) }

  // MARK: Refill

  /// Empties and fills the reservoir by hand and tells the pump, not always all of it.
  mutating func refill() throws {
    let drawable = handset.pump.plant.truth.reservoir.volume
    let isOther = random.once(in: 2)
    let strength = isOther ? random.element(of: [500, 1000, 2000, 300]) : UInt32(self.strength)
    let filled = random.once(in: 20) ? 40_000_001 : random.from(1_000_000...40_000_000)
    var withdrawn = drawable.rawValue
    if random.once(in: 8) { withdrawn = random.spread(upTo: 42_000_000) }
    let bridge = BridgeDecision(rawValue: UInt8(random.below(4))) ?? .none
    let order = StageRefill(
      withdrawnNanolitres: UInt32(withdrawn), filledNanolitres: UInt32(filled), drug: .baclofen,
      concentration: .strength(strength),
      lowAlarmNanolitres: UInt32(random.once(in: 20) ? 40_000_000 : random.below(5_000_000)),
      bridge: bridge, skipReason: bridge == .skip ? .clinicalJudgement : .none,
      acceptsDiscrepancy: !random.once(in: 4), overridesSoftLimits: !random.once(in: 4))
    var requests = [Request.stageRefill(order)]
    if random.once(in: 2) {
      let (therapy, plans) = therapy()
      requests += plans.map { .stageDayPlan($0) }
      requests.append(
        .stageTherapy(StageTherapy(therapy, overridesSoftLimits: !random.once(in: 5))))
    }
    let refills = reference.refills
    try commit(requests)
    // The syringe goes in when the pump agrees; a few forget one thing or the other.
    guard reference.refills > refills || random.once(in: 20), !random.once(in: 20) else { return }
    if handset.pump.truth.reservoir.volume == .zero { ranDry = true }
    _ = handset.pump.withdraw(drawable, at: handset.now)
    try handset.pump.fill(
      min(.nl(filled), device.capacity), of: .strength(strength), at: handset.now)
  }
}
