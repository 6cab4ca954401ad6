import ArgumentParser
import Testing

@testable import Clinic
@testable import Handheld
@testable import programmer

/// A verb that talks to the pump, in a form it is typed in.
struct PumpVerb: Sendable, CustomTestStringConvertible {
  let verb: OrderVerb
  /// Whether it gives an order.
  let isOrder: Bool

  var testDescription: String { verb.words }

  /// Every verb there is that talks to the pump.
  static let all =
    OrderVerb.all.map { PumpVerb(verb: $0, isOrder: true) }
    + readings.map { PumpVerb(verb: OrderVerb(words: $0), isOrder: false) }

  private static let readings = [
    "identify", "status", "handset", "interrogate", "therapy", "alarms", "alarms test two-tone",
    "log",
    "log --verify", "report visit.html --force", "schedule", "patient-bolus", "refill", "bridge",
    "temporary", "clock", "keys check",
  ]

  /// The command that its words are parsed to.
  var command: any ParsableCommand.Type {
    get throws {
      let usual = ["--port", "/nowhere", "--card", "/nowhere"]
      return type(of: try Programmer.parseAsRoot(verb.arguments + usual))
    }
  }

  /// The commands of the programmer that take the port of one pump, as its table of verbs has
  /// them. What takes those of two is torn in tests of its own.
  static var talking: [any ParsableCommand.Type] {
    func leaves(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
      let inner = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      return inner.isEmpty ? [command] : inner.flatMap(leaves)
    }
    return leaves(Programmer.self).filter {
      let help = $0.helpMessage()
      // A script plays the others; a replay, which needs a recording, and a watch, which goes on,
      // have tests of their own.
      let others: [any ParsableCommand.Type] = [
        RunCommand.self, ReplayCommand.self, WatchCommand.self,
      ]
      return !others.map(ObjectIdentifier.init).contains(ObjectIdentifier($0))
        && help.contains("--port <port>")
        && !help.contains("--from-card <file>")
    }
  }
}
