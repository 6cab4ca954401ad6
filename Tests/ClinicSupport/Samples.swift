package import Clinic
package import Quantities
package import Telemetry

/// What pumps say in tests.
package enum Samples {
  package static let identity = Identity(
    model: ShortText("PL-40".utf8.span) ?? ShortText(),
    serial: ShortText("PL40-SAMPLE".utf8.span) ?? ShortText(),
    firmware: FirmwareVersion(major: 1, minor: 2, patch: 3))

  package static let concentration = Concentration(microgramsPerMillilitre: 2000) ?? .weakest

  /// A pump that runs at 100 mcg/day, half full.
  package static func status(_ change: (inout Status) -> Void = { _ in }) -> Status {
    var status = Status()
    status.therapySeconds = 90_000
    status.linkClock = 5
    status.reservoirNanolitres = 19_920_000
    status.basalNanogramsPerDay = 100_000
    status.batteryPercent = 99
    status.mode = .simpleContinuous
    change(&status)
    return status
  }

  /// What a pump says that runs at 100 mcg/day; `change` makes another of it.
  package static func interrogation(
    _ status: Status = status(), lastApplied: Interrogation.Applied? = nil,
    clock: WallClock = WallClock(rawValue: 0),
    _ change: (inout Interrogation) -> Void = { _ in }
  ) -> Interrogation {
    var body = Interrogation(
      identity: identity, status: status,
      clock: status.flags.isClockSet ? clock : nil,
      capacityNanolitres: 40_000_000, lowAlarmNanolitres: 2_000_000,
      drug: .baclofen, concentration: concentration, therapy: simple(100_000), therapyRevision: 3,
      pumpedNanolitres: 80_000, pathNanolitres: 272_000,
      lastApplied: lastApplied, infusion: nil, bolusNanograms: 0, bolusRemainingMilliseconds: 0,
      bridgeWaitingNanolitres: 0, droppedFrames: 0, tubingNanolitres: 140_000, volumesVersion: 2,
      filledNanolitres: 20_000_000, filledSeconds: 3600, refills: 0,
      residualNanolitres: 1_400_000, programmedPicograms: 160_000_000, silentMinutes: 0,
      patientBolus: nil, primeFlowNanolitresPerDay: 24_000_000, minutesToPeriodicBolus: nil,
      emergencySeconds: status.alarms.contains(.emergencyRate)
        ? status.therapySeconds - 60 : nil, formerDrug: nil, olderDrug: nil)
    change(&body)
    return body
  }

  /// Monday, 2 March 2026, 08:00.
  package static let monday = time(2026, 3, 2, 8, 0)

  package static func time(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int)
    -> WallClock
  {
    CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: 0)?.clock
      ?? WallClock(rawValue: 0)
  }

  /// A pump whose clock shows a time.
  package static func interrogation(
    at clock: WallClock, _ change: (inout Interrogation) -> Void = { _ in }
  ) -> Interrogation {
    interrogation(status { $0.flags.isClockSet = true }, clock: clock, change)
  }

  package static func dose(_ nanograms: UInt32) -> DoseRate {
    DoseRate(nanogramsPerDay: nanograms) ?? .zero
  }

  package static func strength(_ value: UInt32) -> Concentration {
    Concentration(microgramsPerMillilitre: value) ?? .weakest
  }

  /// So many ng a day, day and night.
  package static func simple(_ nanograms: UInt32, periodic: PeriodicBolus? = nil) -> Therapy {
    .simpleContinuous(dose(nanograms), periodic: periodic)
  }

  /// A bolus of 25 mcg over 10 min every 6 h, unless told.
  package static func periodic(
    _ nanograms: UInt32 = 25_000, every minutes: UInt16 = 360, first: UInt16 = 360
  ) -> PeriodicBolus? {
    PeriodicBolus(
      nanograms: nanograms, milliseconds: 600_000, intervalMinutes: minutes, firstMinutes: first)
  }

  /// A day of steps: when each begins, and its dose in mcg/day.
  package static func day(_ steps: [(UInt16, UInt32)]) -> DayPlan {
    let parts = steps.compactMap { DayStep(startMinute: $0.0, dose: dose($0.1 * 1000)) }
    var plan = DayPlan(parts[0])
    for step in parts.dropFirst() { plan.append(step) }
    return plan
  }

  /// The day of the examples: 100 mcg/day, and 150 from 06:00 to 22:00.
  package static let workday = day([(0, 100), (360, 150), (1320, 100)])
  package static let sunday = day([(0, 120)])

  /// A week of two plans: Monday to Friday the first, the weekend the second.
  package static var week: WeekPlan {
    var week = WeekPlan(everyDay: .plan1)
    week[5] = .plan2
    week[6] = .plan2
    return week
  }

  /// That week as a programme of a pump.
  package static func schedule(
    periodic: PeriodicBolus? = nil, token: UInt32 = 0, daily: UInt32 = 133_333,
    least: UInt32 = 120_000
  ) -> Programme {
    var report = therapy(daily)
    report.token = token
    report.therapy = .daySchedule(week, periodic: periodic)
    report.leastDailyNanograms = least
    return Programme(report: report, plans: [.plan1: workday, .plan2: sunday])
  }

  /// So many mcg/day from Monday to Friday, and others at the weekend.
  package static func days(_ workday: UInt32, weekend: UInt32) -> Programme {
    let plans: [PlanNumber: DayPlan] = [.plan1: day([(0, workday)]), .plan2: day([(0, weekend)])]
    var report = therapy(workday * 1000)
    report.therapy = .daySchedule(week)
    total(&report, plans)
    return Programme(report: report, plans: plans)
  }

  /// A programme of so many ng a day.
  package static func therapy(_ nanograms: UInt32) -> TherapyReport {
    TherapyReport(
      token: 0, therapy: simple(nanograms), drug: .baclofen, concentration: concentration,
      dailyNanograms: nanograms, leastDailyNanograms: nanograms,
      flowNanolitresPerDay: nanograms / 2)
  }

  /// A programme of so many ng a day, without plans.
  /// A programme without a schedule, whose totals follow from it.
  package static func programme(_ therapy: Therapy) -> Programme {
    var report = self.therapy(0)
    report.therapy = therapy
    total(&report, [:])
    return Programme(report: report, plans: [:])
  }

  /// Minimum rate, of 0.006 mL/day.
  package static var minimumRate: Programme {
    var report = therapy(12_000)
    report.therapy = .minimumRate
    return Programme(report: report, plans: [:])
  }

  package static func programme(_ nanograms: UInt32) -> Programme {
    Programme(report: therapy(nanograms), plans: [:])
  }

  /// Gives a report the totals of its programme, minute by minute; minimum rate is 12 mcg/day.
  package static func total(_ report: inout TherapyReport, _ plans: [PlanNumber: DayPlan]) {
    let therapy = report.therapy
    let days = (0..<7).map { weekday -> UInt64 in
      guard therapy.mode == .daySchedule else {
        return UInt64(therapy.dose == .zero ? 12_000 : therapy.dose.nanogramsPerDay) * 1440
      }
      guard let plan = therapy.week[weekday].flatMap({ plans[$0] }) else { return 0 }
      return (0..<plan.count).reduce(0) { sum, place in
        let rate = plan[place].dose == .zero ? 12_000 : plan[place].dose.nanogramsPerDay
        return sum + UInt64(rate)
          * UInt64(plan.endMinute(of: place) - plan[place].startMinute)
      }
    }
    let most = therapy.periodic.map { $0.mostPerDay * UInt64($0.nanograms) } ?? 0
    let fewest =
      therapy.periodic.map { 1440 / UInt64($0.intervalMinutes) * UInt64($0.nanograms) } ?? 0
    let day = (days.max() ?? 0) / 1440 + most
    report.dailyNanograms = UInt32(day)
    report.leastDailyNanograms = UInt32((days.min() ?? 0) / 1440 + fewest)
    report.flowNanolitresPerDay = UInt32(
      day * 1000 / UInt64(report.concentration.microgramsPerMillilitre))
  }

  /// What a pump foretells that runs at 100 mcg/day; `change` makes another of it.
  package static func forecast(
    _ subject: ForecastSubject = .running, token: UInt32 = 0,
    _ change: (inout Forecast) -> Void = { _ in }
  ) -> Forecast {
    let isTemporary = subject == .temporary
    var forecast = Forecast(
      subject: subject, token: token, secondsToTip: 7122 * 60,
      secondsToLowAlarm: 325 * 86_400, secondsToEmpty: 326 * 86_400,
      secondsToReplacement: 2500 * 86_400, secondsToEndOfService: 2555 * 86_400,
      secondsToTemporaryEnd: isTemporary ? 4 * 3600 : nil,
      temporaryNanograms: isTemporary ? 8333 : 0, foregoneNanograms: isTemporary ? 16_666 : 0,
      step: Forecast.StepFigures(
        mostNanograms: 100_000, formerLeastNanograms: 100_000, formerMostNanograms: 100_000))
    change(&forecast)
    return forecast
  }

  /// A request as it goes over the wire.
  package static func frame(_ request: Request, id: UInt16 = 1) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(request, id: id)
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// An answer as it goes over the wire.
  package static func frame(_ reply: Reply, id: UInt16 = 1) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, id: id)
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }
}

extension Samples {
  /// 18 mL of the same drug and strength, 2.1 mL drawn out, alarm at 4 mL.
  package static func stageRefill(_ change: (inout StageRefill) -> Void = { _ in }) -> StageRefill {
    var refill = StageRefill(
      withdrawnNanolitres: 2_100_000, filledNanolitres: 18_000_000, drug: .baclofen,
      concentration: concentration, lowAlarmNanolitres: 4_000_000)
    change(&refill)
    return refill
  }

  /// What a pump makes of it that expected 2.143 mL.
  package static func refill(_ change: (inout RefillReport) -> Void = { _ in }) -> RefillReport {
    var report = RefillReport(
      token: 77, expectedNanolitres: 2_143_000, withdrawnNanolitres: 2_100_000,
      discrepancyLimitNanolitres: 2_000_000, volumeNanolitres: 18_000_000,
      residualNanolitres: 1_400_000, oldDrug: .baclofen, drug: .baclofen,
      oldConcentration: concentration,
      filledConcentration: concentration, concentration: concentration,
      lowAlarmNanolitres: 4_000_000, bridge: .none, skipReason: .none, bridgeNanolitres: 0,
      bridgeFlowNanolitresPerDay: 0, bridgeSeconds: 0)
    change(&report)
    return report
  }
}
