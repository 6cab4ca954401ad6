import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry
import VerbOutput

/// A programme in JSON.
package struct TherapyJSON: Encodable {
  let mode: String
  let dose_mcg_per_day: Double
  let least_dose_mcg_per_day: Double
  let flow_ml_per_day: Double
  let concentration_mcg_per_ml: UInt32
  let drug: String
  @OrNull var periodic_bolus: PeriodicBolusJSON?
  let days: [DayJSON]

  init(_ programme: Programme) {
    let report = programme.report
    mode = report.therapy.mode.name
    dose_mcg_per_day = JSONUnits.micrograms(report.dailyNanograms)
    least_dose_mcg_per_day = JSONUnits.micrograms(report.leastDailyNanograms)
    flow_ml_per_day = JSONUnits.millilitres(report.flowNanolitresPerDay)
    concentration_mcg_per_ml = report.concentration.microgramsPerMillilitre
    drug = report.drug.name
    periodic_bolus = report.therapy.periodic.map(PeriodicBolusJSON.init)
    days =
      report.therapy.mode == .daySchedule ? programme.days.map(DayJSON.init) : []
  }
}

/// One day of a schedule in JSON.
struct DayJSON: Encodable {
  let days: [String]
  @OrNull var plan: UInt8?
  let steps: [Step]

  /// A step; the dose of minimum rate is null, for it is a flow and not a dose.
  struct Step: Encodable {
    let start: String
    let mode: String
    @OrNull var dose_mcg_per_day: Double?

    init(_ step: DayStep) {
      let isMinimum = step.dose == .zero
      start = QuantityWords.timeOfDay(minutes: UInt64(step.startMinute))
      mode = (isMinimum ? InfusionMode.minimumRate : .simpleContinuous).name
      dose_mcg_per_day = isMinimum ? nil : JSONUnits.micrograms(step.dose.nanogramsPerDay)
    }
  }

  init(_ day: ProgrammeDay) {
    days = day.weekdays.jsonNames
    plan = day.number?.rawValue
    steps = day.steps.map(Step.init)
  }
}

/// A periodic bolus in JSON.
struct PeriodicBolusJSON: Encodable {
  let dose_mcg: Double
  let duration_s: Double
  let interval_min: UInt16
  let first_after_min: UInt16
  let most_per_day: UInt64

  init(_ bolus: PeriodicBolus) {
    dose_mcg = JSONUnits.micrograms(bolus.nanograms)
    duration_s = JSONUnits.seconds(bolus.milliseconds)
    interval_min = bolus.intervalMinutes
    first_after_min = bolus.firstMinutes
    most_per_day = bolus.mostPerDay
  }
}

/// The settings of the patient bolus in JSON.
struct PatientBolusJSON: Encodable {
  let dose_mcg: Double
  let duration_s: Double
  let lockout_min: UInt16
  let maximum_per_day: UInt8

  init(_ settings: PatientBolus) {
    dose_mcg = JSONUnits.micrograms(settings.nanograms)
    duration_s = JSONUnits.seconds(settings.milliseconds)
    lockout_min = settings.lockoutMinutes
    maximum_per_day = settings.maximumPerDay
  }
}

/// What runs besides or in place of the basal infusion, in JSON.
struct InfusionJSON: Encodable {
  let kind: String
  let dose_mcg: Double
  let remaining_mcg: Double
  let remaining_s: Double
  @OrNull var volume_ml: Double?
  @OrNull var remaining_ml: Double?

  init?(_ body: Interrogation) {
    guard let infusion = body.infusion else { return nil }
    kind = infusion.name
    dose_mcg = JSONUnits.micrograms(body.bolusNanograms)
    remaining_mcg = JSONUnits.micrograms(body.status.bolusRemainingNanograms)
    remaining_s = JSONUnits.seconds(body.bolusRemainingMilliseconds)
    guard infusion.replacesBasal else { return }
    volume_ml = JSONUnits.millilitres(InfusionWords.volume(body.bolusNanograms, body))
    remaining_ml = JSONUnits.millilitres(
      InfusionWords.volume(body.status.bolusRemainingNanograms, body))
  }
}

/// A refill in JSON, by the pump's own account.
struct RefillJSON: Encodable {
  let drug: String
  let old_drug: String
  let is_rinsed: Bool
  let expected_ml: Double
  let withdrawn_ml: Double
  let discrepancy_limit_ml: Double
  let filled_ml: Double
  let filled_concentration_mcg_per_ml: UInt32
  let residual_ml: Double
  let old_concentration_mcg_per_ml: UInt32
  let concentration_mcg_per_ml: UInt32
  let low_alarm_ml: Double
  let bridge: Bridge

  struct Bridge: Encodable {
    let decision: String
    let volume_ml: Double
    let flow_ml_per_day: Double
    let duration_s: UInt32
  }

  init(_ preview: RefillPreview) {
    let report = preview.report
    drug = report.drug.name
    old_drug = report.oldDrug.name
    is_rinsed = report.isRinsed
    expected_ml = JSONUnits.millilitres(report.expectedNanolitres)
    withdrawn_ml = JSONUnits.millilitres(report.withdrawnNanolitres)
    discrepancy_limit_ml = JSONUnits.millilitres(report.discrepancyLimitNanolitres)
    filled_ml = JSONUnits.millilitres(report.volumeNanolitres)
    filled_concentration_mcg_per_ml = preview.sent.concentration.microgramsPerMillilitre
    residual_ml = JSONUnits.millilitres(report.residualNanolitres)
    old_concentration_mcg_per_ml = report.oldConcentration.microgramsPerMillilitre
    concentration_mcg_per_ml = report.concentration.microgramsPerMillilitre
    low_alarm_ml = JSONUnits.millilitres(preview.sent.lowAlarmNanolitres)
    bridge = Bridge(
      decision: preview.sent.bridge.name,
      volume_ml: JSONUnits.millilitres(report.bridgeNanolitres),
      flow_ml_per_day: JSONUnits.millilitres(report.bridgeFlowNanolitresPerDay),
      duration_s: report.bridgeSeconds)
  }
}
