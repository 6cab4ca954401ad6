import PumpText
import Quantities
import Telemetry
import Yams

/// Reads a drug library: YAML with drugs as keys, each with its source, its strengths and what is
/// usual of it. Spec: bench.md, "Drug library".
///
/// What is wrong is told with its line, so that it can be found in the file.
package enum DrugSheetReader {
  /// The drugs of a library, each once.
  package static func parse(_ text: String) throws(FileProblem) -> [DrugSheet] {
    do {
      guard let node = try YamlText.compose(text), let mapping = node.mapping, !mapping.isEmpty
      else {
        throw FileProblem(
          line: 1, "a drug library has drugs as keys, such as baclofen, and strengths under them")
      }
      return try mapping.map { try drug($0.key, $0.value) }
    } catch {
      throw FileProblem(error)
    }
  }

  /// What there can be under a drug, and under one of its strengths.
  private enum Key: String, CaseIterable {
    case source
    case strengths
    case usual
  }
  private enum StrengthKey: String, CaseIterable {
    case use
    case stability
  }

  private static func drug(_ key: Node, _ value: Node) throws -> DrugSheet {
    let name = key.string ?? ""
    guard let code = DrugCode.all.first(where: { $0.name == name }) else {
      let known = DrugCode.all.map(\.name).joined(separator: ", ")
      throw FileProblem(line: key, "no pump holds \(name); a drug can be \(known)")
    }
    let fields: [Key: Node] = try fields(of: value, named: name)
    guard let source = fields[.source]?.scalar?.string, !source.isEmpty else {
      throw FileProblem(
        line: fields[.source] ?? key, "\(name) has no source: say where its numbers were read")
    }
    guard let node = fields[.strengths], let list = node.mapping, !list.isEmpty else {
      throw FileProblem(
        line: fields[.strengths] ?? key,
        "\(name) has no strengths; write each as a key under them, such as 500 mcg/mL: {}")
    }
    var strengths: [DrugSheet.Strength] = []
    for (key, value) in list {
      let strength = try self.strength(key, value)
      let known = strengths.map(\.microgramsPerMillilitre)
      guard !known.contains(strength.microgramsPerMillilitre) else {
        throw FileProblem(line: key, "\(key.string ?? "") is there already, in other words")
      }
      strengths.append(strength)
    }
    guard strengths.contains(where: { $0.use == .pump }) else {
      throw FileProblem(line: node, "\(name) has no strength for pumps")
    }
    return DrugSheet(
      code: code, source: source, strengths: strengths,
      usual: try fields[.usual].map { try DrugSheet.Usual($0, of: name) },
      line: key.mark?.line ?? 1, usualLine: (fields[.usual] ?? key).mark?.line ?? 1)
  }

  private static func strength(_ key: Node, _ value: Node) throws -> DrugSheet.Strength {
    let name = key.string ?? ""
    let concentration = try FileProblem.at(key) { () throws(QuantityError) in
      try QuantityText.concentration(name)
    }
    let fields: [StrengthKey: Node] = try fields(of: value, named: name)
    var use = DrugSheet.Use.pump
    if let node = fields[.use] {
      guard let given = node.scalar.flatMap({ DrugSheet.Use(rawValue: $0.string) }) else {
        let known = DrugSheet.Use.allCases.map(\.rawValue).joined(separator: " or ")
        throw FileProblem(line: node, "the use of a strength is \(known)")
      }
      use = given
    }
    return DrugSheet.Strength(
      microgramsPerMillilitre: concentration.microgramsPerMillilitre, use: use,
      stableDays: try fields[.stability].map(days))
  }

  /// The longest stability that is read, in days: ten years, longer than any pump lasts.
  private static let mostDays: UInt64 = 3650

  /// Whole days, at least one.
  private static func days(_ node: Node) throws -> UInt16 {
    let length = try FileProblem.at(node) { () throws(QuantityError) in
      try QuantityText.duration(node.scalar?.string ?? "")
    }
    let day = Milliseconds.hours(24).rawValue
    guard length.rawValue % day == 0, (1...mostDays).contains(length.rawValue / day) else {
      throw FileProblem(
        line: node, "a stability is whole days, from 1 to \(mostDays), for example 180 days")
    }
    return UInt16(length.rawValue / day)
  }

  /// The fields of a mapping, each with a known name.
  static func fields<Name: RawRepresentable & CaseIterable & Hashable>(
    of node: Node, named name: String
  ) throws -> [Name: Node] where Name.RawValue == String {
    guard let mapping = node.mapping else {
      throw FileProblem(line: node, "\(name) has no keys and values under it")
    }
    var fields: [Name: Node] = [:]
    for (key, value) in mapping {
      guard let field = Name(rawValue: key.string ?? "") else {
        let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw FileProblem(
          line: key, "\(key.string ?? "") is no key here; the keys are \(known)")
      }
      fields[field] = value
    }
    return fields
  }
}
