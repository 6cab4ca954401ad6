import BenchControl
import BenchText
import PumpPlant
import PumpWorld
import Quantities

extension FaultsAnswer {
  init(_ world: World) {
    self.init()
    supported = FaultUnit.allCases.flatMap { unit in
      unit.kinds.compactMap { Supported(unit, $0) }
    }
    active = FaultUnit.allCases.compactMap { FaultAnswer(active: $0, in: world) }
  }

  /// The faults for people, each as `ctl fault` takes it, with what is active at the end.
  var words: String {
    var text = Self.row("unit", "kind", "value")
    for fault in supported { text += Self.row(fault.unit, fault.kind, Self.range(of: fault)) }
    let now = active.isEmpty ? ["no fault is active"] : active.map { "active: \($0.words)" }
    return text + "\n" + now.joined(separator: "\n") + "\n"
  }

  private static func row(_ unit: String, _ kind: String, _ value: String) -> String {
    (unit.padded(to: 11) + kind.padded(to: 16) + value).trimmed + "\n"
  }

  private static func range(of fault: Supported) -> String {
    guard let unit = FaultUnit(name: fault.unit), let kind = FaultKind(name: fault.kind) else {
      return ""
    }
    return FaultParameter.of(unit, kind).map { FaultValue.range($0) } ?? ""
  }
}

extension FaultsAnswer.Supported {
  fileprivate init?(_ unit: FaultUnit, _ kind: FaultKind) {
    guard let parameter = FaultParameter.of(unit, kind) else { return nil }
    let hasValue = parameter.measure != .none && parameter.measure != .moment
    self.init()
    self.unit = unit.name
    self.kind = kind.name
    measure = parameter.measure.name
    lowest = hasValue ? parameter.lowest : nil
    highest = hasValue ? parameter.highest : nil
    is_event = kind.isEvent
  }
}

extension FaultMeasure {
  /// The measure's name in JSON; `nil` where a fault has no value to be given.
  var name: String? {
    switch self {
    case .none, .moment: nil
    case .partsPerMillion: "ppm"
    case .strokes: "strokes"
    case .percent: "percent"
    case .microgramsPerMillilitre: "mcg_per_ml"
    case .nanolitresPerDay: "nl_per_day"
    case .times: "times"
    case .entry: "entry"
    }
  }
}
