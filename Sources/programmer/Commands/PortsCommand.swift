import ArgumentParser
import Clinic
import Console
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

  struct Result: VerbResult {
    let ports: [PortJSON]

    struct JSON: Encodable { let ports: [PortJSON] }

    var outcome: VerbAnswer.Outcome { .read }
    var json: any Encodable { JSON(ports: ports) }

    var words: String {
      ports.isEmpty
        ? "No serial port and no running pump. Start one: PumpFirmwareSim run --help\n"
        : ports.map(\.line).joined()
    }
  }

  func run() throws {
    try Verb.run(json: json) {
      if !watch { return Result(ports: try PortDiscovery.list().map(PortJSON.init)) }
      let signals = try SignalPipe()
      // The monitor comes first, so that nothing appears between the list and the first change.
      let monitor = try PortMonitor()
      let ports = try PortDiscovery.list()
      let now = Result(ports: ports.map(PortJSON.init))
      guard try json ? Verb.show(json: now.answer) : Verb.show(now.words) else { return nil }
      var changes = PortWatch(ports)
      try changes.run(monitor, signals) {
        try json ? Verb.show(json: $0) : Verb.show($0.words)
      }
      return nil
    }
  }
}
