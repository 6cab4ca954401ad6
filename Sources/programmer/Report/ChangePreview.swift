import PumpText
import Quantities
import Telemetry

/// The finish screen: the programme that runs and the one that is staged, side by side.
struct ChangePreview {
  let before: TherapyReport
  let after: TherapyReport
  /// Whether drug flows now.
  let isStopped: Bool

  /// By how much the day's dose changes, in 1/10 %, rounded towards zero; `nil` from nothing.
  var permille: Int64? {
    guard before.dailyNanograms > 0 else { return nil }
    return (Int64(after.dailyNanograms) - Int64(before.dailyNanograms)) * 1000
      / Int64(before.dailyNanograms)
  }

  var changeWords: String {
    guard let permille else { return "from nothing" }
    let sign = permille > 0 ? "+" : permille < 0 ? "-" : ""
    let size = permille.magnitude
    let fraction = size % 10 == 0 ? "" : ".\(size % 10)"
    return "\(sign)\(size / 10)\(fraction) %"
  }

  var tipWords: String {
    guard let minutes = after.minutesToTip else { return "never, at this flow" }
    return QuantityWords.duration(.minutes(UInt64(minutes)))
  }

  var words: String {
    let full = UInt64(max(before.dailyNanograms, after.dailyNanograms))
    var text = Self.row("", "now", "new")
    text += Self.row("mode", before.therapy.mode.words, after.therapy.mode.words)
    text += Self.row("24-h total", Self.dose(before), Self.dose(after) + "  (\(changeWords))")
    text += Self.row("flow", Self.flow(before), Self.flow(after))
    text += "now  \(Self.day(before, full))\nnew  \(Self.day(after, full))\n"
    text += "Drug that leaves the reservoir from now on reaches the catheter tip in \(tipWords).\n"
    if isStopped {
      text += "Delivery is STOPPED and stays so until `programmer resume`.\n"
    }
    return text
  }

  private static func dose(_ report: TherapyReport) -> String {
    QuantityWords.dose(nanograms: UInt64(report.dailyNanograms))
  }

  private static func flow(_ report: TherapyReport) -> String {
    QuantityWords.flow(nanolitresPerDay: UInt64(report.flowNanolitresPerDay))
  }

  private static func day(_ report: TherapyReport, _ full: UInt64) -> String {
    Picture.day(
      nanogramsPerDay: Array(repeating: UInt64(report.dailyNanograms), count: 24), full: full)
  }

  private static func row(_ label: String, _ left: String, _ right: String) -> String {
    func pad(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    return pad(label, 12) + pad(left, 22) + right + "\n"
  }
}
