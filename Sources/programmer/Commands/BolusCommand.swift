import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry

/// `programmer bolus`.
struct BolusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bolus",
    abstract: "Give one bolus on top of the therapy; or cancel a bolus or prime that runs.",
    discussion: """
      Examples: programmer bolus 50 mcg --over 10 min
                programmer bolus cancel
      """)

  @Argument(
    help: ArgumentHelp("The dose, for example 50 mcg; or cancel.", valueName: "dose"))
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

  func run() throws {
    if dose == ["cancel"] { return try cancel() }
    let (nanograms, duration) = try wanted()
    let given = try consent.given(change)
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let programme = try visit.therapy()
      let proposal = try visit.propose(
        .bolus(
          nanograms: nanograms, milliseconds: UInt32(duration.rawValue),
          overridesSoftLimits: limits.overrideSoftLimits))
      let preview = BolusPreview(
        nanograms: nanograms, duration: duration, now: now, programme: programme,
        foretold: proposal.forecast)
      let consent = try visit.consent(
        to: proposal, preview: preview.words, question: "Give this bolus?", given: given)
      let done = try visit.order(consent)
      let given = QuantityWords.dose(nanograms: UInt64(nanograms))
      return OrderResult(
        order: .bolus, done: done, consent: consent,
        bolus: BolusJSON(
          dose_mcg: JSONUnits.micrograms(nanograms),
          duration_s: Double(duration.rawValue) / 1000,
          remaining_mcg: done.after.map {
            JSONUnits.micrograms($0.status.bolusRemainingNanograms)
          },
          remaining_s: done.after.map { Double($0.bolusRemainingMilliseconds) / 1000 }),
        sentence: "done: a bolus of \(given) over \(QuantityWords.duration(duration)) has begun")
    }
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
      throw ValidationError("\(error.description). Nothing was sent.")
    }
  }

  private func cancel() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let name = now.infusion?.words ?? "bolus"
      let agreed = try visit.confirm(
        now.infusion == nil ? "" : "\(InfusionWords.left(now)) of the \(name) is still to come.\n",
        question: "Cancel the \(name)?", yes: change.yes)
      let done = try visit.order(.cancelBolus, agreed)
      return OrderResult(
        order: .cancelBolus, done: done, sentence: Self.cancelled(now, done.answer))
    }
  }

  /// What was cancelled, and what of it was not given.
  static func cancelled(_ now: Interrogation, _ answer: Acknowledgement?) -> String {
    let left = answer.map { ", \(InfusionWords.amount($0.withheldNanograms, now)) of it not given" }
    return "done: the \(now.infusion?.words ?? "bolus") was cancelled\(left ?? "")"
  }
}
