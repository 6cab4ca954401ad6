package import Clinic
package import PumpText
import Quantities
package import Telemetry
package import VerbOutput

/// What to expect before a refill, for people and for programs.
package struct RefillExpectation: VerbResult {
  package let now: Interrogation
  /// What the pump foretells as things are.
  package let running: Forecast
  /// What is known of drugs.
  package let drugs: DrugLibrary
  /// How what can be done next is said to who reads it.
  package let face: Face

  package init(now: Interrogation, running: Forecast, drugs: DrugLibrary, face: Face) {
    self.now = now
    self.running = running
    self.drugs = drugs
    self.face = face
  }

  package struct JSON: Encodable {
    let expected_ml: Double
    package let capacity_ml: Double
    let residual_ml: Double
    let concentration_mcg_per_ml: UInt32
    package let drug: String
    let low_alarm_ml: Double
    @OrNull var low_alarm_in_s: UInt32?
    @OrNull var refill_by: String?
    @OrNull var refill_because: RefillDue.Cause?
    let refills: UInt16
  }

  private var due: RefillDue { RefillDue(running, now, by: drugs) }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      expected_ml: JSONUnits.millilitres(now.status.reservoirNanolitres),
      capacity_ml: JSONUnits.millilitres(now.capacityNanolitres),
      residual_ml: JSONUnits.millilitres(now.residualNanolitres),
      concentration_mcg_per_ml: now.concentration.microgramsPerMillilitre, drug: now.drug.name,
      low_alarm_ml: JSONUnits.millilitres(now.lowAlarmNanolitres),
      low_alarm_in_s: running.lowAlarm?.seconds,
      refill_by: JSONUnits.date(due.earliest?.ahead, from: now.clock),
      refill_because: due.earliest?.cause,
      refills: now.refills)
  }

  package var words: String {
    var lines = Lines()
    lines.add(
      "expected",
      "\(PathWords.volume(now.status.reservoirNanolitres)) can be drawn out, by the pump's count")
    lines.add("drug", "\(now.drug.name) \(QuantityWords.concentration(now.concentration))")
    lines.add(
      "left",
      "\(PathWords.volume(now.residualNanolitres)) no syringe reaches; it mixes with what is "
        + "filled in, unless it is rinsed out, as before another drug")
    if let others = DrugWords.inPath(now) { lines.add("in path", others) }
    lines.add("holds", "\(PathWords.volume(now.capacityNanolitres)) at the most")
    lines.add(
      "alarm",
      "at \(PathWords.volume(now.lowAlarmNanolitres)), \(AlarmWords.due(running, now))")
    let moments = RefillDueWords(due, clock: now.clock)
    if due.isKnown {
      lines.add("stability", moments.stability)
      lines.add("refill by", moments.earliest)
    }
    lines.add("next", face.words(.recordRefill))
    return lines.text
  }
}
