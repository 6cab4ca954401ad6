import BadLink
import BenchControl
import Foundation
import PumpWorld
import TestLimits
import Testing

/// The table of methods, held against the page and the schema that are published of it.
@Suite(.limited)
struct BenchTableTests {
  private static let spec = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "protocol-spec")

  /// What the page calls each answer.
  private static func words(_ answer: BenchMethod.Answer) -> String {
    switch answer {
    case .truth: "the truth"
    case .faults: "what can fail how, and what is active"
    case .withdrawal: "`came_nl`, `came_pg`, and the truth as `truth`"
    case .reconciliation: "the four witnesses"
    case .line: "the line"
    }
  }

  @Test func `the page's table has every method, what it takes and what it answers`() throws {
    let page = try String(contentsOf: Self.spec.appending(path: "bench.md"), encoding: .utf8)
    let head = try #require(page.range(of: "| method | parameters | effect | result |\n"))
    let rows = page[head.upperBound...].split(separator: "\n").dropFirst()
      .prefix { $0.hasPrefix("| `") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    try #require(rows.allSatisfy { $0.count == 4 })
    #expect(rows.map { $0[0] }.sorted() == BenchMethod.allCases.map { "`\($0.rawValue)`" }.sorted())
    for row in rows {
      let method = try #require(BenchMethod(rawValue: row[0].replacing("`", with: "")))
      #expect(row[3] == Self.words(method.answer), "\(method)")
      #expect((row[2] == "none") == method.isReading, "\(method)")
      let words = row[1].matches(of: /`([^`]+)`/).map { String($0.1) }
      for parameter in method.parameters {
        // Each fault of the line has a row of its own.
        let rest = method == .linkSet && parameter.name.contains("_") || parameter.name == "baud"
        #expect(rest ? page.contains("| `\(parameter.name)` |") : words.contains(parameter.name))
      }
      #expect(method.parameters.isEmpty == words.isEmpty, "\(method)")
    }
  }

  @Test func `the page has each fault of the line in the order of the table, and each count`()
    throws
  {
    let page = try String(contentsOf: Self.spec.appending(path: "bench.md"), encoding: .utf8)
    let keys = page.matches(of: /\| `(\w+_ppm)` \|/).map { String($0.1) }
    #expect(keys == LinkChance.allCases.map(\.name))
    let start = try #require(page.range(of: "\n`counts` says")?.lowerBound)
    let words = page[start...].prefix(400).matches(of: /`(\w+)`/).map { String($0.1) }
    #expect(Set(words) == Set(LinkChance.allCases.map(\.countName) + ["counts", "writes"]))
  }

  /// What the page says of a fault's value.
  private static func words(_ unit: FaultUnit, _ kind: FaultKind) throws -> String {
    let parameter = try #require(FaultParameter.of(unit, kind))
    func number(_ value: Int64) -> String {
      // Four digits stand together, as everywhere on the page.
      if value.magnitude < 10_000 { return "\(value)" }
      var groups = [String(value % 1000)]
      var rest = value / 1000
      while rest > 0 {
        groups[0] = String(repeating: "0", count: 3 - groups[0].count) + groups[0]
        groups.insert(String(rest % 1000), at: 0)
        rest /= 1000
      }
      return groups.joined(separator: " ")
    }
    func range(_ name: String) -> String {
      parameter.lowest == -parameter.highest
        ? "\(name), ±\(number(parameter.highest))"
        : "\(name), \(number(parameter.lowest)) to \(number(parameter.highest))"
    }
    let value =
      switch parameter.measure {
      case .none, .moment: ""
      case .partsPerMillion: range("ppm")
      case .strokes: range("strokes")
      case .percent: range("%")
      case .microgramsPerMillilitre: range("mcg/mL")
      case .nanolitresPerDay: range("nL/day")
      case .times: range("times")
      case .entry: "number of an entry"
      }
    return [kind.isEvent ? "once" : "", value].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  @Test func `the page's table of faults is the matrix, each with its measure and range`() throws {
    let page = try String(contentsOf: Self.spec.appending(path: "bench.md"), encoding: .utf8)
    let head = try #require(page.range(of: "| unit | kind | value | what happens |\n"))
    var told: [String: String] = [:]
    var unit = ""
    for row in page[head.upperBound...].split(separator: "\n").dropFirst()
      .prefix(while: { $0.hasPrefix("|") })
    {
      let cells = row.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "") }
      if !cells[1].isEmpty { unit = cells[1] }
      told["\(unit) \(cells[2])"] = cells[3]
    }
    var expected: [String: String] = [:]
    for unit in FaultUnit.allCases {
      for kind in FaultKind.allCases where Fault.isSupported(unit: unit, kind: kind) {
        expected["\(unit.name) \(kind.name)"] = try Self.words(unit, kind)
      }
    }
    #expect(told == expected)
  }

  @Test func `the schema has of each method the parameters of the table, with their ranges`() throws
  {
    let data = try Data(contentsOf: Self.spec.appending(path: "json/control.schema.json"))
    let bench = try Data(contentsOf: Self.spec.appending(path: "json/PumpFirmwareSim.schema.json"))
    let schema = try #require(Shape(data)), other = try #require(Shape(bench))
    for method in BenchMethod.allCases {
      guard let shape = schema["$defs"]?["params_\(method.rawValue)"] else {
        #expect(method.parameters.isEmpty, "\(method)")
        continue
      }
      #expect(
        shape["properties"]?.keys.sorted() == method.parameters.map(\.name).sorted(), "\(method)")
      #expect(
        shape["required"]?.words.sorted()
          == method.parameters.filter { !$0.isOptional }.map(\.name).sorted(), "\(method)")
      for parameter in method.parameters {
        let field = try #require(shape["properties"]?[parameter.name])
        switch parameter.values {
        case .path: #expect(field["pattern"]?.word == "^/")
        case .words(let words):
          #expect(field.choices(schema, other).sorted() == words.sorted(), "\(parameter.name)")
        case .numbers(let range, let width):
          let numbers = field.numbers
          #expect(numbers.lowest ?? Int128(Int64.min) == range.lowerBound, "\(parameter.name)")
          #expect(numbers.highest ?? Int128(Int64.max) == range.upperBound, "\(parameter.name)")
          #expect(width.holds(range.lowerBound) && width.holds(range.upperBound))
        }
      }
    }
  }
}

/// A part of a JSON Schema.
private struct Shape {
  private let value: Any

  init?(_ data: Data) {
    guard let value = try? JSONSerialization.jsonObject(with: data) else { return nil }
    self.value = value
  }

  private init(_ value: Any) { self.value = value }

  subscript(name: String) -> Shape? { (value as? [String: Any])?[name].map(Shape.init) }

  var keys: [String] { (value as? [String: Any]).map { Array($0.keys) } ?? [] }
  var word: String? { value as? String }
  var words: [String] { value as? [String] ?? [] }
  var parts: [Shape] { (value as? [Any])?.map(Shape.init) ?? [] }

  /// The words that may be written, those of what is referred to among them.
  func choices(_ own: Shape, _ other: Shape) -> [String] {
    var all = self["enum"]?.words ?? []
    for part in self["anyOf"]?.parts ?? [] { all += part.choices(own, other) }
    if let name = self["$ref"]?.word?.split(separator: "/").last.map(String.init) {
      let isOwn = self["$ref"]?.word?.hasPrefix("#") == true
      all += (isOwn ? own : other)["$defs"]?[name]?.choices(own, other) ?? []
    }
    return all
  }

  /// The lowest and the highest number that may be written; `nil` where none is said.
  var numbers: (lowest: Int128?, highest: Int128?) {
    func number(_ name: String) -> Int128? {
      (self[name]?.value as? NSNumber).flatMap { Int128("\($0)") }
    }
    var found = (lowest: number("minimum"), highest: number("maximum"))
    for part in self["anyOf"]?.parts ?? [] {
      let zero = part["enum"] == nil ? nil : 0 as Int128?
      let lowest = [found.lowest, part.numbers.lowest, zero].compactMap { $0 }.min()
      found = (lowest, found.highest ?? part.numbers.highest)
    }
    return found
  }
}
