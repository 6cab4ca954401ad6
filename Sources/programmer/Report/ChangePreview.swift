import Console
import PumpText
import Quantities
import Telemetry

/// The finish screen: what the pump does and what it would do, side by side and as a day.
struct ChangePreview {
  let before: Programme
  let after: Programme
  /// What the pump said before anything was staged.
  let now: Interrogation
  /// The refill that is staged, and what the pump makes of it.
  var refill: RefillPreview?
  /// What is staged for the patient bolus.
  var patientBolus: StagedChange.PatientBolusChange?
  /// Whether a programme is staged, which begins anew even if it is the one that runs.
  var beginsAnew = false
  var warnings: [Warning] = []

  /// Whether delivery is stopped now.
  var isStopped: Bool { now.status.flags.isStopped }

  /// By how much the day's dose changes, in 1/10 %, rounded towards zero; `nil` from nothing.
  var permille: Int64? {
    let old = Int64(before.report.dailyNanograms)
    guard old > 0 else { return nil }
    return (Int64(after.report.dailyNanograms) - old) * 1000 / old
  }

  var changeWords: String {
    guard let permille else { return "from nothing" }
    let sign = permille > 0 ? "+" : permille < 0 ? "-" : ""
    let size = permille.magnitude
    let fraction = size % 10 == 0 ? "" : ".\(size % 10)"
    return "\(sign)\(size / 10)\(fraction) %"
  }

  /// The whole screen.
  func words(_ paper: Paper = .plain) -> String {
    var table = SideBySide(paper)
    refill?.addRows(to: &table)
    addProgramme(to: &table)
    if let patientBolus {
      PatientBolusWords.addRows(now.patientBolus, patientBolus.settings, to: &table)
    }
    let days = DayPictures(
      before: before, after: after, clock: now.clock,
      minutesToBolus: now.minutesToPeriodicBolus, beginsAnew: beginsAnew)
    return "\(table.text)\n\(days.words(paper))\n\(endWords(paper))"
  }

  private func addProgramme(to table: inout SideBySide) {
    table.add("mode", before.therapy.mode.words, after.therapy.mode.words)
    table.add(
      "24-h total", Self.dose(before.report.dailyNanograms),
      "\(Self.dose(after.report.dailyNanograms)), \(changeWords)")
    if Self.hasSmallerDay(before) || Self.hasSmallerDay(after) {
      table.add(
        "smallest day", Self.dose(before.report.leastDailyNanograms),
        Self.dose(after.report.leastDailyNanograms))
    }
    table.add("flow", Self.flow(before), Self.flow(after))
    guard before.therapy.periodic != nil || after.therapy.periodic != nil else { return }
    let old = before.therapy.periodic.map(PeriodicWords.short) ?? "none"
    guard let bolus = after.therapy.periodic else {
      return table.add("periodic bolus", old, "none")
    }
    table.add("periodic bolus", old, PeriodicWords.short(bolus))
    table.add("", new: PeriodicWords.each(bolus), PeriodicWords.daily(bolus))
    // A programme that nobody staged goes on with the boluses it has begun.
    guard before.therapy != after.therapy || beginsAnew else { return }
    let first = MomentWords.after(minutes: UInt64(bolus.firstMinutes), from: now.clock)
    for part in "the first \(first)".split(separator: ", ") { table.add("", new: String(part)) }
  }

  private func endWords(_ paper: Paper) -> String {
    var text = tipWords + "\n"
    if let failure = now.status.alarms.failure {
      text += paper.warning("Delivery has ENDED FOR GOOD (\(failure.title)).") + "\n"
    } else if isStopped {
      text += paper.warning("Delivery is STOPPED and stays so until `programmer resume`.") + "\n"
    }
    for warning in warnings {
      text += paper.warning("! \(warning.message)\n")
    }
    return text
  }

  /// Minutes until what leaves the reservoir from now on reaches the catheter tip; `nil` for never.
  var minutesToTip: UInt32? {
    switch refill?.sent.bridge {
    // A bridge moves one path volume, at its own flow.
    case .bridge: refill.map { ($0.report.bridgeSeconds + 59) / 60 }
    case .flushed: 0
    default: after.report.minutesToTip
    }
  }

  private var tipWords: String {
    if refill?.sent.bridge == .flushed { return "The path holds the new drug to its tip." }
    let what = "Drug that leaves the reservoir from now on reaches the catheter tip"
    guard let minutes = minutesToTip else { return "\(what) never, at this flow." }
    let other = now.infusion.flatMap { $0.replacesBasal ? $0 : nil }
    return "\(what)\n\(MomentWords.after(minutes: UInt64(minutes), from: now.clock))"
      + (other.map { ", the \($0.words) that runs not counted." } ?? ".")
  }

  private static func hasSmallerDay(_ programme: Programme) -> Bool {
    programme.report.leastDailyNanograms != programme.report.dailyNanograms
  }

  private static func dose(_ nanograms: UInt32) -> String {
    QuantityWords.dose(nanograms: UInt64(nanograms))
  }

  private static func flow(_ programme: Programme) -> String {
    QuantityWords.flow(nanolitresPerDay: UInt64(programme.report.flowNanolitresPerDay))
  }
}

/// A periodic bolus in words.
enum PeriodicWords {
  /// Dose and interval.
  static func short(_ bolus: PeriodicBolus) -> String {
    "\(QuantityWords.dose(nanograms: UInt64(bolus.nanograms))) every "
      + QuantityWords.duration(bolus.interval)
  }

  /// Over which time each is given.
  static func each(_ bolus: PeriodicBolus) -> String {
    "each over \(QuantityWords.duration(bolus.duration))"
  }

  /// What a day of them comes to.
  static func daily(_ bolus: PeriodicBolus) -> String {
    let total = QuantityWords.dose(nanograms: bolus.mostPerDay * UInt64(bolus.nanograms))
    let most = 1440 % UInt64(bolus.intervalMinutes) == 0 ? "" : "up to "
    return "\(most)\(bolus.mostPerDay) a day: \(total)"
  }

  /// When the next one is due, by a clock if it was ever set.
  static func due(_ minutes: UInt32, _ clock: WallClock?) -> String {
    "the next is due \(MomentWords.after(minutes: UInt64(minutes), from: clock))"
  }

  /// All of it in one line.
  static func line(_ bolus: PeriodicBolus) -> String {
    "\(short(bolus)), \(each(bolus)), \(daily(bolus))"
  }
}
