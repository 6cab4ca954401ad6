import ArgumentParser
import Console
import Testing

@testable import programmer

/// The help of every verb.
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

  /// The command lines that a help shows: behind `Example:`, or indented under `Examples:`; one
  /// that ends in a backslash goes on in the next.
  static func examples(in text: String) -> [String] {
    var lines: [String] = []
    var isOpen = false
    for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = raw.drop { $0 == " " }
      if line.hasPrefix("Example: ") { line = line.dropFirst("Example: ".count) }
      let begins = line.hasPrefix("programmer ") && (raw.hasPrefix("  ") || line.count < raw.count)
      guard begins || isOpen else { continue }
      let goesOn = line.hasSuffix("\\")
      let words = goesOn ? line.dropLast() : line
      if isOpen { lines[lines.count - 1] += String(words) } else { lines.append(String(words)) }
      isOpen = goesOn
    }
    return lines
  }

  /// The words of a command line as a shell parts them.
  static func words(_ line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { part in
      part.offset.isMultiple(of: 2)
        ? part.element.split(separator: " ").map(String.init) : [String(part.element)]
    }
  }

  @Test(arguments: leaves(Programmer.self, "programmer"))
  func `every verb has an example, and each example is a command line`(leaf: Leaf) throws {
    let examples = Self.examples(in: leaf.command.configuration.discussion)
    #expect(!examples.isEmpty)
    for example in examples {
      let words = Self.words(example)
      var arguments = Array(words.dropFirst())
      if !arguments.contains("--port") { arguments += ["--port", "/nowhere"] }
      if !arguments.contains("--card") { arguments += ["--card", "/nowhere"] }
      do {
        _ = try Programmer.parseAsRoot(arguments)
      } catch {
        // Verbs that reach no pump take no port.
        #expect(throws: Never.self, "\(example)") {
          try Programmer.parseAsRoot(Array(words.dropFirst()))
        }
      }
    }
    #expect(examples.contains { $0.hasPrefix(leaf.path) }, "\(examples)")
  }

  @Test func `every verb stands in a group of the help`() {
    let groups = Programmer.configuration.groupedSubcommands
    #expect(groups.map(\.name).contains("Change the therapy"))
    let ungrouped = Programmer.configuration.ungroupedSubcommands
    #expect(ungrouped.map { $0._commandName } == ["demo"])
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
