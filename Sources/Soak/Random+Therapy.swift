import PumpFirmware
import Quantities
import Telemetry

/// Programmes of every kind, a few of them beyond a limit or with a mistake in them.
///
/// `strength` is that of the drug in the reservoir, in mcg/mL.
extension Random {
  /// Where a flow lies: at a limit or just beside it, anywhere, or where pumps are used.
  private enum Flow {
    case atLimit, any, usual

    static let shares: [Flow] = [.atLimit, .any] + Array(repeating: .usual, count: 10)
  }

  /// The modes of a programme; a schedule comes twice as often as another.
  private enum ProgrammeKind {
    case minimumRate, periodic, continuousAndPeriodic, continuous, daySchedule

    static let shares: [ProgrammeKind] = [
      .minimumRate, .periodic, .continuousAndPeriodic, .continuous, .daySchedule, .daySchedule,
    ]
  }

  /// A dose per day, of a flow that the pump can deliver or of one beside it.
  mutating func dose(_ strength: UInt64) -> DoseRate {
    let flow: UInt64 =
      switch element(of: Flow.shares) {
      case .atLimit: element(of: [0, 47_999, 48_000, 24_000_000, 24_000_001, 6_000_000])
      case .any: below(26_000_000)
      case .usual: 48_000 << below(once(in: 2) ? 5 : 7) + below(48_000)
      }
    let nanograms = flow * strength / 1000 + below(2)
    return DoseRate(nanogramsPerDay: UInt32(min(nanograms, UInt64(DoseRate.maximum)))) ?? .zero
  }

  /// A dose in ng that comes to a volume of up to so many nL.
  mutating func dose(upTo volume: UInt64, _ strength: UInt64) -> UInt32 {
    UInt32(clamping: spread(upTo: volume) * strength / 1000 + 1)
  }

  private mutating func periodic(_ strength: UInt64) -> PeriodicBolus? {
    let interval = UInt64(once(in: 10) ? from(1...61) : from(60...2880))
    let longest = interval * 60_000
    let length = once(in: 10) ? spread(upTo: longest + 1) : below(longest)
    return PeriodicBolus(
      nanograms: dose(upTo: once(in: 3) ? 1_000_000 : 100_000, strength),
      milliseconds: UInt32(clamping: length + 1),
      intervalMinutes: UInt16(interval), firstMinutes: UInt16(spread(upTo: interval)))
  }

  /// A dose per day as it is in use, within the limits of every pump.
  mutating func usualDose(_ strength: UInt64) -> DoseRate {
    DoseRate(nanogramsPerDay: UInt32(from(60_000...400_000) * strength / 1000 + 1)) ?? .zero
  }

  /// A programme with a small bolus every hour or few, within the limits of every pump.
  mutating func therapyOfBoluses(_ strength: UInt64) -> Therapy {
    let interval = from(60...240)
    let bolus = PeriodicBolus(
      nanograms: UInt32(from(1000...20_000) * strength / 1000 + 1),
      milliseconds: UInt32(from(60_000...1_800_000)), intervalMinutes: UInt16(interval),
      firstMinutes: UInt16(below(interval)))
    guard let bolus else { return .minimumRate }
    return once(in: 3)
      ? .periodicBolus(bolus) : .simpleContinuous(usualDose(strength), periodic: bolus)
  }

  /// The steps of a day; one in so many has a mistake in it.
  private mutating func steps(_ strength: UInt64) -> [DayStep] {
    let count = Int(once(in: 4) ? 13 : from(1...13))
    var starts = Set([0 as UInt16])
    while starts.count < count { starts.insert(UInt16(below(48)) * 30) }
    var minutes = starts.sorted()
    if once(in: 25) { minutes[Int(below(UInt64(count)))] += 15 }
    if once(in: 25) { minutes.reverse() }
    if once(in: 25) { minutes[count - 1] = minutes[0] }
    return minutes.compactMap {
      DayStep(startMinute: $0, dose: once(in: 8) ? .zero : dose(strength))
    }
  }

  /// A programme of any mode, with the plans to stage for it.
  mutating func therapy(_ strength: UInt64) -> (therapy: Therapy, plans: [StageDayPlan]) {
    switch element(of: ProgrammeKind.shares) {
    case .minimumRate: return (.minimumRate, [])
    case .periodic: return (periodic(strength).map { .periodicBolus($0) } ?? .minimumRate, [])
    case .continuousAndPeriodic:
      return (.simpleContinuous(dose(strength), periodic: periodic(strength)), [])
    case .continuous: return (.simpleContinuous(dose(strength)), [])
    case .daySchedule:
      let numbers = (1...UInt8(from(1...3))).compactMap(PlanNumber.init(rawValue:))
      var week = WeekPlan()
      for weekday in 0..<7 {
        week[weekday] = once(in: 60) ? nil : element(of: numbers)
      }
      let isKept = once(in: 4)
      let plans =
        isKept
        ? [] : numbers.compactMap { number in plan(strength).map { StageDayPlan(number, $0) } }
      return (.daySchedule(week, periodic: once(in: 3) ? periodic(strength) : nil), plans)
    }
  }

  private mutating func plan(_ strength: UInt64) -> DayPlan? {
    let steps = steps(strength)
    guard let first = steps.first else { return nil }
    var plan = DayPlan(first)
    for step in steps.dropFirst() { plan.append(step) }
    return plan
  }

  /// The requests that stage a programme of any mode.
  mutating func stagedTherapy(_ strength: UInt64) -> [Request.Part] {
    let (therapy, plans) = therapy(strength)
    return plans.map { .dayPlan($0) }
      + [.therapy(StageTherapy(therapy, overridesSoftLimits: !once(in: 5)))]
  }

  /// Settings of the patient bolus, or that it is off.
  mutating func stagedPatientBolus(_ strength: UInt64) -> Request.Part {
    let settings = PatientBolus(
      nanograms: dose(upTo: 100_000, strength), milliseconds: UInt32(1 + below(3_600_000)),
      lockoutMinutes: UInt16(from(once(in: 8) ? 30...70 : 60...600)),
      maximumPerDay: UInt8(from(1...(once(in: 2) ? 3 : 24))))
    return .patientBolus(
      StagePatientBolus(
        once(in: 6) ? nil : settings, overridesSoftLimits: !once(in: 5)))
  }

  /// A refill as it is told to a pump of a drug; `drawable` is what a syringe can draw.
  ///
  /// Which drug it brings, and whether the reservoir was rinsed, follows from what is drawn anyway.
  mutating func refill(_ strength: UInt64, of drug: DrugCode, drawable: Nanolitres) -> StageRefill {
    let isOther = once(in: 2)
    let other = isOther ? element(of: [500, 1000, 2000, 300]) : UInt32(strength)
    let filled = once(in: 20) ? 40_000_001 : from(1_000_000...40_000_000)
    var withdrawn = drawable.rawValue
    if once(in: 8) { withdrawn = spread(upTo: 42_000_000) }
    let bridge = BridgeDecision(rawValue: UInt8(below(4))) ?? .none
    let choice = filled % 12
    let next: DrugCode = choice < 4 ? .morphine : choice == 4 ? .ziconotide : drug
    return StageRefill(
      withdrawnNanolitres: UInt32(withdrawn), filledNanolitres: UInt32(filled),
      drug: choice == 5 ? .baclofen : next,
      concentration: Concentration(microgramsPerMillilitre: other) ?? .weakest,
      lowAlarmNanolitres: UInt32(once(in: 20) ? 40_000_000 : below(5_000_000)),
      bridge: bridge, skipReason: bridge == .skip ? .clinicalJudgement : .none,
      isRinsed: choice < 6 ? filled % 5 > 0 : filled % 5 == 0,
      acceptsDiscrepancy: !once(in: 4), overridesSoftLimits: !once(in: 4))
  }

  /// What is drawn out in nL, beside that which has to be accepted: about so much more or less than
  /// expected.
  mutating func withdrawn(expected: UInt64, beside limit: Nanolitres) -> UInt32 {
    let difference = limit.rawValue - min(limit.rawValue, 500_000) + below(1_000_001)
    let isMore = once(in: 2) || difference > expected
    return UInt32(clamping: isMore ? expected + difference : expected - difference)
  }
}
