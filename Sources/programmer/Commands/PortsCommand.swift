import ArgumentParser
import Handheld
import SerialLink
import VerbOutput

/// `programmer ports`.
struct PortsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ports", abstract: "List serial ports and running virtual pumps.",
    discussion: """
      With --watch it goes on and reports ports and pumps as they come and go, until Ctrl-C or \
      until nobody reads it any more; with --json too, each as one object on a line.

      Example: programmer ports --watch
      """)

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Go on and report changes.")
  var watch = false

  func run() throws {
    try Verb.run(json: json) {
      if !watch { return PortsResult(try PortDiscovery.list(), face: .commandLine) }
      try PortWatch.run(
        face: .commandLine,
        listed: { try json ? VerbRun.show(json: $0.answer) : VerbRun.show($0.words) },
        changed: { try json ? VerbRun.show(json: $0) : VerbRun.show($0.words) })
      return nil
    }
  }
}
