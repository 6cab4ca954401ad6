import Foundation
import TestLimits
import Testing

/// `protocol-spec/safety.md` names each requirement once, and tests that are there.
@Suite(.limited)
struct TraceabilityTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The requirements that this project follows, as their authors number them.
  private static let wanted = [
    "GIP 1.1.7", "GIP 1.4.3, 1.4.4, 1.4.11, 1.4.12", "GIP 1.5.1…1.5.6", "GIP 1.6.1", "GIP 1.7.1",
    "GIP 1.8.1", "GIP 2.1.1", "GIP 2.2.5", "GIP 3.1.1…3.1.3", "GIP 3.3.1…3.3.4",
    "GIP 3.4.1…3.4.6", "GIP 3.5.1…3.5.5", "GIP 4.1.1…4.1.4", "GIP 6.1.3, 6.1.4", "GIP 6.2.1, 6.2.2",
    "GIP hazard 5.11", "GIP hazard 8.1, 8.2, 8.14", "PCA 5.2(3)…5.2(5)", "PCA 6.4(2)…6.4(7)",
    "PCA 6.5(9), 6.5(10)", "PCA 6.6(5)…6.6(8)", "PCA 6.9", "PCA 7.1(1)", "PCA 7.4", "PCA 8.1",
    "PCA 8.3",
  ].flatMap(TraceTable.ids)

  /// What is wrong with a page, tests looked up where they are said to be.
  private func faults(_ page: String, _ has: (TraceTable.TestName) -> Bool) -> [String] {
    let table = TraceTable(page)
    var faults = table.faults
    var seen: Set<String> = []
    for row in table.rows {
      for id in row.ids where !seen.insert(id).inserted { faults.append("\(id) comes twice") }
      if row.section == "Met" && row.tests.isEmpty { faults.append("\(row.ids): no test") }
      if !["Met", "Not met", "Does not apply"].contains(row.section) {
        faults.append("\(row.ids): no section says what becomes of it")
      }
      for test in row.tests where !has(test) {
        faults.append("\(row.ids): there is no \(test.target)/\(test.file): \(test.name)")
      }
    }
    faults += Self.wanted.filter { !seen.contains($0) }.map { "\($0) is missing" }
    faults += seen.subtracting(Self.wanted).sorted().map { "\($0) is no requirement of ours" }
    return faults
  }

  private func page() throws -> String {
    try String(
      contentsOf: Self.root.appending(path: "protocol-spec/safety.md"), encoding: .utf8)
  }

  @Test func `every requirement is listed once, with tests that there are`() throws {
    let sources = try TestSources(under: Self.root.appending(path: "Tests"))
    #expect(sources.count > 300, "the tests were not found")
    #expect(try faults(page(), sources.has) == [])
  }

  @Test func `a page with a fault is found out`() throws {
    let good = try page()
    let first = try #require(TraceTable(good).rows.first?.tests.first)
    let named = "`\(first.target)/\(first.file): \(first.name)`"
    #expect(faults(good, { $0 != first }).contains { $0.contains(first.name) })
    for (part, other, words) in [
      (named, "`\(first.target)/\(first.file) \(first.name)`", "names no test"),
      (named, "", "names no test"), ("| GIP 1.6.1 |", "| GIP 1.7.1 |", "GIP 1.7.1 comes twice"),
      ("| GIP 1.6.1 |", "| GIP 1.7.1 |", "GIP 1.6.1 is missing"),
      ("| GIP 1.6.1 |", "| GIP 1.6.9 |", "GIP 1.6.9 is no requirement of ours"),
      ("| GIP 1.6.1 |", "| 1.6.1 |", "no id in “1.6.1”"),
      ("| GIP 1.6.1 |", "| GIP 1.6.1 | |", "a row of 5 cells where 4 are"),
      ("\n## Met\n", "\n## Well\n", "no section says"),
    ] {
      let at = try #require(good.range(of: part), "\(part)")
      let bad = good.replacingCharacters(in: at, with: other)
      let found = faults(bad) { _ in true }
      #expect(found.contains { $0.contains(words) }, "\(words): \(found)")
    }
  }

  @Test func `only what runs as a test counts as one`() {
    let names = TestSources.names(
      in: """
        @Test func `one`() {}
        @Test(arguments: [1, 2])
        func `two`(value: Int) {}
        func `helper`() {}
        // @Test func `gone`() {}
        @Test(
          arguments: [
            3
          ])
        func `three`(
        @Test func plain() {}
        func `after it`() {}
        """)
    #expect(names == ["one", "two", "three"])
  }

  @Test func `ids in ranges are written out`() {
    #expect(
      TraceTable.ids("GIP 1.5.1…1.5.3, 1.5.9").map { $0.dropFirst(4) }
        == ["1.5.1", "1.5.2", "1.5.3", "1.5.9"])
    #expect(TraceTable.ids("PCA 6.5(9), 6.5(10)") == ["PCA 6.5(9)", "PCA 6.5(10)"])
    #expect(TraceTable.ids("PCA 6.4(2)…6.4(4)").count == 3)
    for none in ["GIP", "GIP ", "1.5.1", "GIP 1.5.3…1.5.1", "GIP 1.5.1…1.6.2", "GIP x.y"] {
      #expect(TraceTable.ids(none).isEmpty, "\(none)")
    }
  }
}
