import Foundation
import TestLimits
import Testing

/// What the programs tell a shell that completes the words of their command lines.
@Suite(.waiting, .limited)
struct CompletionTests {
  /// A program's verbs and what they take, as it tells them itself.
  private struct Help: Decodable {
    let command: Verb

    struct Verb: Decodable {
      let commandName: String
      let arguments: [Argument]?
      let subcommands: [Verb]?

      /// What each verb takes, with what calls the verb.
      func taken(_ above: String = "") -> [(path: String, argument: Argument)] {
        let path = above.isEmpty ? commandName : "\(above) \(commandName)"
        return (arguments ?? []).map { (path: path, argument: $0) }
          + (subcommands ?? []).flatMap { $0.taken(path) }
      }
    }

    struct Argument: Decodable {
      let shouldDisplay: Bool
      let valueName: String?
      let allValues: [String]?
      let completionKind: Kind?

      /// That there is one is all that counts here.
      struct Kind: Decodable {}

      /// Whether a shell can know what is meant: a file, a port, or one of a few words.
      var isKnowable: Bool {
        let names: Set = [
          "file", "file.yaml", "file.html", "file.xml", "folder", "path", "port", "script", "tty",
        ]
        return names.contains(valueName ?? "") || allValues?.isEmpty == false
      }
    }
  }

  @Test(arguments: ["programmer", "PumpFirmwareSim"])
  func `a shell is told of every file, port and list of words`(name: String) throws {
    let told = try StoppedBench().run(name, ["--experimental-dump-help"])
    let help = try JSONDecoder().decode(Help.self, from: Data(told.output.utf8))
    let knowable = help.command.taken().filter {
      $0.argument.shouldDisplay && $0.argument.isKnowable
    }
    #expect(knowable.count > 20)
    let untold = knowable.filter { $0.argument.completionKind == nil }
      .map { "\($0.path): \($0.argument.valueName ?? "")" }
    #expect(untold == [])
  }

  /// Behind three minus a shell asks for what it may offer: of which argument, which word of the
  /// line it is, how much of that is typed, and the line.
  @Test(arguments: [("clock", "drift reset"), ("processor", "reset failure")])
  func `a unit is offered the kinds that it can have`(unit: String, kinds: String) throws {
    let offered = try StoppedBench().run(
      "PumpFirmwareSim",
      ["---completion", "ctl", "fault", "--", "positional@1", "4", "0"]
        + ["PumpFirmwareSim", "ctl", "fault", unit, ""])
    #expect(offered.code == 0, "\(offered)")
    #expect(offered.output == kinds.replacing(" ", with: "\n") + "\n")
  }

  @Test func `a running pump is offered as a port`() throws {
    let bench = try PumpBench()
    let asked = ["---completion", "status", "--", "--port", "3", "0"]
    let offered = try bench.launch(
      "programmer", asked + ["programmer", "status", "--port", ""]
    ).wait()
    #expect(offered.code == 0, "\(offered)")
    #expect(offered.output.split(separator: "\n").contains { $0 == bench.files.file("pump") })
  }
}
