import BadLink
import BenchControl
import Foundation
import PumpWorld
import TestLimits
import Testing

/// The table of methods: the tables of bench.md and the schema of the control socket are written
/// from it. Run with `PUMPLINK_WRITE_SPEC=1` to write them anew.
@Suite(.limited, .serialized)
struct BenchTableTests {
  private static let spec = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "protocol-spec")
  private static let isWriting =
    ProcessInfo.processInfo.environment["PUMPLINK_WRITE_SPEC"] == "1"

  private static func read(_ path: String) throws -> String {
    try String(contentsOf: spec.appending(path: path), encoding: .utf8)
  }

  /// Holds a file to what it has to be, or writes it. The first line that differs is told.
  private static func hold(_ path: String, to text: String) throws {
    if isWriting { try Data(text.utf8).write(to: spec.appending(path: path)) }
    let found = try read(path)
    if found == text { return }
    let lines = zip(
      found.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false))
    let line = lines.first { $0 != $1 }.map { "\($0)\n\($1)" } ?? "one of them is longer"
    Issue.record("\(path) is not what the table of methods gives:\n\(line)")
  }

  @Test(arguments: BenchPage.tables.map(\.name))
  func `the tables of bench.md are what the table of methods gives`(name: String) throws {
    let table = try #require(BenchPage.tables.first { $0.name == name }).text
    let page = try Self.read("bench.md")
    let start = try #require(page.range(of: "<!-- \(name) -->\n")).upperBound
    let end = try #require(page.range(of: "<!-- end of \(name) -->")).lowerBound
    try Self.hold(
      "bench.md", to: page.replacingCharacters(in: start..<end, with: "\n\(table)\n"))
  }

  @Test func `the schema of the control socket is what the table of methods gives`() throws {
    try Self.hold("json/control.schema.json", to: ControlSchema.text)
  }

  @Test func `every parameter of a method has a name of its own and a range that can be read`() {
    for method in BenchMethod.allCases {
      let names = method.parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(method)")
      for parameter in method.parameters {
        switch parameter.values {
        case .numbers(let range, let width), .zeroOrNumbers(let range, let width):
          #expect(width.holds(range.lowerBound) && width.holds(range.upperBound))
        case .words(let words): #expect(Set(words.all).count == words.all.count)
        case .path: #expect(parameter.measure == nil)
        }
      }
    }
  }

  @Test func `the page has each count of the line`() throws {
    let page = try Self.read("bench.md")
    let start = try #require(page.range(of: "\n`counts` says")?.lowerBound)
    let words = page[start...].prefix(400).matches(of: /`(\w+)`/).map { String($0.1) }
    #expect(Set(words) == Set(LinkChance.allCases.map(\.countName) + ["counts", "writes"]))
  }

  /// What the page says of a fault's value.
  private static func words(_ unit: FaultUnit, _ kind: FaultKind) throws -> String {
    let parameter = try #require(FaultParameter.of(unit, kind))
    func number(_ value: Int64) -> String { BenchPage.grouped(Int128(value)) }
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
    let page = try Self.read("bench.md")
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
}
