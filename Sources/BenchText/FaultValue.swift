import Console
package import PumpText
package import PumpWorld
import Quantities

extension FaultUnit {
  /// The kinds it can fail in.
  package var kinds: [FaultKind] {
    FaultKind.allCases.filter { Fault.isSupported(unit: self, kind: $0) }
  }
}

extension FaultKind {
  /// The units that can fail in this way.
  package var units: [FaultUnit] {
    FaultUnit.allCases.filter { Fault.isSupported(unit: $0, kind: self) }
  }
}

/// The value of a fault, as it is typed and shown.
package enum FaultValue {
  /// A value in words, such as `30 %`.
  package static func words(_ value: Int64, _ measure: FaultMeasure) -> String {
    let amount = value.magnitude
    switch measure {
    case .none: return ""
    case .moment: return QuantityWords.duration(Milliseconds(rawValue: amount))
    case .partsPerMillion: return "\(value) ppm"
    case .strokes: return QuantityWords.count(amount, "stroke", "strokes")
    case .percent: return "\(value) %"
    case .microgramsPerMillilitre: return value == 0 ? "drug-free" : "\(value) mcg/mL"
    case .nanolitresPerDay: return QuantityWords.flow(nanolitresPerDay: amount)
    case .times: return "\(value) times"
    case .entry: return "entry \(value)"
    }
  }

  /// What a fault takes, for a person: its range.
  package static func range(_ parameter: FaultParameter) -> String {
    switch parameter.measure {
    case .none, .moment: return ""
    case .entry: return "the number of an entry"
    case .microgramsPerMillilitre: return "drug-free to \(parameter.highest) mcg/mL"
    case .partsPerMillion, .strokes, .percent, .nanolitresPerDay, .times:
      return words(parameter.lowest, parameter.measure) + " to "
        + words(parameter.highest, parameter.measure)
    }
  }

  /// Reads a value as a person types it.
  package static func parse(
    _ text: String, _ measure: FaultMeasure
  ) throws(QuantityError) -> Int64 {
    let isNegative = text.hasPrefix("-")
    let plain = isNegative ? String(text.dropFirst()) : text
    switch measure {
    case .none: throw QuantityError("this fault takes no value")
    case .moment:
      throw QuantityError("a stall takes no value, and lasts for a while or until it is cleared")
    case .partsPerMillion:
      let amount = Int64(try QuantityText.percent(plain))
      return isNegative ? -amount : amount
    case .percent:
      let amount = try QuantityText.percent(text)
      guard amount.isMultiple(of: 10_000) else {
        throw QuantityError("“\(text.shown)” is not in whole percent")
      }
      return Int64(amount / 10_000)
    case .microgramsPerMillilitre:
      if text == "drug-free" { return 0 }
      return Int64(try QuantityText.concentration(text).microgramsPerMillilitre)
    case .nanolitresPerDay: return Int64(try QuantityText.flow(text).rawValue)
    case .strokes: return try number(text, units: ["stroke", "strokes"], "3 strokes")
    case .times: return try number(text, units: ["times", "x"], "10 times")
    case .entry:
      let number = text.hasPrefix("entry") ? String(text.dropFirst(5)) : text
      return try Self.number(number, units: [""], "entry 12")
    }
  }

  /// Reads a number of things with one of their names.
  package static func number(
    _ text: String, units: [String], _ example: String
  ) throws(QuantityError) -> Int64 {
    let plain = text.filter { $0 != " " }
    let digits = plain.prefix { $0.isASCII && $0.isNumber }
    guard let number = String(digits).wholeNumber.flatMap(Int64.init(exactly:)),
      units.contains(String(plain.dropFirst(digits.count)))
    else {
      throw QuantityError("“\(text.shown)” is no such value; write for example \(example)")
    }
    return number
  }
}
