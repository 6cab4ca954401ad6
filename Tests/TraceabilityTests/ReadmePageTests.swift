import Foundation
import TestLimits
import Testing

/// What the README says of the project's parts, held against the parts.
@Suite(.limited)
struct ReadmePageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private let page: ReadmePage

  init() throws { page = ReadmePage(try Self.text("README.md")) }

  @Test func `every make that is named is a target of the Makefile`() throws {
    let targets = Set(
      try Self.text("Makefile").matches(of: /(?m)^([a-z]+):/).map { String($0.1) })
    #expect(page.makes.isSuperset(of: ["demo", "test", "install", "lint", "soak"]))
    #expect(page.makes.subtracting(targets) == [], "the README names what `make` does not know")
    #expect(targets.subtracting(page.makes) == ["clean", "build"], "the README does not name it")
  }

  @Test func `the map has every folder of sources, and each knows only what stands above it`()
    throws
  {
    let modules = page.modules
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Sources").path
    ).filter { $0 != "README.md" }
    #expect(modules.flatMap { $0 }.sorted() == folders.sorted())
    let targets = ReadmePage.targets(try Self.text("Package.swift"))
    for (place, names) in modules.enumerated() {
      let known = Set(modules[...place].flatMap { $0 })
      for name in names {
        guard let needed = targets[name] else {
          // `.ci/embedded` and `.ci/trace` link them, with what no package manager has.
          #expect(["PumpBoard", "SoakWasm"].contains(name), "\(name) is no target")
          continue
        }
        let below = needed.filter { folders.contains($0) && !known.contains($0) }
        #expect(below == [], "\(name) knows what stands below it in the README's map")
      }
    }
  }

  @Test func `the tables of dependencies have what the package and its tools need`() throws {
    let manifest = try Self.text("Package.swift")
    let urls = manifest.matches(of: /\.package\(url: "([^"]+)"/).map { String($0.1) }
    #expect(urls.count == 4 && page.dependencies.map(\.url).sorted() == urls.sorted())
    for (name, url) in page.dependencies { #expect(url.lowercased().contains(name.lowercased())) }
    let needed = try Self.text(".ci/install").matches(of: /packages\+=\(([^)]+)\)/)
      .flatMap { $0.1.split(separator: " ").map(String.init) }
    #expect(Set(page.debian) == Set(needed) && page.debian.count == Set(page.debian).count)
  }

  @Test func `a page with a fault is found out`() throws {
    let text = try Self.text("README.md")
    func page(_ part: String, _ other: String) throws -> ReadmePage {
      let at = try #require(text.range(of: part), "\(part)")
      return ReadmePage(text.replacingCharacters(in: at, with: other))
    }
    #expect(try page("make demo ", "make tour ").makes.contains("tour"))
    #expect(try page("`make soak`", "`make dirty`").makes.contains("dirty"))
    #expect(try page("| `Telemetry` |", "| `Telegraphy` |").modules[2] == ["Telegraphy"])
    #expect(
      try page("github.com/jpsim/Yams", "github.com/jpsim/Zams").dependencies[1].url
        == "https://github.com/jpsim/Zams")
    #expect(!(try page("`libudev-dev`", "`libudev`").debian.contains("libudev-dev")))
  }
}
