import Quantities
package import Telemetry

/// What a programme that was read says of itself, held against the programme itself.
///
/// A pump's totals are what people look at before they agree, so they must follow from the steps
/// and boluses beside them. What minimum rate gives only the pump knows: where it is part of a day,
/// the day holds at least the rest.
package enum ReadBack {
  /// A part of a programme that was read.
  package enum Part {
    case dayPlans
    case dailyTotal
    case smallestDay
    case flow
  }

  /// What of a programme contradicts it; `nil` when nothing does.
  package static func contradiction(in programme: Programme) -> Part? {
    let report = programme.report
    guard let largest = span(of: programme, report.therapy.periodic?.mostPerDay, { $0.max() }),
      let smallest = span(of: programme, report.therapy.periodic?.fewestPerDay, { $0.min() })
    else { return .dayPlans }
    guard fits(report.dailyNanograms, largest) else { return .dailyTotal }
    guard fits(report.leastDailyNanograms, smallest),
      report.leastDailyNanograms <= report.dailyNanograms
    else { return .smallestDay }
    // What its total holds below a nanogram is not told, so the flow has that much room.
    let day = UInt64(report.dailyNanograms) * 1000
    let strength = UInt64(report.concentration.microgramsPerMillilitre)
    guard (day / strength...(day + 999) / strength).contains(UInt64(report.flowNanolitresPerDay))
    else { return .flow }
    return steadyContradiction(in: programme)
  }

  /// Where one rate runs day and night, the largest and the smallest day differ by boluses alone.
  private static func steadyContradiction(in programme: Programme) -> Part? {
    let report = programme.report
    guard report.therapy.mode != .daySchedule else { return nil }
    let bolus = report.therapy.periodic
    let more = bolus.map { ($0.mostPerDay - $0.fewestPerDay) * UInt64($0.nanograms) } ?? 0
    return UInt64(report.leastDailyNanograms) + more == UInt64(report.dailyNanograms)
      ? nil : .smallestDay
  }

  /// A day's drug in ng, as far as the programme tells it.
  private struct Known {
    let nanograms: UInt64
    let hasMinimumRate: Bool
  }

  private static func fits(_ said: UInt32, _ known: Known) -> Bool {
    known.hasMinimumRate
      ? UInt64(said) >= known.nanograms : UInt64(said) == min(known.nanograms, UInt64(UInt32.max))
  }

  /// The largest or the smallest of a programme's days with so many periodic boluses; `nil` when
  /// the week follows a plan that is not there.
  private static func span(
    of programme: Programme, _ boluses: UInt64?, _ choose: ([UInt64]) -> UInt64?
  ) -> Known? {
    let therapy = programme.therapy
    let extra = (boluses ?? 0) * UInt64(therapy.periodic?.nanograms ?? 0)
    guard therapy.mode == .daySchedule else {
      return Known(
        nanograms: UInt64(therapy.dose.nanogramsPerDay) + extra,
        hasMinimumRate: therapy.mode != .simpleContinuous)
    }
    let days = programme.days
    guard let basal = choose(days.map { $0.nanograms }), days.allSatisfy({ !$0.steps.isEmpty })
    else {
      return nil
    }
    return Known(
      nanograms: basal + extra, hasMinimumRate: days.contains { $0.hasMinimumRate })
  }

  // MARK: Drug and strength

  /// Whether drug and strength of a staged programme follow from what the pump holds and what is
  /// filled in, and its bridge from the programme that runs.
  package static func isRight(
    _ report: TherapyReport, _ refill: RefillReport?, for change: StagedChange,
    on reading: PumpReading
  ) -> Bool {
    let now = reading.now
    guard let sent = change.refill, let refill else {
      return report.drug == now.drug && report.concentration == now.concentration
    }
    return refill.oldDrug == now.drug && report.drug == sent.drug
      && refill.oldConcentration == now.concentration
      && refill.residualNanolitres == now.residualNanolitres
      && report.concentration == strength(of: sent, on: now)
      && isRight(bridge: refill, on: reading)
  }

  /// What fills up what no syringe reached, to the nearest mcg/mL (therapy.md, "Refill").
  private static func strength(of sent: StageRefill, on now: Interrogation) -> Concentration {
    let filled = UInt64(sent.filledNanolitres)
    let left = UInt64(now.residualNanolitres)
    guard filled + left > 0 && !sent.isRinsed else { return sent.concentration }
    let drug =
      left * UInt64(now.concentration.microgramsPerMillilitre)
      + filled * UInt64(sent.concentration.microgramsPerMillilitre)
    let nearest = UInt32(clamping: Rounded.ratio(drug, times: 1, by: filled + left))
    return Concentration(microgramsPerMillilitre: nearest) ?? now.concentration
  }

  /// A bridge moves the path's volume at the flow of the programme that runs.
  private static func isRight(bridge refill: RefillReport, on reading: PumpReading) -> Bool {
    guard refill.bridge == .bridge else { return true }
    let flow = reading.programme.report.flowNanolitresPerDay
    let time = PathTransit.time(reading.now.pathNanolitres, at: UInt64(flow))
    return refill.bridgeNanolitres == reading.now.pathNanolitres
      && refill.bridgeFlowNanolitresPerDay == flow
      && time == .seconds(UInt64(refill.bridgeSeconds))
  }
}

extension PeriodicBolus {
  /// How many begin, at the least, in any 24 hours.
  var fewestPerDay: UInt64 { 1440 / UInt64(intervalMinutes) }
}
