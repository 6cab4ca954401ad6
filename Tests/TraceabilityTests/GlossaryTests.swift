import Foundation
import TestLimits
import Testing

/// What the glossary promises of itself: one row for each word, and one for each word it leans on.
@Suite(.limited)
struct GlossaryTests {
  private static let pages = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "protocol-spec")

  /// The first cell of each row, and every word in italics in the others.
  private static func words(_ page: String) -> (terms: [String], used: [String]) {
    var terms: [String] = []
    var used: [String] = []
    for line in page.components(separatedBy: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2, cells[0] != "term", !cells[0].hasPrefix("---") else { continue }
      terms.append(cells[0])
      used += cells[1].matches(of: /\*([^*]+)\*/).map { String($0.1) }
    }
    return (terms, used)
  }

  private static func text() throws -> String {
    try String(contentsOf: pages.appending(path: "glossary.md"), encoding: .utf8)
  }

  /// What is wrong with a glossary, in words.
  private static func faults(_ page: String) -> [String] {
    let (terms, used) = words(page)
    let twice = Dictionary(grouping: terms) { $0 }.filter { $1.count > 1 }.keys
    let missing = Set(used).subtracting(terms)
    return twice.sorted().map { "\($0) twice" } + missing.sorted().map { "no \($0)" }
  }

  @Test func `every word has one row, and so has every word that a row leans on`() throws {
    let page = try Self.text()
    #expect(Self.faults(page) == [])
    #expect(Self.words(page).terms.count >= 40)
    let index = try String(
      contentsOf: Self.pages.appending(path: "README.md"), encoding: .utf8)
    #expect(index.contains("[glossary.md](glossary.md)"))
  }

  @Test func `a glossary with a fault is found out`() throws {
    let page = try Self.text()
    let row = "| prime | a number without divisors |\n| theft | a false *prim* |\n"
    #expect(Self.faults(page + row) == ["prime twice", "no prim"])
  }
}
