import BadLink
import PumpWorld
import Quantities
import Telemetry

extension BenchRequest {
  /// What it says to its method, by the names of the method's table; `nil` when it has nothing to
  /// say.
  package var parameters: BenchTree? {
    switch self {
    case .capture, .captureStop, .faults, .link, .quit, .reconcile, .rinse, .truth, .usb,
      .usbPlug, .usbUnplug:
      nil
    case .advance(let length, let end):
      Self.object(["milliseconds": length.rawValue.tree], end?.parameters ?? [])
    case .events(let since), .follow(let since):
      Self.object([:], [("since", since > 0 ? since.tree : nil)])
    case .patient(let days): Self.object([:], [("days", days > 0 ? days.tree : nil)])
    case .clear(let unit): .object(["unit": (unit?.name ?? "all").tree])
    case .crash(nil): .object(["point": "none".tree])
    case .crash(let plan?):
      .object([
        "point": plan.place.rawValue.tree, "state": plan.kind.rawValue.tree,
        "count": plan.count.tree,
      ])
    case .explant(let path): Self.object([:], [("path", path?.tree)])
    case .fault(let unit, let kind, let value, let length):
      Self.object(
        ["unit": unit.name.tree, "kind": kind.name.tree],
        [("value", value?.tree), ("milliseconds", length?.rawValue.tree)])
    case .fill(let volume, let strength, let drug):
      Self.object(
        [
          "nanolitres": volume.rawValue.tree,
          "mcg_per_ml": (strength?.microgramsPerMillilitre ?? 0).tree,
        ], [("drug", Self.named(drug))])
    case .head(let place): .object(["state": place.name.tree])
    case .implant(let path, let catheter, let cell):
      Self.object(
        [:],
        [
          ("path", path?.tree), ("nanolitres", catheter?.rawValue.tree),
          ("tip_cell", cell.map { UInt64($0) }?.tree),
        ])
    case .inject(let amount, let drug):
      Self.object(
        ["nanograms": (amount.rawValue / 1000).tree], [("drug", Self.named(drug))])
    case .linkClear(let way): .object(["direction": way.rawValue.tree])
    case .linkSet(let way, let seed, let settings):
      Self.object(
        ["direction": way.rawValue.tree],
        [("seed", seed?.tree)] + settings.map { ($0.name, $0.tree) })
    case .power(let state): .object(["state": state.rawValue.tree])
    case .captureStart(let path), .restore(let path), .snapshot(let path):
      .object(["path": path.tree])
    case .withdraw(let volume): .object(["nanolitres": volume.rawValue.tree])
    }
  }

  /// A drug that is not the one which is meant where none is named.
  private static func named(_ drug: DrugCode) -> BenchTree? {
    drug == .baclofen ? nil : drug.benchName.tree
  }

  private static func object(
    _ always: [String: BenchTree], _ others: [(String, BenchTree?)]
  ) -> BenchTree {
    var all = always
    for (name, value) in others { if let value { all[name] = value } }
    return .object(all)
  }
}
