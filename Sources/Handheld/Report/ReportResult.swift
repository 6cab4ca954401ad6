import Clinic
import PumpText
import Quantities
import Telemetry
package import VerbOutput

/// A report that was written, for people and for programs.
package struct ReportResult: VerbResult {
  package let file: String
  package let facts: ReportFacts

  package init(file: String, facts: ReportFacts) {
    self.file = file
    self.facts = facts
  }

  struct JSON: Encodable {
    let file: String
    let serial: String
    let entries: Int
    @OrNull var low_alarm_date: String?
    @OrNull var refill_by: String?
    @OrNull var refill_because: RefillDue.Cause?
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable {
    let due = facts.refillDue.earliest
    return JSON(
      file: file, serial: PumpJSON(facts.now.identity).serial, entries: facts.log.entries.count,
      low_alarm_date: ReservoirFigure(facts: facts).lowAlarm.map(facts.day),
      refill_by: JSONUnits.date(due?.ahead, from: facts.now.clock), refill_because: due?.cause)
  }

  package var words: String { "done: the report is in \(file)\n" }
}
