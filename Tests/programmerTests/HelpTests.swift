import ArgumentParser
import Console
import TestLimits
import Testing

@testable import Clinic
@testable import programmer

/// The help of every verb.
@Suite(.limited)
struct HelpTests {
  /// A verb that does something, with the words that call it.
  struct Leaf: Sendable, CustomStringConvertible {
    let path: String
    let command: any ParsableCommand.Type
    var description: String { path }
  }

  /// The verbs of a command that a person is told of.
  static func leaves(_ command: any ParsableCommand.Type, _ path: String) -> [Leaf] {
    let inner = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    if inner.isEmpty { return [Leaf(path: path, command: command)] }
    return inner.flatMap { leaves($0, "\(path) \($0._commandName)") }
  }

  @Test func `every verb stands in a group of the help`() {
    let groups = Programmer.configuration.groupedSubcommands
    #expect(groups.map(\.name).contains("Change the therapy"))
    let ungrouped = Programmer.configuration.ungroupedSubcommands
    #expect(ungrouped.map { $0._commandName } == ["demo", "page"])
  }

  @Test(arguments: [40, 60, 80])
  func `help fits the terminal`(width: Int) {
    for leaf in Self.leaves(Programmer.self, "programmer") {
      let words = Array(leaf.path.split(separator: " ").dropFirst().map(String.init))
      do {
        _ = try Programmer.parseAsRoot(words + ["--help"])
      } catch {
        let help = Programmer.fullMessage(for: error, columns: width)
        let lines = Paper(width: width).laid(help).split(separator: "\n")
        let long = lines.filter { $0.count > width && $0.contains(" ") }
        #expect(long.allSatisfy { $0.split(separator: " ").count == 1 }, "\(leaf): \(long)")
      }
    }
  }
}
