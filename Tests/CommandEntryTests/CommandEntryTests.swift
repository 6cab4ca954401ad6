import ArgumentParser
import PumpText
import TestLimits
import Testing

@testable import CommandEntry

private struct Tool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tool", subcommands: [Dose.self, Schedule.self, Link.self])

  struct Dose: ParsableCommand {
    @Argument var words: [String] = []
    @Option var port: String?
  }
  struct Schedule: ParsableCommand {
    static let configuration = CommandConfiguration(
      subcommands: [Show.self, Set.self], defaultSubcommand: Show.self)
    struct Show: ParsableCommand {}
    struct Set: ParsableCommand {
      @Argument var file: String
    }
  }
  struct Link: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Clear.self])
    struct Clear: ParsableCommand {}
  }
}

private struct Failing: ParsableCommand {
  struct Mistake: Error {}

  func run() throws { throw Mistake() }
}

@Suite(.waiting, .limited)
struct CommandEntryTests {
  @Test(
    arguments: [
      ("--control k link clear", "link clear --control k"),
      ("--control=k --json link clear x", "link clear x --control=k --json"),
      ("link --control k clear", "link clear --control k"),
      ("--port p dose 1 -- --card", "dose 1 --port p -- --card"),
      ("dose 1 --port p", "dose 1 --port p"), ("--control", "--control"),
      ("--help", "--help"), ("--control k", "--control k"), ("", ""),
      ("--control k nonsense", "nonsense --control k"),
    ])
  func `options of a verb may stand before it`(line: String, ordered: String) {
    let words = line.split(separator: " ").map(String.init)
    #expect(VerbFirst.ordered(words, of: Tool.self).joined(separator: " ") == ordered)
  }

  @Test(
    arguments: [
      ("doze 100", "Did you mean dose?"), ("does", "Did you mean dose?"),
      ("sched", "Did you mean schedule?"), ("--control k doze", "Did you mean dose?"),
      ("link claer", "Did you mean clear?"), ("schedule sett x", "Did you mean set?"),
      ("hlep", "Did you mean help?"), ("reboot", "“reboot” is no verb of tool. Nothing"),
      ("\u{1b}[2J", "“\\u{1b}[2J” is no verb of tool."),
    ])
  func `a misspelt verb gets a suggestion`(line: String, words: String) {
    let mistyped = Mistyped(line.split(separator: " ").map(String.init), of: Tool.self)
    #expect(mistyped?.words.contains(words) == true, "\(mistyped?.words ?? "none")")
  }

  @Test(arguments: [
    "dose x", "", "--nonsense", "schedule", "schedule xyz", "help dose", "link clear",
  ])
  func `what is no misspelt verb is left to the parser`(line: String) {
    #expect(Mistyped(line.split(separator: " ").map(String.init), of: Tool.self) == nil)
  }

  @Test(
    arguments: [
      ("dose 1 --port p", "Dose"), ("--port p dose 1", "Dose"), ("schedule set x", "Set"),
      ("schedule", "Show"), ("schedule show", "Show"), ("link", "Link"), ("link clear", "Clear"),
    ])
  func `words become the verb that they lead to`(line: String, name: String) throws {
    let command = try CommandEntry.command(Tool.self, words(line)) { _ in }
    #expect("\(type(of: command))" == name)
    if let dose = command as? Tool.Dose {
      #expect(dose.words == ["1"])
      #expect(dose.port == "p")
    }
  }

  @Test(
    arguments: [
      ("doze", "Did you mean dose?"), ("schedule sett x", "Did you mean set?"),
      ("dose --nonsense", "Unknown option '--nonsense'"), ("schedule set", "Missing expected"),
    ])
  func `what is wrong with words is said`(line: String, sentence: String) {
    do throws(CommandEntry.WrongWords) {
      _ = try CommandEntry.command(Tool.self, words(line)) { _ in }
      Issue.record("they are a verb")
    } catch {
      #expect(error.sentence.contains(sentence), "\(error.sentence)")
    }
  }

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  @Test func `a mistake of the program ends with the table's code for it`() async {
    await #expect(processExitsWith: .exitCode(ProgramExitStatus.bug.rawValue)) {
      CommandEntry.run(Failing.self, [])
    }
    await #expect(processExitsWith: .exitCode(ProgramExitStatus.usage.rawValue)) {
      CommandEntry.run(Failing.self, ["--nonsense"])
    }
  }
}
