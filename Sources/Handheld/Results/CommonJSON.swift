import Clinic
package import ClinicText
package import PumpText
package import Quantities
package import Telemetry
import VerbOutput

/// A verb that was not done, in JSON.
package struct FailureJSON: Encodable {
  package let outcome: String
  package let message: String
  @OrNull var refusal: RefusalJSON?
  let exit_code: Int32
}

extension FailureJSON {
  package init(_ error: ProgrammerError, _ face: Face) {
    self.init(
      outcome: error.exitStatus.name, message: error.message(face),
      refusal: error.refusal.map { RefusalJSON($0, face) },
      exit_code: error.exitStatus.rawValue)
  }
}

/// Who the pump is, in JSON.
package struct PumpJSON: Encodable {
  package let model: String
  package let serial: String
  package let firmware: String
  package let `protocol`: String

  package init(_ identity: Identity) {
    model = identity.model.string
    serial = identity.serial.string
    let name = PumpName(identity)
    firmware = name.firmware
    `protocol` = name.version
  }
}

/// Amounts in the units of the JSON contract. Doubles are for reading here; nothing computes on.
package enum JSONUnits {
  static func millilitres(_ nanolitres: UInt64) -> Double { Double(nanolitres) / 1e6 }
  static func millilitres(_ nanolitres: UInt32) -> Double { millilitres(UInt64(nanolitres)) }
  package static func micrograms(_ nanograms: UInt64) -> Double { Double(nanograms) / 1e3 }
  package static func micrograms(_ nanograms: UInt32) -> Double { micrograms(UInt64(nanograms)) }
  package static func seconds(_ milliseconds: UInt32) -> Double { Double(milliseconds) / 1000 }
  /// The whole days until a moment.
  package static func days(_ ahead: Ahead?, from clock: WallClock?) -> UInt32? {
    ahead.map { $0.days(from: clock) }
  }
  /// The date and time of day of a moment; `nil` without a clock, and for no moment.
  static func date(_ ahead: Ahead?, from clock: WallClock?) -> String? {
    ahead?.moment(from: clock).map(self.clock)
  }
  package static func clock(_ clock: WallClock) -> String {
    QuantityWords.clock(clock).replacing(" ", with: "T")
  }
}

/// A change of programme in JSON.
struct ChangeJSON: Encodable {
  let before: TherapyJSON
  let therapy: TherapyJSON
  /// Of the day that changes most; null from nothing.
  @OrNull var change_percent: Double?
  let days: [ChangedDaysJSON]
  /// The drug that another takes the place of; then what was before is of that one.
  @OrNull var replaced_drug: String?
  let week_before_mcg: Double
  let week_mcg: Double
  @OrNull var week_change_percent: Double?
  @OrNull var at_tip_in_s: UInt32?
  let delivery: String
  let flows: Present.Name
  @OrNull var therapy_time_s: UInt32?
  let forecast_before: ForecastJSON
  let forecast: ForecastJSON
  let consent: ConsentJSON
  @OrNull var refill: RefillJSON?
  @OrNull var patient_bolus: PatientBolusJSON?
  let warnings: [WarningJSON]
}

/// The weekdays that change alike, and by how much, in JSON.
struct ChangedDaysJSON: Encodable {
  let days: [String]
  let before_mcg: Double
  let after_mcg: Double
  let has_minimum_rate: Bool
  @OrNull var change_percent: Double?

  init(_ days: DayComparison.Days) {
    self.days = days.weekdays.jsonNames
    before_mcg = JSONUnits.micrograms(days.before.nanograms)
    after_mcg = JSONUnits.micrograms(days.after.nanograms)
    has_minimum_rate = days.before.hasMinimumRate || days.after.hasMinimumRate
    change_percent = days.change.percent
  }
}

/// An order in JSON.
struct OrderJSON: Encodable {
  let order: OrderName
  @OrNull var delivery: String?
  @OrNull var therapy_time_s: UInt32?
  @OrNull var bolus: BolusJSON?
  @OrNull var withheld_mcg: Double?
  /// What was consented to; null for orders that a plain yes is always enough for.
  @OrNull var consent: ConsentJSON?
  /// What the pump was told of a catheter; null for every other order.
  @OrNull var catheter: CatheterJSON?
  /// What runs in place of the programme's basal infusion after it; null when nothing does.
  @OrNull var temporary: TemporaryJSON?
  @OrNull var infusion: InfusionJSON?
  @OrNull var bridge_waiting_ml: Double?
}

/// A bolus in JSON.
package struct BolusJSON: Encodable {
  package let dose_mcg: Double
  @OrNull var duration_s: Double?
  @OrNull var remaining_mcg: Double?
  @OrNull var remaining_s: Double?

  package init(
    dose_mcg: Double, duration_s: Double? = nil, remaining_mcg: Double? = nil,
    remaining_s: Double? = nil
  ) {
    self.dose_mcg = dose_mcg
    self.duration_s = duration_s
    self.remaining_mcg = remaining_mcg
    self.remaining_s = remaining_s
  }
}
