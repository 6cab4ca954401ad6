import ArgumentParser
import CommandEntry
import PumpText
import Quantities
import Telemetry

/// The drug that is filled in, as it is typed.
enum DrugName: String, CaseIterable, ExpressibleByArgument {
  case baclofen

  var code: DrugCode {
    switch self {
    case .baclofen: .baclofen
    }
  }
}

/// A refill as it was typed; what is not said stays as it is in the pump.
struct RefillWanted {
  let filled: UInt32
  let withdrawn: UInt32
  var concentration: Concentration?
  var drug: DrugCode?
  var lowAlarm: UInt32?
  var decision = BridgeDecision.none
  var skipReason = SkipReason.none
  var acceptsDiscrepancy = false
  var overridesSoftLimits = false
  var programme: ProgrammeWanted?

  init(filled: String, withdrawn: String) throws(QuantityError) {
    self.filled = try Typed.nanolitres(filled)
    self.withdrawn = try Typed.nanolitres(withdrawn)
    guard self.filled > 0 else {
      throw QuantityError("a refill with nothing is none; write the volume filled in")
    }
  }

  /// The record for a pump that holds what an interrogation says.
  func refill(_ now: Interrogation) throws(QuantityError) -> StageRefill {
    StageRefill(
      withdrawnNanolitres: withdrawn, filledNanolitres: filled, drug: drug ?? now.drug,
      concentration: try strength(now), lowAlarmNanolitres: lowAlarm ?? now.lowAlarmNanolitres,
      bridge: decision, skipReason: skipReason, acceptsDiscrepancy: acceptsDiscrepancy,
      overridesSoftLimits: overridesSoftLimits)
  }

  /// The strength that is filled in. What mixed in the reservoir is in no vial: the programmer
  /// cannot know then which one is in hand.
  private func strength(_ now: Interrogation) throws(QuantityError) -> Concentration {
    if let concentration { return concentration }
    guard TitrationRules.strengths.contains(now.concentration.microgramsPerMillilitre) else {
      throw QuantityError(
        "the reservoir holds a mixture of \(QuantityWords.concentration(now.concentration)), which "
          + "is in no vial; say what is filled in, for example --concentration 2000 mcg/mL")
    }
    return now.concentration
  }
}

/// What to expect before a refill, for people and for programs.
struct RefillExpectation: Verb.Result {
  let now: Interrogation
  /// What the pump foretells as things are.
  let running: Forecast

  struct Report: Encodable {
    let expected_ml: Double
    let capacity_ml: Double
    let residual_ml: Double
    let concentration_mcg_per_ml: UInt32
    let drug: String
    let low_alarm_ml: Double
    @OrNull var low_alarm_in_s: UInt32?
    @OrNull var refill_by: String?
    let refills: UInt16
  }

  var outcome: VerbAnswer.Outcome { .read }
  var json: any Encodable {
    Report(
      expected_ml: JSONUnits.millilitres(now.status.reservoirNanolitres),
      capacity_ml: JSONUnits.millilitres(now.capacityNanolitres),
      residual_ml: JSONUnits.millilitres(now.residualNanolitres),
      concentration_mcg_per_ml: now.concentration.microgramsPerMillilitre, drug: now.drug.name,
      low_alarm_ml: JSONUnits.millilitres(now.lowAlarmNanolitres),
      low_alarm_in_s: running.lowAlarm?.seconds,
      refill_by: JSONUnits.date(running.lowAlarm, from: now.clock),
      refills: now.refills)
  }

  var words: String {
    var lines = Lines()
    lines.add(
      "expected",
      "\(PathWords.volume(now.status.reservoirNanolitres)) can be drawn out, by the pump's count")
    lines.add("drug", "\(now.drug.name) \(QuantityWords.concentration(now.concentration))")
    lines.add(
      "left",
      "\(PathWords.volume(now.residualNanolitres)) no syringe reaches; it mixes with the new drug")
    lines.add("holds", "\(PathWords.volume(now.capacityNanolitres)) at the most")
    lines.add(
      "alarm",
      "at \(PathWords.volume(now.lowAlarmNanolitres)), \(LowReservoirCommand.due(running, now))")
    lines.add("next", "programmer refill VOLUME --withdrawn VOLUME")
    return lines.text
  }
}
