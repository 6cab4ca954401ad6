import Clinic
import PumpText
import Quantities
import ReportFigures
import Telemetry

/// The last bridge between two strengths, as a bench saw what the patient got meanwhile.
struct BridgeFigure {
  let facts: ReportFacts
  /// How its reader makes a fuller one.
  let face: Face

  var bridge: Bridge? { Bridge(facts.entries) }

  /// What the patient got hour by hour, as far as the bench looked.
  func hours(of bridge: Bridge) -> [Bridge.Hour] {
    bridge.hours(
      facts.truth, pathNanolitres: facts.now.pathNanolitres, until: Double(facts.seconds))
  }

  var markup: Markup? {
    guard let bridge else { return nil }
    let text = Markup.tag("p", text: words(bridge))
    let parts =
      bridge.drugs.map { drugs in figures(bridge, drugs) }
      ?? [figure(bridge, hours(of: bridge), bridge.programmedDose(facts.entries), nil)]
    let drawn = parts.compactMap(\.self)
    guard drawn.isEmpty else { return .group([text] + drawn) }
    return .group([
      text,
      .tag(
        "p", "notice",
        text: "What the patient got meanwhile is known only to a bench: give its record, hour by "
          + "hour or finer\(bridge.drugs == nil ? "" : ", as JSON, which names the drugs"), with "
          + "\(face.words(.giveTruth))."),
    ])
  }

  /// A drawing of each drug, over an axis of its own: micrograms of one are nothing of the other.
  private func figures(_ bridge: Bridge, _ drugs: DrugChange) -> [Markup?] {
    [
      (drugs.old, false, bridge.oldDose), (drugs.new, true, bridge.programmedDose(facts.entries)),
    ].map { code, isNew, dose in
      guard let code else { return nil }
      let hours = bridge.hours(
        of: code, isNew: isNew, facts.truth, pathNanolitres: facts.now.pathNanolitres,
        until: Double(facts.seconds))
      return figure(bridge, hours, dose, code.name)
    }
  }

  /// The doses at the tip hour by hour; `nil` when nobody saw them.
  private func figure(
    _ bridge: Bridge, _ hours: [Bridge.Hour], _ dose: Double, _ drug: String?
  ) -> Markup? {
    guard let first = hours.first, let last = hours.last else { return nil }
    let highest = hours.map { max($0.given, $0.sharp) }.max() ?? 0
    var plot = Plot(
      "\(drug.map { "Dose of \($0)" } ?? "Dose") at the catheter tip during the bridge",
      x: facts.timeAxis(from: first.from, to: last.to),
      y: .upTo(max(highest, dose) * 1.1, title: "\(drug ?? "dose") at the tip, mcg/day"))
    for pause in bridge.pauses {
      plot.band(from: max(pause.lowerBound, first.from), to: min(pause.upperBound, last.to))
    }
    plot.line([(first.from, dose), (last.to, dose)], .programmed)
    plot.steps(hours.map { ($0.from, $0.sharp) }, until: last.to, .delivered)
    plot.steps(hours.map { ($0.from, $0.given) }, until: last.to, .truth)
    plot.moment(bridge.began, .event, "bridge begins", row: 0)
    if let ended = bridge.ended, ended < last.to {
      plot.moment(ended, .event, bridge.isCutShort ? "bridge cut short" : "bridge ends", row: 1)
    }
    plot.name(.truth, "what the patient got")
    plot.name(.delivered, "with a sharp front")
    plot.name(.programmed, "programmed")
    if !bridge.pauses.isEmpty { plot.name(.pause, "held up", isFilled: true) }
    return plot.figure(caption(hours, bridge, dose, drug))
  }

  func words(_ bridge: Bridge) -> String {
    let old = bridge.drugs.map { "\($0.old?.name ?? "another drug") " } ?? ""
    let new = bridge.drugs.map { "\($0.new?.name ?? "another drug") " } ?? ""
    let unit = bridge.drugs == nil ? "" : " mcg/mL"
    let strengths =
      "\(old)\(Scale.number(bridge.old))\(unit) to \(new)\(Scale.number(bridge.new)) mcg/mL"
    let began = "\(facts.day(bridge.began)) \(facts.hour(bridge.began))"
    var text =
      bridge.ended.map { ended in
        "\(strengths): the bridge took \(Self.hours(ended - bridge.began)), from \(began) to "
          + "\(facts.day(ended)) \(facts.hour(ended))"
          + (bridge.isCutShort ? ", where it was cut short." : ".")
      } ?? "\(strengths): the bridge began on \(began) and has not ended."
    if bridge.madeUp > 0 {
      text +=
        " \(Self.hours(bridge.madeUpSeconds)) of it made up for the "
        + "\(Scale.number(bridge.madeUp, digits: 3)) mL of strokes that the motor did not make."
    }
    if bridge.waited > 0 {
      text +=
        " For \(Self.hours(bridge.waited)) it waited, with delivery stopped or the pump without "
        + "power."
    }
    return text
  }

  private static func hours(_ seconds: Double) -> String {
    "\(Scale.number(seconds / 3600, digits: 3)) h"
  }

  /// What one stroke is worth in an hour: by so much hours differ even if nothing is wrong.
  private func stroke(_ bridge: Bridge) -> String {
    guard let volume = facts.account?.strokeNanolitres else { return "" }
    let worth = Scale.number(bridge.strokeDose(nanolitres: volume), digits: 3)
    return " One stroke of \(volume) nL more or less in an hour is \(worth) mcg/day of the new "
      + "liquid."
  }

  private func caption(
    _ hours: [Bridge.Hour], _ bridge: Bridge, _ dose: Double, _ drug: String?
  ) -> String {
    let flowing = hours.filter { bridge.isFlowing(from: $0.from, to: $0.to) }
    func range(_ values: [Double]) -> String {
      guard let least = values.min(), let most = values.max() else { return "–" }
      return "\(Scale.number(least)) to \(Scale.number(most)) mcg/day"
    }
    return
      "Dose\(drug.map { " of \($0)" } ?? "") at the catheter tip in each hour. Programmed: "
      + "\(Scale.number(dose)) mcg/day. If old "
      + "and new liquid did not mix in the path, the patient would have got "
      + "\(range(flowing.map(\.sharp))); with the front as it is, \(range(flowing.map(\.given)))"
      + (flowing.count < hours.count ? ", hours in which the bridge was held up left out." : ".")
      + (drug == nil || drug == bridge.drugs?.new?.name ? stroke(bridge) : "")
  }
}
