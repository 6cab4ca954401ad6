import Console
import FoundationEssentials
import PumpText
import Quantities
import Telemetry

/// What a figure in a result measures, as the end of its key says, and how it is typed.
enum Measure: Equatable {
  /// A dose, in pg.
  case drug
  /// A dose over time, in pg/day.
  case dose
  /// In nL.
  case volume
  /// In nL/day.
  case flow
  /// In mcg/mL.
  case strength
  /// In ms.
  case time
  /// In parts per million.
  case share
  /// A number of things, or of a unit that is not typed.
  case count

  /// How figures end: with the longer ends first. A figure is so many times what the measure is in.
  private static let ends: [(end: String, measure: Measure, scale: Decimal, unit: String)] = [
    ("_mcg_per_day", .dose, 1_000_000, "mcg/day"), ("_mcg_per_ml", .strength, 1, "mcg/mL"),
    ("_ml_per_day", .flow, 1_000_000, "mL/day"), ("_nl_per_day", .flow, 1, "nL/day"),
    ("_per_cm", .count, 1, ""), ("_mcg", .drug, 1_000_000, "mcg"), ("_ng", .drug, 1000, "ng"),
    ("_pg", .drug, 1, "pg"), ("_ml", .volume, 1_000_000, "mL"), ("_nl", .volume, 1, "nL"),
    ("_percent", .share, 10_000, "%"), ("_ms", .time, 1, "ms"), ("_s", .time, 1000, "s"),
    ("_min", .time, 60_000, "min"), ("_h", .time, 3_600_000, "h"),
  ]

  /// What a key says of its figure: what it measures, how many of it one is, and its unit in words.
  static func of(_ path: String) -> (measure: Measure, scale: Decimal, unit: String) {
    let name = path.split(separator: ".").last { Int($0) == nil }.map(String.init) ?? path
    if name == "percent" { return (.share, 10_000, "%") }
    guard let found = ends.first(where: { name.hasSuffix($0.end) }) else { return (.count, 1, "") }
    return (found.measure, found.scale, found.unit)
  }

  /// A value as a person reads it, with the unit of its key.
  static func words(_ value: ResultTree, of path: String) -> String {
    let figure = of(path)
    guard case .number(let number) = value else { return value.words }
    // What a bench counts in its finest units is read in usual ones.
    if figure.scale == 1, let size = UInt64(number.description) {
      switch figure.measure {
      case .drug: return QuantityWords.dose(picograms: size)
      case .volume: return QuantityWords.exactVolume(nanolitres: size)
      case .time: return QuantityWords.exactDuration(Milliseconds(rawValue: size))
      case .dose, .flow, .strength, .share, .count: break
      }
    }
    return figure.unit.isEmpty ? value.words : "\(value.words) \(figure.unit)"
  }

  /// A figure as it is typed, in what the measure is in.
  func read(_ text: String) throws(QuantityError) -> Decimal {
    var typed = text
    var sign: Decimal = 1
    for minus in ["-", "\u{2212}"] where typed.hasPrefix(minus) {
      sign = -1
      typed = String(typed.dropFirst(minus.count))
    }
    return sign * (try size(typed))
  }

  private func size(_ text: String) throws(QuantityError) -> Decimal {
    switch self {
    case .drug: Decimal(try QuantityText.picograms(text).rawValue)
    case .dose: Decimal(try QuantityText.doseRate(text).nanogramsPerDay) * 1000
    case .volume: Decimal(try QuantityText.volume(text).rawValue)
    case .flow: Decimal(try QuantityText.flow(text).rawValue)
    case .strength: Decimal(try QuantityText.concentration(text).microgramsPerMillilitre)
    case .time: Decimal(try QuantityText.duration(text).rawValue)
    case .share: Decimal(try QuantityText.percent(text))
    case .count: try Self.number(text)
    }
  }

  private static func number(_ text: String) throws(QuantityError) -> Decimal {
    let plain = text.split(separator: " ").joined(separator: " ")
    let isNumber = plain.allSatisfy { $0.isNumber || $0 == "." } && plain.first?.isNumber == true
    guard isNumber, let number = Decimal(string: plain) else {
      throw QuantityError("“\(text.shown)” is no number, and this key has one without a unit")
    }
    return number
  }
}
