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
      withheld_mcg: done.answer.map { JSONUnits.micrograms($0.withheldNanograms) },
      infusion: done.after.flatMap(InfusionJSON.init),
      bridge_waiting_ml: done.after.map { JSONUnits.millilitres($0.bridgeWaitingNanolitres) })
  }

  var words: String { sentence + "\n" }
}

/// Rows of a label and a value under each other, before an order is given.
struct OrderPreview {
  private(set) var text = ""

  mutating func add(_ label: String, _ value: String) {
    text += SideBySide.pad(label, 12) + value + "\n"
  }
}

/// `programmer stop`.
struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop all delivery. A running bolus or prime is given up; a bridge waits.",
    discussion: "A sudden stop of intrathecal baclofen can kill; `programmer resume` undoes it.")

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      try visit.confirm(Self.preview(now), question: "Stop delivery?", yes: change.yes)
      let done = try visit.order { .stop(TimedOrder(notAfter: $0)) }
      let waiting = done.after.flatMap(BridgeWords.waiting).map { "; bridge: \($0)" } ?? ""
      return OrderResult(
        order: "stop", done: done,
        sentence: "done: delivery is STOPPED; the patient gets no drug until `programmer resume`"
          + waiting)
    }
  }

  /// What runs now and what becomes of it.
  static func preview(_ now: Interrogation) -> String {
    let dose = QuantityWords.dosePerDay(nanograms: UInt64(now.status.basalNanogramsPerDay))
    let left = InfusionWords.left(now)
    var preview = OrderPreview()
    switch now.infusion {
    case .some(let kind) where kind.replacesBasal:
      preview.add("now", "\(kind.words), \(left) still to come; basal infusion waits")
    case .some(let kind): preview.add("now", "\(dose), and \(left) of a \(kind.words) to come")
    case nil: preview.add("now", dose)
    }
    preview.add("new", "STOPPED: no drug at all, until resumed")
    if let kind = now.infusion {
      preview.add(
        "",
        kind == .bridge
          ? "what is left of the bridge waits until then"
          : "what is left of the \(kind.words) is given up")
    }
    return preview.text
  }
}

/// `programmer resume`.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Resume delivery of the committed programme.",
    discussion: "A bridge that waits goes on first, and the programme after it.")

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let report = try visit.therapy()
      try visit.confirm(
        Self.preview(now, report), question: "Resume delivery?", yes: change.yes)
      let done = try visit.order { .resume(ConfirmedOrder(notAfter: $0)) }
      let bridge = done.after.flatMap(BridgeWords.whole).map { "; bridge: \($0)" } ?? ""
      let dose = QuantityWords.dosePerDay(nanograms: UInt64(report.dailyNanograms))
      return OrderResult(
        order: "resume", done: done, sentence: "done: delivery runs again, \(dose)\(bridge)")
    }
  }

  /// What runs now and what is to run.
  static func preview(_ now: Interrogation, _ report: TherapyReport) -> String {
    let dose = QuantityWords.dosePerDay(nanograms: UInt64(report.dailyNanograms))
    let words = "\(report.therapy.mode.words), \(dose)"
    var preview = OrderPreview()
    preview.add("now", now.status.flags.isStopped ? "STOPPED" : words)
    if let waiting = BridgeWords.waiting(now) { preview.add("bridge", waiting) }
    preview.add("new", words)
    return preview.text
  }
}
