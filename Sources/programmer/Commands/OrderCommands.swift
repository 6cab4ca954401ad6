import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry

/// `programmer stop`.
struct StopCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop",
    abstract: "Stop all delivery. A running bolus or prime is given up; a bridge waits.",
    discussion: """
      A sudden stop of intrathecal baclofen can kill, and a pump that is stopped sounds no alarm \
      for two days. `programmer dose minimum-rate` gives next to no drug and keeps the catheter \
      open; `programmer resume` undoes a stop.

      Example: programmer stop
      """)

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let agreed = try visit.confirm(Self.preview(now), question: "Stop delivery?", yes: change.yes)
      let done = try visit.order(.stop, agreed)
      let waiting = done.after.flatMap(BridgeWords.waiting).map { "; bridge: \($0)" } ?? ""
      return OrderResult(
        order: .stop, done: done,
        sentence: "done: delivery is STOPPED; the patient gets no drug until `programmer resume`"
          + waiting)
    }
  }

  /// What a sudden stop does, when somebody would hear of it, and what there is instead.
  private static let withdrawal =
    "a sudden stop of intrathecal baclofen can kill: fever, spasms, confusion, within a day or "
    + "two. The pump sounds no alarm before it has been stopped for 48 h. To keep the catheter "
    + "open with next to no drug there is minimum rate (`programmer dose minimum-rate`)."

  /// What runs now and what becomes of it.
  static func preview(_ now: Interrogation) -> String {
    let dose = QuantityWords.dosePerDay(nanograms: UInt64(now.status.basalNanogramsPerDay))
    let left = InfusionWords.left(now)
    var preview = OrderPreview()
    if let words = Present(now).words {
      preview.add("now", words)
      return finished(&preview, now)
    }
    switch now.infusion {
    case .some(let kind) where kind.replacesBasal:
      preview.add("now", "\(kind.words), \(left) still to come; basal infusion waits")
    case .some(let kind): preview.add("now", "\(dose), and \(left) of a \(kind.words) to come")
    case nil: preview.add("now", dose)
    }
    return finished(&preview, now)
  }

  private static func finished(_ preview: inout OrderPreview, _ now: Interrogation) -> String {
    preview.add("new", "STOPPED: no drug at all, until resumed")
    if let kind = now.infusion {
      preview.add(
        "",
        kind == .bridge
          ? "what is left of the bridge waits until then"
          : "what is left of the \(kind.words) is given up")
    }
    preview.add("WARNING", withdrawal)
    return preview.text
  }
}

/// `programmer resume`.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Resume delivery of the committed programme.",
    discussion: """
      A bridge that waits goes on first, and the programme after it.

      Example: programmer resume
      """)

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    let given = try consent.given(change)
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let report = try visit.therapy()
      let proposal = try visit.propose(.resume)
      let consent = try visit.consent(
        to: proposal, preview: Self.preview(now, report, proposal.forecast),
        question: "Resume delivery?", given: given)
      let done = try visit.order(consent)
      let bridge = done.after.flatMap(BridgeWords.whole).map { "; bridge: \($0)" } ?? ""
      let dose = QuantityWords.dosePerDay(nanograms: UInt64(report.dailyNanograms))
      return OrderResult(
        order: .resume, done: done, consent: consent,
        sentence: "done: delivery runs again, \(dose)\(bridge)")
    }
  }

  /// What flows now and what is to flow.
  static func preview(
    _ now: Interrogation, _ report: TherapyReport, _ foretold: Forecast
  ) -> String {
    let dose = QuantityWords.dosePerDay(nanograms: UInt64(report.dailyNanograms))
    let words = "\(report.therapy.mode.words), \(dose)"
    let present = Present(now)
    var preview = OrderPreview()
    preview.add("now", present.words ?? words)
    if let waiting = BridgeWords.waiting(now) { preview.add("bridge", waiting) }
    let change =
      Self.change(present, report).map { change in
        ", \(change.words)" + (change.times.map { " (\($0) what flows now)" } ?? "")
      } ?? ""
    preview.add("new", words + change)
    preview.add("24 h hold", ForecastWords.most(foretold))
    let moments = ForecastWords(foretold, clock: now.clock)
    preview.add("low alarm", moments.lowAlarm)
    preview.add("replace by", moments.endOfService)
    return preview.text
  }

  /// What the flow changes to from what it is now; `nil` where nothing is resumed.
  static func change(_ present: Present, _ report: TherapyReport) -> DoseChange? {
    let after = UInt64(report.dailyNanograms)
    switch present {
    case .programme, .ended: return nil
    case .stopped: return DoseChange(before: 0, after: after)
    case .emergency(let dose): return DoseChange(before: UInt64(dose), after: after)
    }
  }
}
