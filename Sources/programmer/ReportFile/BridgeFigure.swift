import PumpText
import Quantities
import Telemetry

/// A bridge between two strengths, as a bench saw what the patient got meanwhile.
struct BridgeFigure {
  let facts: ReportFacts

  /// A bridge in the log.
  struct Bridge: Equatable {
    let began: Double
    /// When it ended; `nil` when it has not yet.
    let ended: Double?
    /// When the reservoir was filled with the new strength.
    let filled: Double
    /// The strengths in mcg/mL.
    let old: Double
    let new: Double
  }

  /// What the patient got in an hour, as a rate in mcg/day.
  struct Hour: Equatable {
    let from: Double
    let to: Double
    /// What came out at the tip.
    let given: Double
    /// What would have come out if the two liquids did not mix in the path.
    let sharp: Double
  }

  /// The last bridge in the log.
  var bridge: Bridge? {
    let entries = facts.entries
    let kind = InfusionKind.bridge.rawValue
    guard
      let start = entries.last(where: { $0.kind == .infusionStarted && $0.detail == kind }),
      let change = entries.last(where: {
        $0.kind == .drugChanged && $0.sequence <= start.sequence + 3
      })
    else { return nil }
    let end = entries.first {
      $0.kind == .infusionEnded && $0.detail == kind && $0.sequence > start.sequence
    }
    return Bridge(
      began: Double(start.therapySeconds), ended: end.map { Double($0.therapySeconds) },
      filled: Double(change.therapySeconds), old: Double(change.amount),
      new: Double(change.number))
  }

  /// What the patient got, hour by hour, from six hours before the bridge until well after it;
  /// empty when the bench did not look often enough.
  func hours(of bridge: Bridge) -> [Hour] {
    let patient = Course(facts.truth.map { ($0.seconds, $0.patient / 1e6) })
    let pumped = Course(facts.truth.map { ($0.seconds, $0.pumped / 1e6) })
    guard let first = patient.first, let last = patient.last,
      let filled = pumped.value(at: bridge.filled)
    else { return [] }
    let end = bridge.ended ?? Double(facts.seconds)
    let until = min(last, end + max(24 * 3600, (end - bridge.began) * 1.5))
    var place = max(first, bridge.began - 6 * 3600)
    var hours: [Hour] = []
    let path = Double(facts.now.pathNanolitres) / 1e6
    while place + 3600 <= until {
      let next = place + 3600
      if let a = patient.value(at: place), let b = patient.value(at: next),
        let from = pumped.value(at: place), let to = pumped.value(at: next)
      {
        // What came out had been pumped one path's volume earlier.
        let front = min(max(filled + path, from), to)
        let sharp = (front - from) * bridge.old + (to - front) * bridge.new
        hours.append(Hour(from: place, to: next, given: (b - a) * 24, sharp: sharp * 24))
      }
      place = next
    }
    let typical = Double(hours.count)
    let looks = facts.truth.filter { $0.seconds >= place - typical * 3600 && $0.seconds <= until }
    return Double(looks.count) >= typical ? hours : []
  }

  var markup: Markup? {
    guard let bridge else { return nil }
    let hours = hours(of: bridge)
    guard let first = hours.first, let last = hours.last else {
      return .group([
        .tag("p", text: words(bridge)),
        .tag(
          "p", "notice",
          text: "What the patient got meanwhile is known only to a bench: give its record, hour by "
            + "hour or finer, with --truth."),
      ])
    }
    let dose = dose(during: bridge)
    let highest = hours.map { max($0.given, $0.sharp) }.max() ?? 0
    var plot = Plot(
      "Dose at the catheter tip during the bridge",
      x: facts.timeAxis(from: first.from, to: last.to),
      y: .upTo(max(highest, dose), title: "dose at the tip, mcg/day"))
    plot.line([(first.from, dose), (last.to, dose)], .programmed)
    plot.steps(hours.map { ($0.from, $0.given) }, until: last.to, .truth)
    plot.steps(hours.map { ($0.from, $0.sharp) }, until: last.to, .delivered)
    plot.moment(bridge.began, .event, "bridge begins", row: 0)
    if let ended = bridge.ended, ended < last.to {
      plot.moment(ended, .event, "bridge ends", row: 1)
    }
    plot.name(.truth, "what the patient got")
    plot.name(.delivered, "with a sharp front")
    plot.name(.programmed, "programmed")
    return .group([
      .tag("p", text: words(bridge)),
      .tag("figure", nil, plot.markup, .tag("figcaption", text: caption(hours, bridge, dose))),
    ])
  }

  /// What was programmed then, in mcg/day.
  private func dose(during bridge: Bridge) -> Double {
    let programme = facts.entries.last {
      $0.kind == .therapy && Double($0.therapySeconds) <= bridge.ended ?? .infinity
    }
    return Double(programme?.number ?? facts.therapy.dailyNanograms) / 1000
  }

  private func words(_ bridge: Bridge) -> String {
    let strengths = "\(Scale.number(bridge.old)) to \(Scale.number(bridge.new)) mcg/mL"
    guard let ended = bridge.ended else {
      return "\(strengths); the bridge began on \(facts.day(bridge.began)) and has not ended."
    }
    return "\(strengths), on \(facts.day(bridge.began)); the bridge took "
      + "\(Scale.number((ended - bridge.began) / 3600, digits: 3)) h."
  }

  private func caption(_ hours: [Hour], _ bridge: Bridge, _ dose: Double) -> String {
    func range(_ values: [Double]) -> String {
      guard let least = values.min(), let most = values.max() else { return "–" }
      return "\(Scale.number(least)) to \(Scale.number(most)) mcg/day"
    }
    return
      "Dose at the catheter tip in each hour. Programmed: \(Scale.number(dose)) mcg/day. If old "
      + "and new liquid did not mix in the path, the patient would have got "
      + "\(range(hours.map(\.sharp))); with the front as it is, \(range(hours.map(\.given)))."
  }
}
