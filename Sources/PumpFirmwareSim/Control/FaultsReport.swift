import PumpPlant
import PumpWorld
import Quantities

/// The matrix of units and kinds, and what is active, as `ctl faults` prints it.
struct FaultsReport: Codable, Equatable {
  var supported: [Supported]
  var active: [FaultReport]

  /// One fault there is.
  struct Supported: Codable, Equatable {
    var unit: String
    var kind: String
    /// What its value counts; left out when it has none.
    var measure: String?
    var lowest: Int64?
    var highest: Int64?
    /// Whether it is over as soon as it has happened.
    var is_event: Bool
  }

  init(_ world: World) {
    supported = FaultUnit.every.flatMap { unit in
      unit.kinds.compactMap { Supported(unit, $0) }
    }
    active = FaultUnit.every.compactMap { FaultReport(active: $0, in: world) }
  }

  /// The matrix for people: a row for each kind, a column for each unit.
  var words: String {
    let units = FaultUnit.every
    let columns = units.map { $0.name.count + 2 }
    var text = "".padded(to: 16)
    for (unit, width) in zip(units, columns) { text += unit.name.padded(to: width) }
    text += "value\n"
    for kind in FaultKind.every {
      text += kind.name.padded(to: 16)
      for (unit, width) in zip(units, columns) { text += mark(unit, kind).padded(to: width) }
      text += values(of: kind) + "\n"
    }
    let lines = text.split(separator: "\n").map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    let now = active.isEmpty ? ["no fault is active"] : active.map { "active: \($0.words)" }
    return (lines + ["", "+ there is such a fault   ! it is active now"] + now)
      .joined(separator: "\n") + "\n"
  }

  private func mark(_ unit: FaultUnit, _ kind: FaultKind) -> String {
    if active.contains(where: { $0.unit == unit.name && $0.kind == kind.name }) { return "!" }
    return PlantFault.isSupported(unit: unit, kind: kind) ? "+" : "."
  }

  private func values(of kind: FaultKind) -> String {
    let ranges = kind.units.compactMap { unit -> String? in
      let range = FaultParameter.of(unit, kind).map { FaultValue.range($0) } ?? ""
      if range.isEmpty { return nil }
      return kind.units.count > 1 ? "\(unit.name): \(range)" : range
    }
    return Set(ranges.map { $0.split(separator: ": ").last ?? "" }).count == 1
      ? String(ranges[0].split(separator: ": ").last ?? "") : ranges.joined(separator: "; ")
  }
}

extension FaultsReport.Supported {
  fileprivate init?(_ unit: FaultUnit, _ kind: FaultKind) {
    guard let parameter = FaultParameter.of(unit, kind) else { return nil }
    let hasValue = parameter.measure != .none && parameter.measure != .moment
    self.init(
      unit: unit.name, kind: kind.name, measure: hasValue ? Self.name(parameter.measure) : nil,
      lowest: hasValue ? parameter.lowest : nil, highest: hasValue ? parameter.highest : nil,
      is_event: PlantFault.isEvent(kind))
  }

  private static func name(_ measure: FaultMeasure) -> String {
    switch measure {
    case .none, .moment: ""
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

extension PlantFault {
  /// Whether faults of a kind are over as soon as they have happened.
  fileprivate static func isEvent(_ kind: FaultKind) -> Bool { kind == .reset || kind == .damage }
}
