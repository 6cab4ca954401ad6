import ArgumentParser
import Clinic
import ClinicText
import PumpText
import Telemetry

/// What is said of a catheter.
struct CatheterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Its model, as the pump names it.", valueName: "model"))
  var catheter: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("How much of it was implanted.", valueName: "length"))
  var implanted: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("How much of it was cut off.", valueName: "length"))
  var cut: [String] = []

  @Option(help: ArgumentHelp("Where its tip lies, as T10.", valueName: "level"))
  var tip: String?

  @Option(
    help: ArgumentHelp(
      "What lies in the path: as-it-was, catheter-empty or path-empty.", valueName: "content"))
  var path: Choice<PathContent>?

  func wanted(_ reason: CatheterReason) throws -> CatheterWanted {
    try ArgumentText.read { () throws(QuantityError) in
      try CatheterWanted(
        reason, model: catheter, implanted: implanted, cut: cut, tip: tip, content: path?.value)
    }
  }
}

/// `programmer implant`.
struct ImplantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "implant", abstract: "Tell the pump which catheter was implanted with it.",
    discussion: """
      The path's volumes follow from model and length, by the pump's own volume data; \
      `programmer interrogate` names the models. Both lengths must come to the one the model is \
      made in. What has to be primed is shown, and what a mistake would give the patient. Unless \
      --path says otherwise the path is empty.

      Example:
        programmer implant --catheter PL-C22 --implanted 60 cm --cut 30 cm \\
          --tip T10
      """)

  @OptionGroup var catheter: CatheterOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try catheter.wanted(.implant) }

  func run() throws {
    try Verb.order(.catheter(try catheter.wanted(.implant)), port, change.consent)
  }
}

/// `programmer revision`.
struct RevisionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revision", abstract: "Tell the pump of a catheter that was revised.",
    discussion: """
      catheter-replaced: another catheter, empty; model and lengths are said anew. \
      catheter-trimmed, tip-moved, pump-replaced, corrected: the path holds what it held, and \
      what is not said stays. --path says otherwise.

      Example: programmer revision catheter-trimmed --implanted 55 cm --cut 35 cm
      """)

  @Argument(help: "What was done.")
  var reason: Revision

  @OptionGroup var catheter: CatheterOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  /// What may become of a catheter that is there: all but that it was implanted with the pump.
  struct Revision: ExpressibleByArgument {
    let value: CatheterReason

    init?(argument: String) {
      guard let choice = Choice<CatheterReason>(argument: argument), choice.value != .implant
      else { return nil }
      value = choice.value
    }

    static var allValueStrings: [String] {
      Choice<CatheterReason>.allValueStrings.filter { Self(argument: $0) != nil }
    }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
  }

  func validate() throws { _ = try catheter.wanted(reason.value) }

  func run() throws {
    try Verb.order(.catheter(try catheter.wanted(reason.value)), port, change.consent)
  }
}
