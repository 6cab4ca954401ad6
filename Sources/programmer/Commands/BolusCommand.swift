import ArgumentParser
import Clinic
import ClinicText
import PumpText
import Scenario

/// `programmer bolus`.
struct BolusCommand: ParsableCommand, AsksByWords {
  static let configuration = CommandConfiguration(
    commandName: "bolus",
    abstract: "Give one bolus on top of the therapy; or cancel a bolus or prime that runs.",
    discussion: """
      Examples: programmer bolus 50 mcg --over 10 min
                programmer bolus cancel
      """)

  @Argument(
    help: ArgumentHelp("The dose, for example 50 mcg; or cancel.", valueName: "dose"),
    completion: .list(["cancel"]))
  var dose: [String]

  @Option(
    name: [.customLong("over"), .customLong("duration")], parsing: .upToNextOption,
    help: ArgumentHelp("The time it is given in, for example 10 min.", valueName: "time"))
  var over: [String] = []

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws {
    if dose != ["cancel"] { _ = try wanted() }
  }

  var asked: ScenarioVerb.Question { dose == ["cancel"] ? .yes : .total }

  func run() throws {
    if dose == ["cancel"] { return try Verb.order(.cancelBolus, port, change.consent) }
    try Verb.order(try wanted(), port, try consent.given(change))
  }

  private func wanted() throws -> OrderWanted {
    let wanted = try ArgumentText.read { () throws(QuantityError) in
      try OrderText.bolus(dose, over: over, overridesSoftLimits: limits.overrideSoftLimits)
    }
    if let wanted { return wanted }
    throw ValidationError("Say over which time, for example --over 10 min. Nothing was sent.")
  }
}
