import FoundationEssentials
import PumpSimulator
package import Scenario
package import SerialLink
package import Trace

/// A pump on a port, with or without a bench's socket: it is as it is, and time is the bench's to
/// let pass.
package final class PortTarget: ScenarioTarget {
  private let place: CommandPlace
  private let programmerVerbs: ProgramVerbs
  private let surroundings: Surroundings
  private let hasBench: Bool
  private let orders = VerbCache()
  private let deeds = VerbCache()
  private let port: String
  package let model: String?
  /// One script at a time is played on a pump.
  private let lock: FileLock
  private let lockPath: String

  /// A pump on a port. Throws when it does not answer, or is not as a script wants it.
  /// - Parameters:
  ///   - card: Its implant card; `nil` for the environment's.
  ///   - control: Its bench's socket; `nil` where there is none.
  ///   - archive: Where visits are recorded; `nil` for one that goes away with the target.
  package init(
    port: String, card: String?, control: String?, archive: String?, programmer: ProgramVerbs
  ) throws {
    // Before anything is said to the pump: that would disturb a script that is being played there.
    let path = URL(fileURLWithPath: port).standardizedFileURL.path
    let end = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? path
    lockPath = Self.lockPath(port.contains("://") ? port : end, (try? PumpRegistry.list()) ?? [])
    do throws(SerialError) {
      lock = try FileLock(locking: lockPath)
    } catch {
      throw NoVerb(
        error.kind == .busy
          ? "another script is being played on \(port), and two would disturb each other"
          : error.description)
    }
    let place = try CommandPlace()
    var environment = [
      "PUMPLINK_PORT": port, "PUMPLINK_ARCHIVE": archive ?? place.file("archive.sqlite"),
      "PUMPLINK_CONTROL": control ?? "",
    ]
    environment["PUMPLINK_CARD"] = card
    surroundings = Surroundings(environment: environment)
    programmerVerbs = programmer
    hasBench = control != nil
    self.port = port
    self.place = place
    let verb = try programmer.verb(["identify"], in: surroundings)
    let outcome = verb.run()
    let result = ResultTree(output: outcome.output)
    guard outcome.code == 0, let model = result?[path: "pump.model"] else {
      throw NoVerb(outcome.words)
    }
    self.model = model.words
  }

  deinit { try? FileManager.default.removeItem(atPath: lockPath) }

  /// Where the lock of whoever plays a script on a port is.
  ///
  /// A pump of this user's is named by its process too. The system gives the number of a
  /// pseudo-terminal that is gone to the next one, and a script whose pump has died holds its lock
  /// until it has ended: the lock of that terminal, but not of the pump that has it now.
  package static func lockPath(_ port: String, _ pumps: [PumpRecord]) -> String {
    let letters = port.filter { $0.isLetter || $0.isNumber }.suffix(100)
    let owner = pumps.first { $0.port == port }.map { "-\($0.pid)" } ?? ""
    return "/tmp/pumplink-script-\(letters)\(owner).lock"
  }

  /// What a script wants of its pump that this one is not, or cannot be made; `nil` when it fits.
  package func misfit(_ script: Script) -> String? {
    if !script.others.isEmpty {
      return "the script wants further pumps, and there is the one on \(port)"
    }
    let wanted = script.pump
    if let profile = wanted.profile, let other = try? PumpWanted.model(ofProfile: profile),
      other != model
    {
      return "the script wants a \(other), and on \(port) is a \(model ?? "pump that says nothing")"
    }
    if wanted.patient != nil, !hasBench {
      return "the script wants a virtual patient, of whom only a bench knows; give --control"
    }
    if wanted.clock != nil, wanted.clock != "manual", !hasBench {
      return "the script wants a clock of its own, which only the pump's start can give it"
    }
    return nil
  }

  package var name: String { "the pump on \(port)" }
  package var folder: String { place.path }
  package var variables: [String: String] {
    ["programmer": ClientCommand.ownProgram, "port": port]
  }
  package var trace: [TraceChapter]? { nil }
  package func remark(_ words: String) {}

  package func programmer(
    _ words: [String], _ given: GivenWords, at pump: String?
  ) throws(NoVerb) -> ScenarioVerb {
    try orders.verb(words, given, at: nil) { () throws(NoVerb) in
      try programmerVerbs.verb(words, given, in: surroundings)
    }
  }

  package func bench(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb {
    guard hasBench else {
      throw NoVerb(
        "\(words.first ?? "it") is the bench's to do, and there is none at \(port); give --control")
    }
    return try deeds.verb(words, at: nil) { () throws(NoVerb) in
      try BenchVerbs.all.verb(words, in: surroundings)
    }
  }

  package func client(_ words: [String], at pump: String?) throws(NoVerb) -> ScenarioVerb {
    ClientCommand(words, surroundings.environment).verb(atPort: port, in: folder)
  }
}
