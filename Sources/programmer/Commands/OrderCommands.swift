import ArgumentParser
import PumpText
import Quantities
import Telemetry

/// How an order turned out, for people and for programs.
struct OrderResult: Verb.Result {
  let order: String
  let done: Visit.Done
  var bolus: BolusJSON?
  let sentence: String

  var json: any Encodable {
    OrderJSON(
      order: order, delivery: done.after?.status.flags.deliveryName,
      therapy_time_s: done.therapySeconds, bolus: bolus,
      withheld_mcg: done.answer.map { JSONUnits.micrograms(UInt64($0.withheldNanograms)) })
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
      try visit.confirm(
        "now         \(dose)\nnew         STOPPED: no drug at all, until resumed\n",
        question: "Stop delivery?", yes: change.yes)
      let done = try visit.order { .stop(TimedOrder(notAfter: $0)) }
      return OrderResult(
        order: "stop", done: done,
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
      let now = try visit.interrogate()
      let report = try visit.therapy()
      let dose = QuantityWords.dosePerDay(nanograms: UInt64(report.dailyNanograms))
      let words = "\(report.therapy.mode.words), \(dose)"
      try visit.confirm(
        "now         \(now.status.flags.isStopped ? "STOPPED" : words)\nnew         \(words)\n",
        question: "Resume delivery?", yes: change.yes)
      let done = try visit.order { .resume(TimedOrder(notAfter: $0)) }
      return OrderResult(
        order: "resume", done: done,
        sentence: "done: delivery runs again, \(dose)")
    }
  }
}
