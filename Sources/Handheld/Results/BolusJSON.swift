package import Clinic
import ClinicText
import Quantities
package import Telemetry

extension OrderName: Encodable {}

extension BolusJSON {
  /// The bolus that was begun; `nil` where none was, or the pump names none.
  package init?(_ outlook: OrderOutlook, after: Interrogation?) {
    let nanograms: UInt32
    let milliseconds: UInt32
    switch outlook {
    case .bolus(let preview):
      nanograms = preview.nanograms
      milliseconds = UInt32(clamping: preview.duration.rawValue)
    case .requestBolus(let settings?):
      nanograms = settings.nanograms
      milliseconds = settings.milliseconds
    case .requestBolus(nil), .cancelBolus, .prime, .bridge, .cancelBridge, .temporary,
      .endTemporary, .stop, .resume, .silence, .lowAlarm, .clock, .catheter:
      return nil
    }
    self.init(
      dose_mcg: JSONUnits.micrograms(nanograms), duration_s: JSONUnits.seconds(milliseconds),
      remaining_mcg: after.map { JSONUnits.micrograms($0.status.bolusRemainingNanograms) },
      remaining_s: after.map { JSONUnits.seconds($0.bolusRemainingMilliseconds) })
  }
}
