package import Clinic
import Foundation
import PumpText
import Quantities
import Telemetry
import Yams

/// Reads a drug library from a YAML file: drugs as keys, each with its source and its strengths.
///
/// What is wrong is told with its line, so that it can be found in the file.
package enum DrugFile {
  /// The environment's name of the file.
  package static let variable = "PUMPLINK_DRUGS"

  /// The library to use: of the file that is named, else of the environment's, else the built-in.
  package static func chosen(
    _ path: String?, in environment: [String: String]
  ) throws -> DrugLibrary {
    let named = path ?? environment[variable] ?? ""
    return named.isEmpty ? .standard : try read(named)
  }

  /// Reads the file.
  package static func read(_ path: String) throws -> DrugLibrary {
    guard let data = FileManager.default.contents(atPath: path), let text = FileText.text(data)
    else {
      throw ProgrammerError(
        .data, "\(path): there is no drug library that can be read as text. Nothing was sent")
    }
    return try parse(text, path: path)
  }

  package static func parse(_ text: String, path: String) throws -> DrugLibrary {
    do {
      guard let node = try compose(yaml: text), let mapping = node.mapping, !mapping.isEmpty else {
        throw FileProblem(
          line: 1, "a drug library has drugs as keys, such as baclofen, and strengths under them")
      }
      return DrugLibrary(try mapping.map { try drug($0.key, $0.value) })
    } catch {
      throw FileProblem(error).error(in: path)
    }
  }

  /// What there can be under a drug, and under one of its strengths.
  private enum Key: String, CaseIterable {
    case source
    case strengths
  }
  private enum StrengthKey: String, CaseIterable {
    case use
    case stability
  }

  private static func drug(_ key: Node, _ value: Node) throws -> Drug {
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
    var strengths: [Drug.Strength] = []
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
    return Drug(code: code, source: source, strengths: strengths)
  }

  private static func strength(_ key: Node, _ value: Node) throws -> Drug.Strength {
    let name = key.string ?? ""
    let concentration = try FileProblem.at(key) { () throws(QuantityError) in
      try QuantityText.concentration(name)
    }
    let fields: [StrengthKey: Node] = try fields(of: value, named: name)
    var use = Drug.Use.pump
    if let node = fields[.use] {
      guard let given = node.scalar.flatMap({ Drug.Use(rawValue: $0.string) }) else {
        let known = Drug.Use.allCases.map(\.rawValue).joined(separator: " or ")
        throw FileProblem(line: node, "the use of a strength is \(known)")
      }
      use = given
    }
    return Drug.Strength(
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
  private static func fields<Name: RawRepresentable & CaseIterable & Hashable>(
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
