package import Clinic
import PumpText
import Quantities
package import Telemetry

/// What a report says of a pump, in words: for the record, so every moment is told by the pump's
/// clock as it is set now, or as the day of therapy where it is not set.
package struct ReportText {
  /// What the pump said of itself.
  package let now: Interrogation
  /// The programme in force.
  package let therapy: TherapyReport
  /// What the pump foretells as things are.
  package let foretold: Forecast
  /// What is known of drugs.
  package let drugs: DrugLibrary
  /// The catheter that the pump was told of; `nil` where it was not read.
  package let catheter: CatheterReport?
  /// What was read of its log.
  package let log: LogCollection

  /// The report of what was read.
  package init(
    _ now: Interrogation, _ therapy: TherapyReport, _ foretold: Forecast, drugs: DrugLibrary,
    catheter: CatheterReport?, log: LogCollection
  ) {
    self.now = now
    self.therapy = therapy
    self.foretold = foretold
    self.drugs = drugs
    self.catheter = catheter
    self.log = log
  }

  private var status: Status { now.status }

  // MARK: Who

  /// Which pump it is.
  package var pump: String {
    let name = PumpName(now.identity)
    return "pump \(name.short) · firmware \(name.firmware)"
  }

  /// When it was read, and by which clock all is told.
  package var interrogated: String {
    "interrogated on \(moment(status.therapySeconds))"
      + (now.clock == nil
        ? " of therapy: the pump's clock is not set"
        : " by the pump's clock, which all times here are told by")
  }

  // MARK: Moments

  /// A second of therapy as a date and time, or as a day of therapy when there is no clock.
  package func moment(_ seconds: UInt32) -> String {
    let second = Int64(seconds)
    return "\(day(second))\(now.clock == nil ? "," : "") \(hour(second))"
  }

  /// The day of a second of therapy.
  package func day(_ second: Int64) -> String {
    switch ReportClock(now).moment(atSecond: second) {
    case .clock(let value): String(QuantityWords.clock(value).prefix(10))
    case .therapy(let day, _): "day \(day)"
    }
  }

  /// Hours and minutes of a second of therapy.
  package func hour(_ second: Int64) -> String {
    func two(_ value: UInt32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return switch ReportClock(now).moment(atSecond: second) {
    case .clock(let value): String(QuantityWords.clock(value).dropFirst(11).prefix(5))
    case .therapy(_, let second): "\(two(second / 3600)):\(two(second % 3600 / 60))"
    }
  }

  /// The day of a moment that is foretold.
  private func day(_ ahead: Ahead) -> String {
    day(Int64(status.therapySeconds) + Int64(ahead.seconds))
  }

  // MARK: What must not be overlooked

  /// What must not be overlooked, each a sentence.
  package var warnings: [String] {
    var lines: [String] = []
    if status.alarms.failure != nil {
      lines.append("Delivery has ENDED FOR GOOD: the patient gets no drug. Replace the pump.")
    } else if status.flags.isStopped {
      lines.append("Delivery is STOPPED: the patient gets no drug.")
    }
    for alarm in status.alarms.list {
      lines.append(
        "\(alarm.isCritical ? "Critical alarm" : "Alarm"), \(alarm.title): \(alarm.words).")
    }
    let fault = log.findings.first { $0.isFault }
    if let fault { lines.append("The pump's log does not hold: \(fault.words).") }
    return lines
  }

  // MARK: The therapy

  /// What the patient gets.
  package var therapyFacts: [ScreenFact] {
    var rows: [ScreenFact] = []
    rows.add(
      "drug", "\(therapy.drug.name) \(QuantityWords.concentration(therapy.concentration))")
    rows.add("mode", therapy.therapy.mode.words)
    rows.add("24-h total", dailyTotal)
    rows.add(
      "flow", QuantityWords.flow(nanolitresPerDay: UInt64(therapy.flowNanolitresPerDay)))
    if let bolus = therapy.therapy.periodic {
      rows.add(
        "periodic bolus",
        "\(QuantityWords.dose(nanograms: UInt64(bolus.nanograms))) every "
          + QuantityWords.duration(bolus.interval))
    }
    rows.add("patient bolus", now.patientBolus.map { Self.words($0) } ?? "off")
    rows.add("delivery", delivery)
    if let others = DrugWords.inPath(now) { rows.add("in the path", others) }
    rows.add("programmes since implant", "\(now.therapyRevision)")
    return rows
  }

  /// What 24 hours hold.
  package var dailyTotal: String {
    QuantityWords.dose(nanograms: UInt64(therapy.dailyNanograms))
  }

  /// Whether what is programmed flows.
  package var delivery: String {
    if status.alarms.failure != nil { return "ended for good" }
    if status.flags.isStopped { return "stopped" }
    if let obstacle = status.alarms.obstacle {
      return "ordered, but no drug flows (\(obstacle.title))"
    }
    guard status.alarms.contains(.emergencyRate) else { return "running" }
    let since = now.emergencySeconds.map { " since \(moment($0))" } ?? ""
    return "AT MINIMUM RATE\(since), until it is resumed; the programme does not run"
  }

  /// What the patient may give himself.
  package static func words(_ bolus: PatientBolus) -> String {
    "\(QuantityWords.dose(nanograms: UInt64(bolus.nanograms))) over "
      + "\(QuantityWords.duration(Milliseconds(rawValue: UInt64(bolus.milliseconds)))), lockout "
      + "\(QuantityWords.duration(.minutes(UInt64(bolus.lockoutMinutes)))), "
      + "at most \(bolus.maximumPerDay) in 24 h"
  }

  // MARK: The reservoir

  /// What the reservoir holds.
  package var reservoir: String {
    "\(QuantityWords.volume(nanolitres: UInt64(status.reservoirNanolitres))) of "
      + "\(now.capacityNanolitres / 1_000_000) mL"
  }

  /// When the low-reservoir alarm sounds, or since when it does.
  package var lowAlarm: String {
    let isReached = status.alarms.contains(.lowReservoir) || foretold.lowAlarm?.seconds == 0
    guard isReached else { return foretold.lowAlarm.map { day($0) } ?? "not at this rate" }
    let since = AlarmSpan.since(.lowReservoir, status.alarms, log.entries.map { $0.entry })
    return since.map { "since \(moment($0))" } ?? "reached"
  }

  /// When the reservoir is empty.
  package var empty: String {
    guard let ahead = foretold.empty else { return "not at this rate" }
    return ahead.seconds == 0 ? "now" : day(ahead)
  }

  /// By when it is to be refilled, and why.
  package var refillBy: String { due.earliest }

  var due: RefillDueWords {
    RefillDueWords(RefillDue(foretold, now, by: drugs), clock: now.clock)
  }
}
