package import Clinic
import ClinicText
import Quantities
package import Telemetry

extension OrderName: Encodable {}

extension BolusJSON {
  /// The bolus that was begun; `nil` where none was, or the pump names none.
  package init?(_ outlook: OrderOutlook, after: Interrogation?) {
    guard let (nanograms, milliseconds) = outlook.bolus else { return nil }
    self.init(
      dose_mcg: JSONUnits.micrograms(nanograms), duration_s: JSONUnits.seconds(milliseconds),
      remaining_mcg: after.map { JSONUnits.micrograms($0.status.bolusRemainingNanograms) },
      remaining_s: after.map { JSONUnits.seconds($0.bolusRemainingMilliseconds) })
  }
}
