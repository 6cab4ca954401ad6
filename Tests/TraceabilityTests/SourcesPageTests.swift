import Foundation
import TestLimits
import Testing

/// What `Sources/README.md` says of the sources, held against them.
@Suite(.limited)
struct SourcesPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private let page: SourcesPage

  init() throws { page = SourcesPage(try Self.text("Sources/README.md")) }

  @Test func `every place that is named is there, with what is looked for in it`() throws {
    #expect(page.places.count > 12)
    for place in page.places {
      let text = try Self.text("Sources/\(place.path)")
      let isFile = place.path.hasSuffix(place.name)
      #expect(isFile || text.contains(place.name), "\(place.path) has no \(place.name)")
    }
  }

  @Test func `a recipe names the files that the one it follows stands in`() throws {
    #expect(page.recipes.count == 4)
    for recipe in page.recipes {
      let word = try Regex("\\b\(recipe.example)\\b").ignoresCase().wordBoundaryKind(.simple)
      let standing = try Self.files().filter { try Self.text($0).contains(word) }
      #expect(
        recipe.files.sorted() == standing.map { String($0.dropFirst("Sources/".count)) }.sorted(),
        "adding \(recipe.name), as \(recipe.example)")
      #expect(recipe.needed <= recipe.most, "\(recipe.name)")
    }
  }

  /// What is written by hand.
  private static func files() throws -> [String] {
    let walk = FileManager.default.enumerator(atPath: root.appending(path: "Sources").path)
    return (walk?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".swift") && !$0.contains("/Generated/") }.map { "Sources/\($0)" }
  }

  @Test func `a page with a fault is found out`() throws {
    let text = try Self.text("Sources/README.md")
    let lost = SourcesPage(text.replacingOccurrences(of: "func obstacle", with: "func nowhere"))
    #expect(lost.places != page.places)
    #expect(SourcesPage("").places.isEmpty && SourcesPage("").recipes.isEmpty)
  }
}
