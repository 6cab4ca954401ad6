import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension RefillExpectation: VerbResult {
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

  package var words: String { facts.lines() }
}
