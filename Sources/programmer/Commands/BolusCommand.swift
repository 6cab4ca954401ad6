import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Scenario
import Telemetry

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
    if dose == ["cancel"] { return try cancel() }
    let (nanograms, duration) = try wanted()
    try Verb.order(
      .bolus(
        nanograms: nanograms, duration: duration, overridesSoftLimits: limits.overrideSoftLimits),
      port, try consent.given(change))
  }

  private func wanted() throws -> (UInt32, Milliseconds) {
    var words = dose
    var time = over
    if time.isEmpty, let place = words.firstIndex(of: "over") {
      time = Array(words[(place + 1)...])
      words = Array(words[..<place])
    }
    guard !time.isEmpty else {
      throw ValidationError("Say over which time, for example --over 10 min. Nothing was sent.")
    }
    do throws(QuantityError) {
      let nanograms = try QuantityText.nanograms(words.joined(separator: " "))
      let duration = try QuantityText.duration(time.joined(separator: " "))
      guard nanograms > 0, duration > .zero else {
        throw QuantityError("a bolus needs a dose and a time above zero")
      }
      guard duration <= .days(1) else {
        throw QuantityError("a bolus is given within 24 h; for longer, change the dose")
      }
      return (nanograms, duration)
    } catch {
      throw ValidationError("\(error.words(.commandLine)). Nothing was sent.")
    }
  }

  private func cancel() throws { try Verb.order(.cancelBolus, port, change.consent) }
}
