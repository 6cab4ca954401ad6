import Clinic
import Console
import PumpText
import Quantities
import Telemetry

extension RefillPreview {
  /// Adds what is filled in, and what the pump makes of it.
  func addRows(to table: inout ScreenTable) {
    table.add(
      "reservoir", "\(Self.volume(report.expectedNanolitres)) expected",
      "\(Self.volume(report.volumeNanolitres)) filled in")
    table.add(
      "withdrawn", "", Self.volume(report.withdrawnNanolitres), differenceWords)
    table.add(
      "filled in", "",
      "\(sent.drug.name) \(QuantityWords.concentration(sent.concentration))",
      report.isRinsed
        ? "mixes with nothing: the reservoir was rinsed"
        : "mixes with \(Self.volume(report.residualNanolitres)) left behind")
    if let replaced { table.add("drug", replaced.name.uppercased(), report.drug.name.uppercased()) }
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

  private func addBridge(to table: inout ScreenTable) {
    switch sent.bridge {
    case .none: break
    case .flushed: table.add("bridge", "", "none, for the path was flushed")
    case .skip:
      table.add("bridge", "", "none, \(sent.skipReason.words)")
      if let replaced {
        table.add("", new: "\(replaced.name) in the path goes on at the new flow")
      }
    case .bridge:
      let flow = QuantityWords.flow(
        nanolitresPerDay: UInt64(report.bridgeFlowNanolitresPerDay))
      let end = MomentWords.after(Ahead(seconds: report.bridgeSeconds), from: now.clock)
      table.add(
        "bridge", "", "\(Self.volume(report.bridgeNanolitres)) at \(flow)",
        "of the old \(replaced?.name ?? "strength"); it ends")
      for part in end.parts(around: ", ") { table.add(under: part) }
    }
  }

  private static func volume(_ nanolitres: UInt32) -> String {
    QuantityWords.volume(nanolitres: UInt64(nanolitres))
  }
}
