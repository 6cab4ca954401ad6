package import Clinic
import PumpText
import Quantities
package import Telemetry

/// A temporary rate or a planned stop in words.
package enum TemporaryWords {
  /// What runs, and why, in the words of a head line; `nil` when neither does.
  package static func state(_ now: Interrogation) -> (label: String, lines: [String])? {
    guard let state = TemporaryState(now) else { return nil }
    let end = "ends by itself \(MomentWords.after(state.end, from: now.clock))"
    return (
      state.isStop ? "pause" : "temporary",
      [
        "\(name(state)) for \(length(state.minutes)): \(state.reason.words)", end,
        "so far \(given(state.givenNanograms)), \(words(state.withheld))",
      ]
    )
  }

  /// What flows now, on the line of the delivery.
  package static func delivery(_ state: TemporaryState) -> String {
    state.isStop
      ? "PLANNED STOP: the patient gets no basal drug" : "temporary rate, \(dose(state))"
  }

  /// What is shown before it is ended early.
  package static func endPreview(_ now: Interrogation) -> [ScreenFact] {
    guard let state = TemporaryState(now) else { return [] }
    var facts: [ScreenFact] = []
    facts.add("now", name(state))
    facts.add("ends", "by itself \(MomentWords.after(state.end, from: now.clock))")
    facts.add("so far", "\(given(state.givenNanograms)), \(words(state.withheld))")
    facts.add("new", "the programme at once; what was withheld is not made up for")
    return facts
  }

  /// What was ended early.
  package static func ended(_ now: Interrogation) -> String {
    guard let state = TemporaryState(now) else { return "done: the programme goes on" }
    return "done: the \(state.isStop ? "planned stop" : "temporary rate") has ended, with "
      + "\(given(state.givenNanograms)), \(words(state.withheld)); the programme goes on"
  }

  /// What it leaves out of the programme, or gives beyond it.
  package static func words(_ withheld: Withheld) -> String {
    switch withheld {
    case .less(0): "as much as the programme"
    case .less(let nanograms):
      "\(QuantityWords.dose(nanograms: UInt64(nanograms))) of the programme withheld"
    case .more(let nanograms):
      "\(QuantityWords.dose(nanograms: UInt64(nanograms))) beyond the programme"
    }
  }

  package static func given(_ nanograms: UInt32) -> String {
    nanograms == 0 ? "nothing given" : "\(QuantityWords.dose(nanograms: UInt64(nanograms))) given"
  }

  package static func length(_ minutes: UInt16) -> String {
    QuantityWords.duration(.minutes(UInt64(minutes)))
  }

  /// What it is, with its rate.
  package static func name(_ state: TemporaryState) -> String {
    state.isStop ? "planned stop" : "temporary rate of \(dose(state))"
  }

  private static func dose(_ state: TemporaryState) -> String {
    QuantityWords.dosePerDay(nanograms: UInt64(state.nanogramsPerDay))
  }
}

extension TemporaryPreview {
  /// What is shown before it begins.
  package var facts: [ScreenFact] {
    let day = QuantityWords.dosePerDay(nanograms: UInt64(programme.dailyNanograms))
    let length = TemporaryWords.length(wanted.minutes)
    var facts: [ScreenFact] = []
    facts.add("now", Present(now).words ?? "\(programme.therapy.mode.words), \(day)")
    facts.add(
      "new",
      wanted.isStop
        ? "PLANNED STOP for \(length): no basal infusion, and no bolus of any kind"
        : "\(QuantityWords.dose(wanted.dose)) for \(length), in place of the basal infusion; "
          + "boluses go on")
    facts.add("why", wanted.reason.words)
    facts.add(
      "ends",
      "by itself \(MomentWords.after(end, from: now.clock)); then the programme goes on")
    facts.add("tone", "a single one before that, unless it is short")
    facts.add(
      "by then",
      "\(TemporaryWords.given(foretold.temporaryNanograms)), \(TemporaryWords.words(withheld)); "
        + "that is not made up for")
    facts.add("24 h hold", ForecastWords.most(foretold))
    let moments = ForecastWords(foretold, clock: now.clock)
    facts.add("low alarm", moments.lowAlarm)
    if wanted.isStop {
      facts.add(
        "WARNING",
        "a sudden stop of intrathecal baclofen can kill: watch the patient for withdrawal",
        isWarning: true)
    }
    return facts
  }

  /// What has begun.
  package var sentence: String {
    let what =
      wanted.isStop
      ? "a planned stop" : "a temporary rate of \(QuantityWords.dose(wanted.dose))"
    return "done: \(what) has begun; it ends by itself "
      + MomentWords.after(end, from: now.clock)
  }
}
