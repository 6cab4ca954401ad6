import ArgumentParser
import Clinic
import ClinicText
import Handheld
import Scenario

/// `programmer bridge`.
struct BridgeCommand: ParsableCommand, AsksByWords {
  static let configuration = CommandConfiguration(
    commandName: "bridge",
    abstract: "Deliver one path volume at a given flow before the programme goes on.",
    discussion: """
      After a change of strength the fluid path still holds the old drug. A bridge delivers it at \
      the flow that suits it, and the programme begins when it is through. `programmer refill \
      --bridge` plans one at the old programme's flow; this is for doing it by hand.

      Examples: programmer bridge
                programmer bridge 0.4 mL/day
                programmer bridge cancel
      """)

  @Argument(
    help: ArgumentHelp(
      "Nothing, or show, to see it; a flow to begin one; or cancel.", valueName: "flow"),
    completion: .list(["show", "cancel"]))
  var words: [String] = []

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var port: PortOptions

  /// What was asked for.
  private enum Wanted {
    case show
    case order(OrderWanted)
  }

  func validate() throws { _ = try wanted() }

  var asked: ScenarioVerb.Question {
    if case .show? = try? wanted() { return .nothing }
    return .total
  }

  func run() throws {
    switch try wanted() {
    case .show: try Verb.read(port) { visit in BridgeResult(now: try visit.interrogate()) }
    case .order(let wanted): try Verb.order(wanted, port, try consent.given(change))
    }
  }

  private func wanted() throws -> Wanted {
    if words.isEmpty || words == ["show"] { return .show }
    if words == ["cancel"] { return .order(.cancelBridge) }
    return .order(try ArgumentText.read(words, OrderText.bridge))
  }
}
