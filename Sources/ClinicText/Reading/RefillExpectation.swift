package import Clinic
package import PumpText
import Quantities
package import Telemetry

/// What to expect before a refill.
package struct RefillExpectation {
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

  /// By when it is to be refilled.
  package var due: RefillDue { RefillDue(running, now, by: drugs) }

  /// What is shown of it, each with its label.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add(
      "expected",
      "\(PathWords.volume(now.status.reservoirNanolitres)) can be drawn out, by the pump's count")
    facts.add("drug", "\(now.drug.name) \(QuantityWords.concentration(now.concentration))")
    facts.add(
      "left",
      "\(PathWords.volume(now.residualNanolitres)) no syringe reaches; it mixes with what is "
        + "filled in, unless it is rinsed out, as before another drug")
    if let others = DrugWords.inPath(now) { facts.add("in path", others) }
    facts.add("holds", "\(PathWords.volume(now.capacityNanolitres)) at the most")
    facts.add(
      "alarm",
      "at \(PathWords.volume(now.lowAlarmNanolitres)), \(AlarmWords.due(running, now))")
    let moments = RefillDueWords(due, clock: now.clock)
    if due.isKnown {
      facts.add("stability", moments.stability)
      facts.add("refill by", moments.earliest)
    }
    facts.add("next", face.words(.recordRefill))
    return facts
  }
}
