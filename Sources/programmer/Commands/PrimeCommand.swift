import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry

/// Which part of the path is primed, as it is typed.
enum PrimedPathName: String, CaseIterable, ExpressibleByArgument {
  case whole
  case catheter

  var path: PrimedPath {
    switch self {
    case .whole: .wholePath
    case .catheter: .catheter
    }
  }

  /// What a person is told that it is.
  fileprivate var words: String {
    switch self {
    case .whole: "pump tubing and catheter: a new system"
    case .catheter: "the catheter only"
    }
  }
}

/// `programmer prime`.
struct PrimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prime",
    abstract: "Fill the fluid path fast with what is in the reservoir.",
    discussion: """
      whole: pump tubing and catheter, for a new system that holds no drug yet. catheter: the \
      catheter only, for a pump that was primed before. Basal infusion waits until the prime has \
      ended, and the drug of the prime counts as no therapy. A prime of the wrong part gives an \
      overdose or leaves the patient without drug.

      Example: programmer prime catheter
      """)

  @Argument(help: "What is primed.")
  var path: PrimedPathName

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    let given = try consent.given(change)
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let proposal = try visit.propose(.prime(path.path, volumesVersion: now.volumesVersion))
      let consent = try visit.consent(
        to: proposal, preview: Self.preview(path, now, proposal.forecast), question: "Prime now?",
        given: given)
      let done = try visit.order(consent)
      let end = done.after.flatMap { after in
        after.infusion == .prime
          ? ", ready in "
            + QuantityWords.duration(
              Milliseconds(rawValue: UInt64(after.bolusRemainingMilliseconds)))
          : nil
      }
      return OrderResult(
        order: .prime, done: done, consent: consent,
        sentence: "done: the prime of \(PathWords.volume(Self.volume(path, now))) has begun"
          + (end ?? ""))
    }
  }

  /// What is pumped, in nL.
  static func volume(_ path: PrimedPathName, _ now: Interrogation) -> UInt32 {
    switch path {
    case .whole: now.pathNanolitres
    case .catheter: PathWords.catheter(now)
    }
  }

  /// How long a prime takes at the pump's flow for it.
  private static func time(_ volume: UInt32, _ now: Interrogation) -> String {
    let flow = UInt64(now.primeFlowNanolitresPerDay)
    guard let time = FluidPath.time(volume, at: flow) else { return "the pump names no prime flow" }
    return "\(QuantityWords.duration(time)) at \(QuantityWords.flow(nanolitresPerDay: flow))"
  }

  /// What of the drug in the path is pushed into the patient.
  private static func tip(_ foretold: Forecast) -> String {
    let drug = UInt64(foretold.step.tipNanograms)
    return drug == 0
      ? "no drug is pushed into the patient: the path holds none, by the pump's account"
      : "up to \(QuantityWords.dose(nanograms: drug)) that lie in the path are pushed into the "
        + "patient"
  }

  /// What a prime moves and what it means.
  static func preview(
    _ path: PrimedPathName, _ now: Interrogation, _ foretold: Forecast
  ) -> String {
    let volume = volume(path, now)
    let drug = now.concentration.drug(in: Nanolitres(rawValue: UInt64(volume)))
    var preview = OrderPreview()
    preview.add("prime", path.words)
    preview.add("path", PathWords.whole(now))
    preview.add(
      "volume",
      "\(PathWords.volume(volume)), with "
        + "\(QuantityWords.dose(nanograms: Rounded.nanograms(drug))) at "
        + QuantityWords.concentration(now.concentration))
    let left = now.status.reservoirNanolitres - min(now.status.reservoirNanolitres, volume)
    preview.add(
      "reservoir",
      "\(PathWords.volume(now.status.reservoirNanolitres)) now, \(PathWords.volume(left)) after it")
    preview.add("time", Self.time(volume, now))
    preview.add("meaning", "no therapy: it fills the path; basal infusion waits meanwhile.")
    preview.add("at the tip", tip(foretold))
    preview.add("24 h hold", ForecastWords.most(foretold))
    return preview.text
  }
}
