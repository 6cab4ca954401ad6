import ArgumentParser
import PumpText
import Quantities
import Telemetry

/// How an order turned out, for people and for programs.
struct OrderResult: Verb.Result {
  let order: String
  let answer: Acknowledgement?
  let after: Interrogation
  let bolus: BolusJSON?
  let sentence: String

  var json: any Encodable {
    OrderJSON(
      order: order, delivery: after.status.flags.deliveryName,
      therapy_time_s: answer?.therapySeconds ?? after.lastApplied?.therapySeconds ?? 0,
      bolus: bolus,
      withheld_mcg: answer.map { JSONUnits.micrograms(UInt64($0.withheldNanograms)) })
  }

  var words: String { sentence + "\n" }
}

/// `programmer stop`.
struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop all delivery. A running bolus is given up.",
    discussion: "A sudden stop of intrathecal baclofen can kill; `programmer resume` undoes it.")

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let dose = QuantityWords.dosePerDay(nanograms: UInt64(now.status.basalNanogramsPerDay))
      try Question.confirm(
        "now         \(dose)\nnew         STOPPED: no drug at all, until resumed\n",
        question: "Stop delivery?", yes: change.yes)
      let answer = try visit.order { .stop(TimedOrder(notAfter: $0)) }
      let after = try visit.interrogate()
      visit.end()
      return OrderResult(
        order: "stop", answer: answer, after: after, bolus: nil,
        sentence: "done: delivery is STOPPED; the patient gets no drug until `programmer resume`")
    }
  }
}

/// `programmer resume`.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Resume delivery of the committed programme.")

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let report = try visit.therapy()
      let dose = QuantityWords.dosePerDay(nanograms: UInt64(report.dailyNanograms))
      try Question.confirm(
        "now         STOPPED\nnew         \(report.therapy.mode.words), \(dose)\n", question: "Resume delivery?",
        yes: change.yes)
      let answer = try visit.order { .resume(TimedOrder(notAfter: $0)) }
      let after = try visit.interrogate()
      visit.end()
      return OrderResult(
        order: "resume", answer: answer, after: after, bolus: nil,
        sentence: "done: delivery runs again, \(dose)")
    }
  }
}
