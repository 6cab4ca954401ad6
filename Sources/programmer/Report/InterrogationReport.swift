import PumpText
import Quantities
import Telemetry

/// Everything a clinician reviews, for people and for programs.
struct InterrogationReport: Verb.Result {
  let body: Interrogation
  /// Whether the pump's versions and history are shown too.
  let isFull: Bool

  var json: any Encodable { InterrogationJSON(body) }

  var words: String {
    var lines = Lines()
    let pump = PumpReport(body.identity)
    if isFull {
      lines.add(
        "pump",
        "\(pump.model) \(pump.serial), firmware \(pump.firmware), "
          + "protocol \(pump.protocol)")
      lines.add("clock", body.clock.map(QuantityWords.clock) ?? "never set")
    } else {
      lines.add("pump", "\(pump.model) \(pump.serial)")
    }
    lines.add("therapy", isLost ? "unknown: the pump lost its memory" : therapyWords)
    lines.add("delivery", deliveryWords)
    lines.add("bolus", bolusWords)
    lines.add("reservoir", isLost ? "unknown" : reservoirWords)
    lines.add("battery", batteryWords)
    if isFull {
      lines.add(
        "pumped",
        QuantityWords.volume(nanolitres: body.pumpedNanolitres)
          + " since implant")
    }
    lines.add("last order", isLost ? "unknown" : lastOrderWords)
    let alarms = body.status.alarms.list
    lines.add("alarms", alarms.isEmpty ? "none" : alarms[0].alarmLine)
    for alarm in alarms.dropFirst() { lines.add("", alarm.alarmLine) }
    return lines.text
  }

  /// Whether programme, drug, reservoir and last order are placeholders (therapy.md, "Alarms").
  private var isLost: Bool { body.status.alarms.contains(.memoryLost) }

  private var therapyWords: String {
    let drug = "\(body.drug.name) \(QuantityWords.concentration(body.concentration))"
    switch body.therapy.mode {
    case .simpleContinuous:
      return "simple continuous, \(QuantityWords.dose(body.therapy.dose)) of \(drug)"
    case .minimumRate: return "minimum rate of \(drug), without effect"
    }
  }

  private var deliveryWords: String {
    guard body.status.flags.isStopped else {
      return "running, \(QuantityWords.dosePerDay(nanograms: basal)) basal"
    }
    return "STOPPED: the patient gets no drug"
  }

  private var basal: UInt64 { UInt64(body.status.basalNanogramsPerDay) }

  private var bolusWords: String {
    guard body.status.flags.isBolusRunning else { return "none" }
    let left = QuantityWords.dose(nanograms: UInt64(body.status.bolusRemainingNanograms))
    let whole = QuantityWords.dose(nanograms: UInt64(body.bolusNanograms))
    let time = QuantityWords.duration(
      Milliseconds(rawValue: UInt64(body.bolusRemainingMilliseconds)))
    return "\(left) of \(whole) to come in \(time)"
  }

  private var reservoirWords: String {
    let volume = UInt64(body.status.reservoirNanolitres)
    let capacity = UInt64(body.capacityNanolitres)
    let alarm = QuantityWords.volume(nanolitres: UInt64(body.lowAlarmNanolitres))
    let days = body.minutesToLowAlarm.map { "in \($0 / 1440) days" } ?? "(not reached at this rate)"
    return "\(QuantityWords.volume(nanolitres: volume)) "
      + "\(Picture.gauge(volume, of: capacity)) of \(capacity / 1_000_000) mL, "
      + "alarm at \(alarm) \(days)"
  }

  private var batteryWords: String {
    let percent = body.status.batteryPercent
    switch body.status.flags.battery {
    case .ok: return "\(percent) %, replacement in \(body.monthsToReplacement) months"
    case .electiveReplacement: return "\(percent) %, ERI: schedule a replacement"
    case .endOfService: return "\(percent) %, end of service: replace the pump now"
    }
  }

  private var lastOrderWords: String {
    guard let last = body.lastApplied, let command = body.status.lastApplied else { return "none" }
    let ago = body.status.therapySeconds - min(last.therapySeconds, body.status.therapySeconds)
    return "\(last.request.name) (\(CommandWords.name(command))) "
      + "\(QuantityWords.duration(.seconds(UInt64(ago)))) ago"
  }
}

extension Alarm {
  fileprivate var alarmLine: String {
    "\(isCritical ? "CRITICAL " : "")\(name): \(words)"
  }
}

/// Lines of a label and a value.
struct Lines {
  private(set) var text = ""

  mutating func add(_ label: String, _ value: String) {
    text += label + String(repeating: " ", count: max(1, 11 - label.count)) + value + "\n"
  }
}

/// The interrogation in JSON.
struct InterrogationJSON: Encodable {
  let pump: PumpReport
  @OrNull var clock: String?
  let therapy_time_s: UInt32
  let therapy: Therapy
  let delivery: String
  @OrNull var bolus: BolusJSON?
  let reservoir: Reservoir
  let battery: Battery
  let alarms: [String]
  let pumped_ml: Double
  @OrNull var last_order: LastOrder?

  struct Therapy: Encodable {
    let mode: String
    let dose_mcg_per_day: Double
    let basal_mcg_per_day: Double
    let concentration_mcg_per_ml: UInt32
    let drug: String
    let revision: UInt32
  }

  struct Reservoir: Encodable {
    let volume_ml: Double
    let capacity_ml: Double
    let low_alarm_ml: Double
    @OrNull var days_to_alarm: Int?
    @OrNull var days_to_empty: Int?
  }

  struct Battery: Encodable {
    let state: String
    let percent: UInt8
    let months_to_eri: UInt16
  }

  struct LastOrder: Encodable {
    let order: String
    let therapy_time_s: UInt32
    let session: UInt32
    let request_id: UInt16
  }

  init(_ body: Interrogation) {
    let status = body.status
    pump = PumpReport(body.identity)
    clock = body.clock.map { QuantityWords.clock($0).replacing(" ", with: "T") }
    therapy_time_s = status.therapySeconds
    therapy = Therapy(
      mode: body.therapy.mode.name,
      dose_mcg_per_day: JSONUnits.micrograms(UInt64(body.therapy.dose.nanogramsPerDay)),
      basal_mcg_per_day: JSONUnits.micrograms(UInt64(status.basalNanogramsPerDay)),
      concentration_mcg_per_ml: body.concentration.microgramsPerMillilitre,
      drug: body.drug.name, revision: body.therapyRevision)
    delivery = status.flags.deliveryName
    bolus =
      status.flags.isBolusRunning
      ? BolusJSON(
        dose_mcg: JSONUnits.micrograms(UInt64(body.bolusNanograms)), duration_s: nil,
        remaining_mcg: JSONUnits.micrograms(UInt64(status.bolusRemainingNanograms)),
        remaining_s: Double(body.bolusRemainingMilliseconds) / 1000)
      : nil
    reservoir = Reservoir(
      volume_ml: JSONUnits.millilitres(UInt64(status.reservoirNanolitres)),
      capacity_ml: JSONUnits.millilitres(UInt64(body.capacityNanolitres)),
      low_alarm_ml: JSONUnits.millilitres(UInt64(body.lowAlarmNanolitres)),
      days_to_alarm: JSONUnits.days(body.minutesToLowAlarm),
      days_to_empty: JSONUnits.days(body.minutesToEmpty))
    battery = Battery(
      state: status.flags.battery.name, percent: status.batteryPercent,
      months_to_eri: body.monthsToReplacement)
    alarms = status.alarms.list.map(\.name)
    pumped_ml = JSONUnits.millilitres(body.pumpedNanolitres)
    last_order = body.lastApplied.flatMap { applied in
      status.lastApplied.map { command in
        LastOrder(
          order: applied.request.name, therapy_time_s: applied.therapySeconds,
          session: command.session, request_id: command.request)
      }
    }
  }
}

extension Status.Flags {
  /// Whether drug flows, in JSON.
  var deliveryName: String { isStopped ? "stopped" : "running" }
}
