import Console
import PumpText
import Quantities
import Telemetry
import Yams

extension DrugSheet.Usual {
  /// What there can be among soft limits.
  private enum Key: String, CaseIterable {
    case minimumDose = "minimum_dose"
    case maximumDose = "maximum_dose"
    case maximumBolus = "maximum_bolus"
    case minimumBolusDuration = "minimum_bolus_duration"
    case largestStep = "largest_step"
    case largestShare = "largest_share"
  }

  /// Reads the soft limits of a drug, and holds them against each other.
  init(_ node: Node, of drug: String) throws {
    let fields: [Key: Node] = try DrugSheetReader.fields(of: node, named: "usual")
    func value<Value>(
      _ key: Key, _ parse: (String) throws(QuantityError) -> Value
    ) throws -> Value {
      guard let field = fields[key] else {
        throw FileProblem(line: node, "usual of \(drug) has no \(key.rawValue)")
      }
      return try FileProblem.at(field) { () throws(QuantityError) in
        try parse(field.scalar?.string ?? "")
      }
    }
    minimumDose = try value(.minimumDose, QuantityText.doseRate)
    maximumDose = try value(.maximumDose, QuantityText.doseRate)
    maximumBolus = try value(.maximumBolus, QuantityText.nanograms)
    minimumBolusDuration = try value(.minimumBolusDuration, QuantityText.duration)
    largestStep = try Self.percent(fields[.largestStep], 100...10_000, unless: 200)
    largestShare = try Self.percent(fields[.largestShare], 1...10_000, unless: 50)
    if minimumDose > maximumDose {
      throw FileProblem(
        line: fields[.maximumDose] ?? node,
        "the maximum_dose of \(drug) is below its minimum_dose; are they the wrong way round?")
    }
    let day = Picograms(nanograms: maximumBolus)
    if maximumBolus == 0 || day > maximumDose.perDay {
      throw FileProblem(
        line: fields[.maximumBolus] ?? node,
        "the maximum_bolus of \(drug) is nothing, or more than its maximum_dose of a whole day")
    }
  }

  private static func percent(
    _ node: Node?, _ range: ClosedRange<UInt16>, unless usual: UInt16
  ) throws -> UInt16 {
    guard let node else { return usual }
    let text = node.scalar?.string ?? ""
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[1] == "%", let share = UInt16(parts[0]), range.contains(share)
    else {
      throw FileProblem(
        line: node,
        "“\(text.shown)” is no share from \(range.lowerBound) % to \(range.upperBound) %; write "
          + "for example \(usual) %")
    }
    return share
  }
}
