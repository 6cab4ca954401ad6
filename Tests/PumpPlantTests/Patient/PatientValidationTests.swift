import Foundation
import PumpPlant
import TestLimits
import Testing

/// Run with `PUMPLINK_WRITE_SPEC=1` to write the validation table into patient.md anew.
@Suite(.limited)
struct PatientValidationTests {
  /// The seed of the people the model was fitted with.
  private static let seed: UInt64 = 2026
  private static let path = "protocol-spec/patient.md"
  private static let start = "<!-- validation -->\n"
  private static let end = "<!-- end of validation -->"

  private func rendered(_ rows: [PublishedRow]) -> String {
    let count = { (verdict: PublishedRow.Verdict) in rows.filter { $0.verdict == verdict }.count }
    let kept = rows.filter(\.isKept).count
    return
      "\n\(rows.count) rows: \(count(.good)) good, \(count(.fair)) fair, \(count(.poor)) poor; "
      + "\(kept) kept out of the fitting.\n\n"
      + "| what | published | model | deviation | verdict | fitting | source |\n"
      + "| --- | --- | --- | --- | --- | --- | --- |\n" + rows.map(\.line).joined() + "\n"
  }

  @Test func `the validation table of patient.md is what the model gives, and it holds`()
    async throws
  {
    let rows = try await PublishedRows(seed: Self.seed).all()
    for row in rows { #expect(row.verdict != .poor, "\(row.line)") }
    #expect(rows.filter { $0.verdict == .good }.count * 2 > rows.count)
    #expect(rows.filter(\.isKept).count * 3 >= rows.count)
    #expect(
      rows.filter { $0.isKept && $0.verdict == .good }.count * 2 > rows.filter(\.isKept).count)

    let page = try Checkout.text(Self.path)
    let start = try #require(page.range(of: Self.start))
    let end = try #require(page.range(of: Self.end))
    if ProcessInfo.processInfo.environment["PUMPLINK_WRITE_SPEC"] == "1" {
      let new = page.replacingCharacters(
        in: start.upperBound..<end.lowerBound, with: rendered(rows))
      try Data(new.utf8).write(to: Checkout.root.appendingPathComponent(Self.path))
      return
    }
    let written = page[start.upperBound..<end.lowerBound].split(separator: "\n")
    let expected = rendered(rows).split(separator: "\n")
    let line = zip(written, expected).first { $0 != $1 }
    #expect(written == expected, "the first line that differs: \(String(describing: line))")
  }

  @Test func `other people give no row that was kept out a poor verdict, and few of the rest`()
    async throws
  {
    let rows = try await PublishedRows(seed: Self.seed * 1_000).all()
    for row in rows where row.isKept { #expect(row.verdict != .poor, "\(row.line)") }
    #expect(rows.filter { $0.verdict == .poor }.count <= 1)
  }

  @Test func `the page names every parameter, and none that there is not`() throws {
    let page = try Checkout.text(Self.path)
    let equations = try #require(page.range(of: "## The equations"))
    let end = try #require(page.range(of: "## How it is worked out"))
    let text = page[equations.upperBound..<end.lowerBound]
    let named = Set(text.matches(of: /`(\w+)`/).map { String($0.1) })
    // The scores have siblings, which the page says.
    let siblings: Set = ["armsTone", "legsSpasms", "armsSpasms"]
    #expect(named == Set(PatientParameter.all.map { "\($0)" }).subtracting(siblings))
  }
}
