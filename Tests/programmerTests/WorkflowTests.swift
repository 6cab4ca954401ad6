import ArgumentParser
import Foundation
import TestLimits
import Testing

@testable import programmer

/// What `protocol-spec/workflows.md` says a clinic types is what the programmer takes, and its
/// links lead somewhere.
@Suite(.limited)
struct WorkflowTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// A row of a table of commands.
  private struct Row {
    let cells: [String]

    /// The command lines in its second cell.
    var commands: [String] {
      cells[1].components(separatedBy: "<br>").map { $0.replacing("`", with: "") }
    }
  }

  private static func rows(_ page: String) -> [Row] {
    page.components(separatedBy: "\n").filter { $0.hasPrefix("| ") }.map { line in
      Row(cells: line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) })
    }.filter { $0.cells.count == 3 && $0.cells[1] != "command" && !$0.cells[1].hasPrefix("---") }
  }

  /// The words of a command line, what stands in quotes being one.
  private static func words(_ line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap {
      place, part in
      place.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
    }
  }

  /// The command that a line is read as, by the programmer's own parser.
  private static func parsed(_ line: String) throws -> any ParsableCommand {
    let words = words(line)
    guard words.first == "programmer" else { throw ValidationError("no programmer: \(line)") }
    let arguments = Array(words.dropFirst())
    do {
      return try Programmer.parseAsRoot(arguments + ["--port", "/nowhere"])
    } catch  where Programmer.message(for: error).contains("'--port'") {
      // What is about a patient alone takes none.
      return try Programmer.parseAsRoot(arguments)
    }
  }

  /// The headings of a page as links name them.
  private static func anchors(_ page: String) -> Set<String> {
    Set(
      page.components(separatedBy: "\n").filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" || $0 == " " }.lowercased()
          .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(" ", with: "-")
      })
  }

  /// What is wrong with a page, in words.
  private static func faults(_ page: String) -> [String] {
    rows(page).flatMap { row -> [String] in
      var faults = row.commands.compactMap { line -> String? in
        do {
          _ = try parsed(line)
          return nil
        } catch {
          return "“\(line)”: \(Programmer.message(for: error))"
        }
      }
      let links = row.cells[2].matches(of: #/\]\(([^#)]+)#([^)]+)\)/#)
      if links.isEmpty { faults.append("no link to a rule: \(row.cells[0])") }
      for link in links {
        let there = (try? text("protocol-spec/\(link.1)")).map(anchors) ?? []
        if !there.contains(String(link.2)) { faults.append("\(link.1) has no #\(link.2)") }
      }
      return faults
    }
  }

  /// What no clinic does with a pump: tools, and what another verb shows as well.
  private static let others = [
    "DemoCommand", "PageCommand", "DecodeCommand", "ReplayCommand", "CheckKeysCommand",
    "PatientList",
    "PatientEdit", "SessionsHistory", "ShowScheduleCommand", "ConfigCommand",
  ]

  private static func leaves(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    let inner = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return inner.isEmpty ? [command] : inner.flatMap(leaves)
  }

  @Test func `every command is one that the programmer takes, and every link leads somewhere`()
    throws
  {
    let page = try Self.text("protocol-spec/workflows.md")
    #expect(Self.rows(page).count > 50)
    #expect(Self.faults(page) == [])
  }

  @Test func `every verb has its place in the tables, and the tables are found`() throws {
    let page = try Self.text("protocol-spec/workflows.md")
    let told = try Set(
      Self.rows(page).flatMap(\.commands).map { "\(type(of: try Self.parsed($0)))" })
    let there = Set(Self.leaves(Programmer.self).map { "\($0)" })
    #expect(there.subtracting(told).subtracting(Self.others).sorted() == [])
    #expect(Set(Self.others).subtracting(there).sorted() == [])
    #expect(try Self.text("README.md").contains("(protocol-spec/workflows.md)"))
    #expect(try Self.text("protocol-spec/README.md").contains("(workflows.md)"))
  }

  @Test func `a page with a fault is found out`() throws {
    let page = try Self.text("protocol-spec/workflows.md")
    for (part, other, words) in [
      ("programmer prime whole", "programmer prime tubing", "prime tubing"),
      ("--lockout 4 h", "--lock 4 h", "--lock"), ("programmer stop", "programmer halt", "halt"),
      ("bolus 50 mcg --over", "bolus 50 --over", "no unit"),
      ("(therapy.md#prime)", "(therapy.md#priming)", "no #priming"),
      ("[therapy.md](therapy.md#prime)", "therapy.md", "no link"),
    ] {
      // The other rows are found without a fault by the test of the whole page.
      let row = try #require(page.components(separatedBy: "\n").first { $0.contains(part) })
      #expect(Self.faults(row) == [], "\(part)")
      let found = Self.faults(row.replacingOccurrences(of: part, with: other))
      #expect(found.contains { $0.contains(words) }, "\(words): \(found)")
    }
  }
}
