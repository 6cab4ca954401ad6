import Foundation
import TestLimits
import Testing

/// `protocol-spec/security.md` names each attack once, and tests that are there.
@Suite(.limited)
struct ThreatTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What the page has to have an answer to.
  private static let defended = [
    "eavesdropping", "changing a message", "replay within a session", "replay across sessions",
    "replay across resets", "replay to a memory that was set back", "reflection",
    "forged identify", "wrong key", "revoked key", "the patient's key for a clinician's order",
    "tampering with the opening", "tampering with the offer", "forged noSession",
    "forged refusal", "downgrade and other layouts", "delay of an order", "wrap of a counter",
    "oversize, zero-length and never-ending frames", "malformed messages", "guessing a key",
    "flooding to flatten the battery", "locking the clinician out", "reading memory for keys",
    "misuse of the emergency", "replay of an emergency", "interrupting a change of keys",
    "stolen card", "a stranger's page at the gateway",
  ]
  private static let undefended = [
    "jamming", "forged answers in the open", "traffic analysis", "physical access",
  ]

  private func page() throws -> String {
    try String(
      contentsOf: Self.root.appending(path: "protocol-spec/security.md"), encoding: .utf8)
  }

  /// What is wrong with a page, tests looked up where they are said to be.
  private func faults(_ page: String, _ has: (TraceTable.TestName) -> Bool) -> [String] {
    let table = ThreatTable(page)
    var faults = table.faults
    for (section, wanted) in ["Threat model": Self.defended, "Not defended": Self.undefended] {
      let attacks = table.rows.filter { $0.section == section }.map(\.attack)
      faults += wanted.filter { !attacks.contains($0) }.map { "“\($0)” is missing in \(section)" }
      faults += attacks.filter { !wanted.contains($0) }.map { "“\($0)” is no attack of ours" }
      if Set(attacks).count != attacks.count { faults.append("\(section): an attack comes twice") }
    }
    for row in table.rows {
      for test in row.tests where !has(test) {
        faults.append("\(row.attack): there is no \(test.target)/\(test.file): \(test.name)")
      }
    }
    return faults
  }

  @Test func `every attack is listed once, with tests that there are`() throws {
    let sources = try TestSources(under: Self.root.appending(path: "Tests"))
    #expect(sources.count > 300, "the tests were not found")
    #expect(try faults(page(), sources.has) == [])
  }

  @Test func `a page with a fault is found out`() throws {
    let good = try page()
    let first = try #require(ThreatTable(good).rows.first?.tests.first)
    let named = "`\(first.target)/\(first.file): \(first.name)`"
    #expect(faults(good, { $0 != first }).contains { $0.contains(first.name) })
    for (part, other, words) in [
      (named, "`\(first.target)/\(first.file) \(first.name)`", "names no test"),
      (named, "", "names no test"),
      ("| reflection | sends an end its own frames |", "| reflection | |", "an empty cell"),
      ("| reflection |", "| eavesdropping |", "an attack comes twice"),
      ("| reflection |", "| eavesdropping |", "“reflection” is missing"),
      ("| reflection |", "| reflexion |", "“reflexion” is no attack of ours"),
      ("| reflection |", "| reflection | |", "a row of 6 cells where 5 are"),
      ("\n## Not defended\n", "\n## Not yet defended\n", "“jamming” is missing"),
      ("| attack | what it does |", "| attack | what it did |", "the columns are not"),
    ] {
      let at = try #require(good.range(of: part), "\(part)")
      let bad = good.replacingCharacters(in: at, with: other)
      let found = faults(bad) { _ in true }
      #expect(found.contains { $0.contains(words) }, "\(words): \(found)")
    }
  }
}
