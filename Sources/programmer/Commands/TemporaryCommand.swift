import ArgumentParser
import Clinic
import ClinicText
import Handheld
import PumpText
import Scenario
import Telemetry

/// `programmer temporary`.
struct TemporaryCommand: ParsableCommand, AsksByWords {
  static let configuration = CommandConfiguration(
    commandName: "temporary",
    abstract: "Another rate for some time, or a planned stop, that the pump ends by itself.",
    discussion: """
      For an examination or a procedure. It takes the place of the programme's basal infusion, and \
      the programme goes on when its time is over, whether or not anybody is there; a tone sounds \
      before that. What the programme would have given is counted, shown, and not made up for. In \
      a planned stop no bolus of any kind is given. While one runs nothing else is programmed.

      Examples: programmer temporary
                programmer temporary 120 mcg/day --for 2 days --reason illness
                programmer temporary stop --for 90 min --reason imaging
                programmer temporary end
      """)

  @Argument(
    help: ArgumentHelp(
      "Nothing, or show, to see it; a dose per day, or stop, to begin one; or end.",
      valueName: "dose"), completion: .list(["show", "stop", "end"]))
  var words: [String] = []

  @Option(
    name: .customLong("for"), parsing: .upToNextOption,
    help: ArgumentHelp("How long, in whole minutes, for example 4 h.", valueName: "time"))
  var length: [String] = []

  @Option(help: ArgumentHelp("Why.", valueName: "reason"))
  var reason: Choice<TemporaryReason>?

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  /// What was asked for.
  private enum Wanted {
    case show
    case order(OrderWanted)
  }

  func validate() throws { _ = try wanted() }

  var asked: ScenarioVerb.Question {
    switch try? wanted() {
    case .show?: .nothing
    case .order(.endTemporary)?: .yes
    case .order?, nil: .total
    }
  }

  func run() throws {
    switch try wanted() {
    case .show: try Verb.read(port) { visit in TemporaryResult(now: try visit.interrogate()) }
    case .order(let wanted): try Verb.order(wanted, port, try consent.given(change))
    }
  }

  private func wanted() throws -> Wanted {
    let isBegun = !words.isEmpty && words != ["show"] && words != ["end"]
    guard isBegun else {
      guard length.isEmpty && reason == nil else {
        throw ValidationError(
          "Say a dose per day, or stop: temporary 120 mcg/day --for 4 h --reason illness. Nothing "
            + "was sent.")
      }
      return words == ["end"] ? .order(.endTemporary) : .show
    }
    guard !length.isEmpty else {
      throw ValidationError("Say for how long, for example --for 4 h. Nothing was sent.")
    }
    guard let reason else {
      let names = Choice<TemporaryReason>.allValueStrings.joined(separator: ", ")
      throw ValidationError("Say why with --reason: \(names). Nothing was sent.")
    }
    return try ArgumentText.read { () throws(QuantityError) in
      .order(
        .temporary(
          try TemporaryWanted(
            words.joined(separator: " "), length: length.joined(separator: " "),
            reason: reason.value, overridesSoftLimits: limits.overrideSoftLimits)))
    }
  }
}
