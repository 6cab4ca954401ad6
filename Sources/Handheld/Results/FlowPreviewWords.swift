import Clinic
import PumpText
import Quantities
import Telemetry

extension PrimePreview {
  /// What is shown before it is given.
  var words: String {
    var preview = OrderPreview()
    preview.add("prime", path.words)
    preview.add("path", PathWords.whole(now))
    preview.add(
      "volume",
      "\(PathWords.volume(nanolitres)), with "
        + "\(QuantityWords.dose(nanograms: Rounded.nanograms(drug))) of \(now.drug.name) at "
        + QuantityWords.concentration(now.concentration))
    preview.add(
      "reservoir",
      "\(PathWords.volume(now.status.reservoirNanolitres)) now, "
        + "\(PathWords.volume(leftNanolitres)) after it")
    preview.add("time", timeWords)
    preview.add("meaning", "no therapy: it fills the path; basal infusion waits meanwhile.")
    preview.add("at the tip", tip)
    preview.add("24 h hold", ForecastWords.most(foretold))
    return preview.text
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
  var words: String {
    var preview = OrderPreview()
    preview.add("path", PathWords.whole(now))
    preview.add(
      "bridge",
      "\(PathWords.volume(now.pathNanolitres)) at "
        + QuantityWords.flow(nanolitresPerDay: UInt64(flow)))
    if let time {
      preview.add(
        "time", "the programme goes on \(MomentWords.after(Ahead(time), from: now.clock))")
    }
    preview.add(
      "dose",
      "at the strength in the reservoir this flow is "
        + QuantityWords.dosePerDay(nanograms: Rounded.nanograms(drug)) + " of \(now.drug.name);")
    preview.add("", "what the patient gets depends on what is in the path")
    if let others = DrugWords.inPath(now) { preview.add("", others) }
    preview.add("meaning", "basal infusion waits until the bridge has ended")
    preview.add("24 h hold", ForecastWords.most(foretold))
    return preview.text
  }
}

extension BridgeEndPreview {
  /// What is shown before it is cancelled.
  var words: String {
    var preview = OrderPreview()
    preview.add("bridge", BridgeWords.whole(now) ?? "none runs or waits")
    let old = DrugsInPlay(now).oldLiquid
    preview.add("new", "no bridge: the programme goes on at once, with the \(old) that is")
    preview.add("", "still in the path")
    preview.add("24 h hold", ForecastWords.most(foretold))
    return preview.text
  }
}

extension ResumePreview {
  /// What is shown before delivery is resumed.
  var words: String {
    let dose = QuantityWords.dosePerDay(nanograms: UInt64(programme.dailyNanograms))
    let words = "\(programme.therapy.mode.words), \(dose)"
    var preview = OrderPreview()
    preview.add("now", Present(now).words ?? words)
    if let waiting = BridgeWords.waiting(now) { preview.add("bridge", waiting) }
    let change =
      self.change.map { change in
        ", \(change.words)" + (change.times.map { " (\($0) what flows now)" } ?? "")
      } ?? ""
    preview.add("new", words + change)
    if let others = DrugWords.inPath(now) { preview.add("", others) }
    preview.add("24 h hold", ForecastWords.most(foretold))
    let moments = ForecastWords(foretold, clock: now.clock)
    preview.add("low alarm", moments.lowAlarm)
    preview.add("replace by", moments.endOfService)
    return preview.text
  }
}
