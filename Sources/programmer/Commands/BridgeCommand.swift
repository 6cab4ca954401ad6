import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry

/// `programmer bridge`.
struct BridgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bridge",
    abstract: "Deliver one path volume at a given flow before the programme goes on.",
    discussion: """
      After a change of strength the fluid path still holds the old drug. A bridge delivers it at \
      the flow that suits it, and the programme begins when it is through. `programmer refill \
      --bridge` plans one at the old programme's flow; this is for doing it by hand.

      Examples: programmer bridge
                programmer bridge 0.4 mL/day
                programmer bridge cancel
      """)

  @Argument(
    help: ArgumentHelp(
      "Nothing, or show, to see it; a flow to begin one; or cancel.", valueName: "flow"))
  var words: [String] = []

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var port: PortOptions

  /// What was asked for.
  private enum Wanted {
    case show
    case cancel
    case start(UInt32)
  }

  func validate() throws { _ = try wanted() }

  func run() throws {
    let wanted = try self.wanted()
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      switch wanted {
      case .show:
        visit.end()
        return BridgeResult(now: now)
      case .cancel: return try cancel(visit, now)
      case .start(let flow): return try start(flow, visit, now)
      }
    }
  }

  private func wanted() throws -> Wanted {
    if words.isEmpty || words == ["show"] { return .show }
    if words == ["cancel"] { return .cancel }
    return try Typed.read { () throws(QuantityError) in
      let flow = try QuantityText.flow(words.joined(separator: " "))
      guard flow > .zero else {
        throw QuantityError("a bridge without a flow never ends; write for example 0.4 mL/day")
      }
      return .start(UInt32(flow.rawValue))
    }
  }

  private func start(
    _ flow: UInt32, _ visit: Visit, _ now: Interrogation
  ) throws -> OrderResult {
    let proposal = try visit.propose(
      .bridge(flowNanolitresPerDay: flow, volumesVersion: now.volumesVersion))
    let consent = try visit.consent(
      to: proposal, preview: Self.preview(flow, now, proposal.forecast),
      question: "Begin the bridge?", given: try self.consent.given(change))
    let done = try visit.order(consent)
    let end = done.after.flatMap(BridgeWords.whole).map { ": \($0)" } ?? ""
    return OrderResult(
      order: .bridge, done: done, consent: consent,
      sentence: "done: the bridge of \(PathWords.volume(now.pathNanolitres)) has begun\(end)")
  }

  private func cancel(_ visit: Visit, _ now: Interrogation) throws -> OrderResult {
    var preview = OrderPreview()
    preview.add(
      "bridge", BridgeWords.whole(now) ?? "none runs or waits")
    preview.add("new", "no bridge: the programme goes on at once, with the old drug that is")
    preview.add("", "still in the path")
    let proposal = try visit.propose(.cancelBridge)
    preview.add("24 h hold", ForecastWords.most(proposal.forecast))
    let consent = try visit.consent(
      to: proposal, preview: preview.text, question: "Cancel the bridge?",
      given: try self.consent.given(change))
    let done = try visit.order(consent)
    return OrderResult(
      order: .cancelBridge, done: done, consent: consent,
      sentence: "done: the bridge was cancelled")
  }

  /// What a bridge moves, for how long, and what it means.
  static func preview(_ flow: UInt32, _ now: Interrogation, _ foretold: Forecast) -> String {
    var preview = OrderPreview()
    preview.add("path", PathWords.whole(now))
    preview.add(
      "bridge",
      "\(PathWords.volume(now.pathNanolitres)) at "
        + QuantityWords.flow(nanolitresPerDay: UInt64(flow)))
    if let time = FluidPath.time(now.pathNanolitres, at: UInt64(flow)) {
      preview.add(
        "time", "the programme goes on \(MomentWords.after(Ahead(time), from: now.clock))")
    }
    let drug = now.concentration.drug(in: Nanolitres(rawValue: UInt64(flow)))
    preview.add(
      "dose",
      "at the strength in the reservoir this flow is "
        + QuantityWords.dosePerDay(nanograms: Rounded.nanograms(drug)) + ";")
    preview.add("", "what the patient gets depends on what is in the path")
    preview.add("meaning", "basal infusion waits until the bridge has ended")
    preview.add("24 h hold", ForecastWords.most(foretold))
    return preview.text
  }
}
