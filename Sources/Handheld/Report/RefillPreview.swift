import Clinic
import Foundation
import PumpText
import Quantities
package import Telemetry

/// A staged refill on the finish screen.
package struct RefillPreview {
  let sent: StageRefill
  package let report: RefillReport
  /// What the pump said before anything was staged.
  let now: Interrogation

  /// How much less or more was drawn out than the counter expected, in nL.
  var difference: Int64 {
    Int64(report.withdrawnNanolitres) - Int64(report.expectedNanolitres)
  }

  var exceedsLimit: Bool { difference.magnitude > UInt64(report.discrepancyLimitNanolitres) }

  func addRows(to table: inout SideBySide) {
    table.add(
      "reservoir", "\(Self.volume(report.expectedNanolitres)) expected",
      "\(Self.volume(report.volumeNanolitres)) filled in")
    table.add(
      "withdrawn", "", Self.volume(report.withdrawnNanolitres), differenceWords)
    table.add(
      "filled in", "",
      "\(sent.drug.name) \(QuantityWords.concentration(sent.concentration))",
      "mixes with \(Self.volume(report.residualNanolitres)) left behind")
    table.add(
      "strength", QuantityWords.concentration(report.oldConcentration),
      QuantityWords.concentration(report.concentration))
    table.add(
      "alarm volume", Self.volume(now.lowAlarmNanolitres), Self.volume(sent.lowAlarmNanolitres))
    addBridge(to: &table)
  }

  private var differenceWords: String {
    let limit = Self.volume(report.discrepancyLimitNanolitres)
    let size = QuantityWords.volume(nanolitres: difference.magnitude)
    let word = difference < 0 ? "less" : "more"
    return difference == 0
      ? "as expected (limit \(limit))" : "\(size) \(word), limit \(limit)"
  }

  private func addBridge(to table: inout SideBySide) {
    switch sent.bridge {
    case .none: break
    case .flushed: table.add("bridge", "", "none, for the path was flushed")
    case .skip: table.add("bridge", "", "none, \(sent.skipReason.words)")
    case .bridge:
      let flow = QuantityWords.flow(
        nanolitresPerDay: UInt64(report.bridgeFlowNanolitresPerDay))
      let end = MomentWords.after(Ahead(seconds: report.bridgeSeconds), from: now.clock)
      table.add(
        "bridge", "", "\(Self.volume(report.bridgeNanolitres)) at \(flow)",
        "of the old strength; it ends")
      for part in end.split(separator: ", ") { table.add("", new: String(part)) }
    }
  }

  private static func volume(_ nanolitres: UInt32) -> String {
    QuantityWords.volume(nanolitres: UInt64(nanolitres))
  }

  var warnings: [Warning] {
    guard exceedsLimit else { return [] }
    return [
      Warning(
        code: .volumeDiscrepancy,
        message: "the volume drawn out is "
          + "\(QuantityWords.volume(nanolitres: difference.magnitude)) "
          + "\(difference < 0 ? "less" : "more") than the pump counted: suspect a filling beside "
          + "the reservoir or a flow error, and watch the patient")
    ]
  }
}

/// The patient bolus in words.
package enum PatientBolusWords {
  package static func short(_ settings: PatientBolus?) -> String {
    guard let settings else { return "off" }
    return "\(QuantityWords.dose(nanograms: UInt64(settings.nanograms))) over "
      + QuantityWords.duration(settings.duration)
  }

  /// How often, and what a day of them comes to.
  package static func limits(_ settings: PatientBolus) -> (String, String) {
    let most = UInt64(settings.nanograms) * UInt64(settings.maximumPerDay)
    return (
      "not sooner than \(QuantityWords.duration(settings.lockout)) after the last",
      "at most \(settings.maximumPerDay) a day: \(QuantityWords.dose(nanograms: most))"
    )
  }

  static func addRows(
    _ before: PatientBolus?, _ after: PatientBolus?, to table: inout SideBySide
  ) {
    guard let after else { return table.add("patient bolus", short(before), "off") }
    let (lockout, most) = limits(after)
    table.add("patient bolus", short(before), short(after), lockout, most)
  }
}
