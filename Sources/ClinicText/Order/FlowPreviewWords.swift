package import Clinic
import PumpText
import Quantities
import Telemetry

extension PrimePreview {
  /// What is shown before it is given.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("prime", path.words)
    facts.add("path", PathWords.whole(now))
    facts.add(
      "volume",
      "\(PathWords.volume(nanolitres)), with "
        + "\(QuantityWords.dose(nanograms: Rounded.nanograms(drug))) of \(now.drug.name) at "
        + QuantityWords.concentration(now.concentration))
    facts.add(
      "reservoir",
      "\(PathWords.volume(now.status.reservoirNanolitres)) now, "
        + "\(PathWords.volume(leftNanolitres)) after it")
    facts.add("time", timeWords)
    facts.add("meaning", "no therapy: it fills the path; basal infusion waits meanwhile.")
    facts.add("at the tip", tip)
    facts.add("24 h hold", ForecastWords.most(foretold))
    return facts
  }

  private var timeWords: String {
    guard let time else { return "the pump names no prime flow" }
    let flow = QuantityWords.flow(nanolitresPerDay: UInt64(now.primeFlowNanolitresPerDay))
    return "\(QuantityWords.duration(time)) at \(flow)"
  }

  /// What of the drug in the path is pushed into the patient.
  private var tip: String {
    let drug = UInt64(foretold.step.tipNanograms)
    return drug == 0
      ? "no drug is pushed into the patient: the path holds none, by the pump's account"
      : "up to \(QuantityWords.dose(nanograms: drug))\(DrugWords.pushed(now)) that lie in the path "
        + "are pushed into the patient"
  }
}

extension PrimedPath {
  /// What a person is told that it is.
  fileprivate var words: String {
    switch self {
    case .wholePath: "pump tubing and catheter: a new system"
    case .catheter: "the catheter only"
    }
  }
}

extension BridgePreview {
  /// What is shown before it begins.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("path", PathWords.whole(now))
    facts.add(
      "bridge",
      "\(PathWords.volume(now.pathNanolitres)) at "
        + QuantityWords.flow(nanolitresPerDay: UInt64(flow)))
    if let time {
      facts.add(
        "time", "the programme goes on \(MomentWords.after(Ahead(time), from: now.clock))")
    }
    facts.add(
      "dose",
      "at the strength in the reservoir this flow is "
        + QuantityWords.dosePerDay(nanograms: Rounded.nanograms(drug)) + " of \(now.drug.name);")
    facts.add("", "what the patient gets depends on what is in the path")
    if let others = DrugWords.inPath(now) { facts.add("", others) }
    facts.add("meaning", "basal infusion waits until the bridge has ended")
    facts.add("24 h hold", ForecastWords.most(foretold))
    return facts
  }
}

extension BridgeEndPreview {
  /// What is shown before it is cancelled.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("bridge", BridgeWords.whole(now) ?? "none runs or waits")
    let old = DrugsInPlay(now).oldLiquid
    facts.add("new", "no bridge: the programme goes on at once, with the \(old) that is")
    facts.add("", "still in the path")
    facts.add("24 h hold", ForecastWords.most(foretold))
    return facts
  }
}

extension ResumePreview {
  /// What is shown before delivery is resumed.
  package var facts: [ScreenFact] {
    let dose = QuantityWords.dosePerDay(nanograms: UInt64(programme.dailyNanograms))
    let words = "\(programme.therapy.mode.words), \(dose)"
    var facts: [ScreenFact] = []
    facts.add("now", Present(now).words ?? words)
    if let waiting = BridgeWords.waiting(now) { facts.add("bridge", waiting) }
    let change =
      self.change.map { change in
        ", \(change.words)" + (change.times.map { " (\($0) what flows now)" } ?? "")
      } ?? ""
    facts.add("new", words + change)
    if let others = DrugWords.inPath(now) { facts.add("", others) }
    facts.add("24 h hold", ForecastWords.most(foretold))
    let moments = ForecastWords(foretold, clock: now.clock)
    facts.add("low alarm", moments.lowAlarm)
    facts.add("replace by", moments.endOfService)
    return facts
  }
}
