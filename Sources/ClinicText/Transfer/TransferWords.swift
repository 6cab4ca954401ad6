package import Clinic
import PumpText
import Quantities
import Telemetry

/// What is shown and asked in a transfer.
package enum TransferWords {
  package static let question = "Take the therapy over to the new pump?"
  package static let stopQuestion = "Stop the old pump?"
  /// What stands above the first question.
  package static let lowAlarm =
    "First, the new pump's low-reservoir alarm is set to the volume of the old pump's."

  /// A pump as people name it.
  package static func name(_ pump: TransferSource) -> String {
    PumpName(pump.now.identity).short
  }

  /// What is shown when only the old pump is left to stop.
  package static func stop(_ pumps: TransferPreview.Pumps) -> [ScreenFact] {
    let flows =
      switch pumps.present {
      case .programme: "ITS WHOLE PROGRAMME AS WELL: stop it at once"
      case .emergency: "minimum rate, and sounds an alarm"
      case .stopped, .ended: "nothing"
      }
    return [
      ScreenFact("new pump", "\(name(pumps.new)) gives the whole therapy already"),
      ScreenFact("old pump", "\(name(pumps.old)) gives \(flows)"),
      ScreenFact("new", "the old pump is STOPPED"),
    ]
  }

  /// A dose of 24 hours of a programme.
  package static func daily(_ programme: Programme) -> String {
    QuantityWords.dosePerDay(nanograms: UInt64(programme.report.dailyNanograms))
  }
}

extension TransferPreview {
  /// The whole screen: both pumps beside each other, what happens in which order, and what does not
  /// go over.
  package var screen: Screen {
    Screen(table: table, steps: course, notes: [sameness, ScreenNote(tip)] + warnings)
  }

  /// Both pumps beside each other.
  package var table: ScreenTable {
    let after = TransferSource(
      now: pumps.new.now, programme: change.after,
      patientBolus: change.patientBolus?.settings ?? pumps.new.patientBolus)
    var table = ScreenTable(now: "old pump", new: "new pump")
    table.add("pump", TransferWords.name(pumps.old), TransferWords.name(pumps.new))
    for value in TransferRow.Value.allCases where value.isShown(pumps.old) {
      table.add(value.words, value.words(of: pumps.old), value.words(of: after))
    }
    table.add(
      "24-h total", TransferWords.daily(pumps.old.programme), TransferWords.daily(change.after))
    let due = RefillDueWords(change.refillDueAfter, clock: pumps.new.now.clock)
    table.add("refill by", new: due.date, due.cause)
    table.add("replace by", new: foretold.endOfService)
    if let bolus = change.after.therapy.periodic {
      let first = MomentWords.after(
        Ahead(minutes: UInt32(bolus.firstMinutes)), from: pumps.new.now.clock)
      table.add("periodic bolus", new: "the first \(first)")
    }
    return table
  }

  private var foretold: ForecastWords {
    ForecastWords(change.foretold, clock: pumps.new.now.clock)
  }

  /// Whether everything goes over as it is.
  package var sameness: ScreenNote {
    rows.allSatisfy { $0.isSame }
      ? ScreenNote("All \(rows.count) values are the same in both.")
      : .warning("NOT ALL VALUES ARE THE SAME.")
  }

  /// When what the new pump gives reaches the tip.
  package var tip: String { foretold.tip }

  /// What happens in which order.
  package var course: [String] {
    let daily = TransferWords.daily(change.after)
    var steps: [String] = []
    switch pumps.present {
    case .programme: steps.append("the old pump goes to MINIMUM RATE, and sounds an alarm")
    case .emergency: steps.append("the old pump stays at minimum rate; its alarm sounds on")
    case .stopped, .ended: steps.append("the old pump gives nothing, and stays so")
    }
    steps.append("the new pump gives \(daily)")
    switch pumps.present {
    case .programme, .emergency: steps.append("the old pump is STOPPED")
    case .stopped, .ended: break
    }
    return steps
  }

  /// What does not go over, and what is other in the new pump.
  package var warnings: [ScreenNote] {
    var warnings = [
      "The new pump knows nothing of the last 24 hours: what the old one gave in them does not "
        + "count against the new one's limits"
    ]
    if pumps.old.patientBolus != nil {
      warnings.append(
        "No lockout is carried over: the patient may ask the new pump for a bolus at once")
    }
    if pumps.isOtherModel {
      warnings.append(
        "The new pump is of another model: its reservoir holds "
          + PathWords.volume(pumps.new.now.capacityNanolitres))
    }
    return warnings.map { .warning("\($0).") }
  }
}

extension TransferRow.Value {
  /// Its label.
  package var words: String {
    switch self {
    case .drug: "drug"
    case .strength: "strength"
    case .catheter: "catheter"
    case .lowAlarm: "low alarm"
    case .mode: "mode"
    case .dose: "dose"
    case .week: "week"
    case .plans: "day plans"
    case .periodicBolus: "periodic bolus"
    case .patientBolus: "patient bolus"
    }
  }

  /// Whether a pump has such a value to show.
  package func isShown(_ pump: TransferSource) -> Bool {
    let mode = pump.programme.therapy.mode
    switch self {
    case .drug, .strength, .catheter, .lowAlarm, .mode, .patientBolus: return true
    case .dose: return mode == .simpleContinuous
    case .week, .plans: return mode == .daySchedule
    case .periodicBolus: return pump.programme.therapy.periodic != nil
    }
  }

  /// The value of a pump.
  package func words(of pump: TransferSource) -> String {
    let therapy = pump.programme.therapy
    switch self {
    case .drug: return pump.now.drug.name
    case .strength: return QuantityWords.concentration(pump.now.concentration)
    case .catheter: return PathWords.volume(pump.catheterNanolitres)
    case .lowAlarm: return PathWords.volume(pump.now.lowAlarmNanolitres)
    case .mode: return therapy.mode.words
    case .dose: return QuantityWords.dosePerDay(nanograms: UInt64(therapy.dose.nanogramsPerDay))
    case .week: return pump.programme.days.map { $0.weekdays.words }.joined(separator: "; ")
    case .plans:
      let steps = pump.programme.days.map { String($0.steps.count) }.joined(separator: ", ")
      return "\(pump.programme.days.count), of \(steps) steps"
    case .periodicBolus: return therapy.periodic.map(PeriodicWords.short) ?? "none"
    case .patientBolus: return PatientBolusWords.short(pump.patientBolus)
    }
  }
}
