import ArgumentParser
import PumpText
import Quantities
import Telemetry

/// `programmer dose`.
struct DoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dose",
    abstract: "Change to simple continuous infusion of a dose, or to minimum rate.",
    discussion: """
      The programme is staged in the pump, read back, shown next to the one that runs, and \
      committed when confirmed. Until the commit is stored the old programme runs on.

      Example: programmer dose 110 mcg/day
      """)

  @Argument(
    help: ArgumentHelp("The dose, for example 110 mcg/day; or minimum-rate.", valueName: "dose"))
  var dose: [String]

  @OptionGroup var change: ChangeOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  struct Result: Verb.Result {
    let preview: ChangePreview
    let done: Visit.Done

    var json: any Encodable {
      ChangeJSON(
        before: TherapyJSON(preview.before), therapy: TherapyJSON(preview.after),
        change_percent: preview.permille.map { Double($0) / 10 },
        minutes_to_tip: preview.after.minutesToTip,
        delivery: preview.isStopped ? "stopped" : "running", therapy_time_s: done.therapySeconds)
    }

    var words: String {
      let daily = QuantityWords.dosePerDay(nanograms: UInt64(preview.after.dailyNanograms))
      return "done: \(preview.after.therapy.mode.words), \(daily) (\(preview.changeWords)); "
        + (done.after == nil ? "not read back\n" : "read back from the pump\n")
    }
  }

  func validate() throws { _ = try wanted() }

  func run() throws {
    let therapy = try wanted()
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let isStopped = try visit.interrogate().status.flags.isStopped
      let before = try visit.therapy()
      let staged = try visit.stage(therapy, overridesSoftLimits: limits.overrideSoftLimits)
      let preview = ChangePreview(before: before, after: staged, isStopped: isStopped)
      try visit.confirm(preview.words, question: "Make it the therapy?", yes: change.yes)
      let done = try visit.order { .commit(Commit(token: staged.token, notAfter: $0)) }
      if let now = done.after?.therapy, now != therapy {
        throw ProgrammerError(
          .protocolViolation,
          "the programme was committed, but the pump runs another one now. Interrogate it before "
            + "anything else")
      }
      return Result(preview: preview, done: done)
    }
  }

  private func wanted() throws -> Therapy {
    let text = dose.joined(separator: " ")
    if text == "minimum-rate" || text == "minimum rate" { return .minimumRate }
    do throws(QuantityError) {
      return .simpleContinuous(try QuantityText.doseRate(text))
    } catch {
      throw ValidationError("\(error.description). Nothing was sent.")
    }
  }
}
