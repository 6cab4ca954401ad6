import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry
import VerbOutput

/// The interrogation in JSON.
package struct InterrogationJSON: Encodable {
  let pump: PumpJSON
  @OrNull var clock: String?
  let therapy_time_s: UInt32
  let therapy: Therapy
  let delivery: String
  @OrNull var bolus: BolusJSON?
  @OrNull var infusion: InfusionJSON?
  let bridge_waiting_ml: Double
  @OrNull var patient_bolus: PatientBolusJSON?
  let reservoir: Reservoir
  let path: Path
  /// The catheter; null where it was not read, and of a pump that lost its memory.
  @OrNull var catheter: CatheterJSON?
  let battery: Battery
  let alarms: [String]
  /// What runs in place of the programme's basal infusion for some time; null when nothing does.
  @OrNull var temporary: TemporaryJSON?
  /// When the emergency rate began; null when it does not flow.
  @OrNull var emergency_therapy_time_s: UInt32?
  let flows: Present.Name
  let silent_min: UInt16
  let pumped_ml: Double
  let programmed_mcg: Double
  @OrNull var last_order: LastOrder?
  let forecast: ForecastJSON

  struct Therapy: Encodable {
    let mode: String
    let dose_mcg_per_day: Double
    let basal_mcg_per_day: Double
    let concentration_mcg_per_ml: UInt32
    let drug: String
    let revision: UInt32
    @OrNull var periodic_bolus: PeriodicBolusJSON?
    @OrNull var periodic_bolus_due_min: UInt32?
  }

  struct Reservoir: Encodable {
    let volume_ml: Double
    let capacity_ml: Double
    let low_alarm_ml: Double
    /// The command contract's name for it; ``ForecastJSON`` has it in seconds.
    @OrNull var days_to_alarm: UInt32?
    let filled_ml: Double
    let filled_therapy_time_s: UInt32
    let refills: UInt16
    let residual_ml: Double
  }

  package struct Path: Encodable {
    let volume_ml: Double
    let tubing_ml: Double
    let catheter_ml: Double
    let volumes_version: UInt16
    let prime_flow_ml_per_day: Double
    /// The drugs from before that lie in it beside the reservoir's, the last replaced first.
    let other_drugs: [String]
  }

  struct Battery: Encodable {
    let state: String
    let percent: UInt8
    /// Calendar months; ``ForecastJSON`` has the moment.
    @OrNull var months_to_eri: UInt32?
  }

  struct LastOrder: Encodable {
    let order: String
    let therapy_time_s: UInt32
    let session: UInt32
    let request_id: UInt16
  }

  /// `report` is the programme with its totals, where the interrogation alone does not tell them.
  init(
    _ body: Interrogation, _ report: TherapyReport? = nil, _ fitted: CatheterReport? = nil,
    running: Forecast, due: RefillDue
  ) {
    let status = body.status
    pump = PumpJSON(body.identity)
    clock = body.clock.map(JSONUnits.clock)
    therapy_time_s = status.therapySeconds
    therapy = Therapy(body, report)
    delivery = status.flags.deliveryName
    bolus =
      status.flags.running == .bolus
      ? BolusJSON(
        dose_mcg: JSONUnits.micrograms(body.bolusNanograms), duration_s: nil,
        remaining_mcg: JSONUnits.micrograms(status.bolusRemainingNanograms),
        remaining_s: JSONUnits.seconds(body.bolusRemainingMilliseconds))
      : nil
    infusion = InfusionJSON(body)
    bridge_waiting_ml = JSONUnits.millilitres(body.bridgeWaitingNanolitres)
    patient_bolus = body.patientBolus.map(PatientBolusJSON.init)
    reservoir = Reservoir(body, running)
    path = Path(body)
    catheter = fitted.map { CatheterJSON($0) }
    battery = Battery(
      state: status.flags.battery.name, percent: status.batteryPercent,
      months_to_eri: ForecastWords(running, clock: body.clock).monthsToReplacement)
    alarms = status.alarms.list.map(\.name)
    temporary = TemporaryJSON(body)
    emergency_therapy_time_s = body.emergencySeconds
    flows = Present(body).name
    silent_min = body.silentMinutes
    pumped_ml = JSONUnits.millilitres(body.pumpedNanolitres)
    programmed_mcg = Double(body.programmedPicograms) / 1e6
    last_order = LastOrder(body)
    forecast = ForecastJSON(running, due, clock: body.clock)
  }
}

extension InterrogationJSON.Therapy {
  init(_ body: Interrogation, _ report: TherapyReport?) {
    mode = body.therapy.mode.name
    // Minimum rate is a flow and no dose, though the report counts the little drug in it.
    let day =
      body.therapy.mode == .minimumRate
      ? 0 : report?.dailyNanograms ?? body.therapy.dose.nanogramsPerDay
    dose_mcg_per_day = JSONUnits.micrograms(day)
    basal_mcg_per_day = JSONUnits.micrograms(body.status.basalNanogramsPerDay)
    concentration_mcg_per_ml = body.concentration.microgramsPerMillilitre
    drug = body.drug.name
    revision = body.therapyRevision
    periodic_bolus = body.therapy.periodic.map(PeriodicBolusJSON.init)
    periodic_bolus_due_min = body.minutesToPeriodicBolus
  }
}

extension InterrogationJSON.Reservoir {
  init(_ body: Interrogation, _ running: Forecast) {
    volume_ml = JSONUnits.millilitres(body.status.reservoirNanolitres)
    capacity_ml = JSONUnits.millilitres(body.capacityNanolitres)
    low_alarm_ml = JSONUnits.millilitres(body.lowAlarmNanolitres)
    days_to_alarm = JSONUnits.days(running.lowAlarm, from: body.clock)
    filled_ml = JSONUnits.millilitres(body.filledNanolitres)
    filled_therapy_time_s = body.filledSeconds
    refills = body.refills
    residual_ml = JSONUnits.millilitres(body.residualNanolitres)
  }
}

extension InterrogationJSON.Path {
  init(_ body: Interrogation) {
    volume_ml = JSONUnits.millilitres(body.pathNanolitres)
    tubing_ml = JSONUnits.millilitres(body.tubingNanolitres)
    catheter_ml = JSONUnits.millilitres(PathTransit.catheter(body))
    volumes_version = body.volumesVersion
    prime_flow_ml_per_day = JSONUnits.millilitres(body.primeFlowNanolitresPerDay)
    other_drugs = body.otherDrugsInPath.map(\.name)
  }
}

extension InterrogationJSON.LastOrder {
  init?(_ body: Interrogation) {
    guard let applied = body.lastApplied, let command = body.status.lastApplied else { return nil }
    order = applied.request.name
    therapy_time_s = applied.therapySeconds
    session = command.session
    request_id = command.request
  }
}

extension Status.Flags {
  /// Whether drug flows, in JSON.
  var deliveryName: String { isStopped ? "stopped" : "running" }
}
