import Clinic
import PumpText
import Quantities
import Telemetry

/// What the reservoir held by the pump's own counter, and when its alarm will sound.
package struct ReservoirFigure {
  package let facts: ReportFacts

  package init(facts: ReportFacts) {
    self.facts = facts
  }

  /// A stretch between two fills: moments in seconds of therapy, volumes in mL.
  typealias Stretch = [(seconds: Double, volume: Double)]

  /// The counter from fill to fill, the last stretch up to now.
  var stretches: [Stretch] {
    let course = VolumeCourse(facts.account)
    let refills = facts.entries.filter { $0.kind == .refilled }
    let now = Double(facts.seconds)
    var result: [Stretch] = []
    var start: (seconds: Double, volume: Double)?
    for refill in refills {
      let moment = Double(refill.therapySeconds)
      let expected = Double(refill.amount & 0xFFFF_FFFF) / 1e6
      result.append(stretch(from: start, to: (moment, expected), course))
      start = (moment, Double(refill.number) / 1e6)
    }
    if start == nil {
      start = (Double(facts.now.filledSeconds), Double(facts.now.filledNanolitres) / 1e6)
    }
    let volume = Double(facts.now.status.reservoirNanolitres) / 1e6
    result.append(stretch(from: start, to: (now, volume), course))
    return result.filter { $0.count > 1 }
  }

  private func stretch(
    from start: (seconds: Double, volume: Double)?, to end: (seconds: Double, volume: Double),
    _ course: VolumeCourse
  ) -> Stretch {
    var points: Stretch = start.map { [$0] } ?? []
    if let pumpedThen = course.pumped.value(at: end.seconds) {
      for moment in course.moments where moment > start?.seconds ?? 0 && moment < end.seconds {
        guard let pumped = course.pumped.value(at: moment) else { continue }
        points.append((moment, end.volume + pumpedThen - pumped))
      }
    }
    points.append(end)
    return points
  }

  /// When the counter reaches the alarm's volume and zero at the present programme, in seconds of
  /// therapy; `nil` for never.
  package var lowAlarm: Double? {
    facts.foretold.lowAlarm.map { Double(facts.seconds) + Double($0.seconds) }
  }
  var empty: Double? {
    facts.foretold.empty.map { Double(facts.seconds) + Double($0.seconds) }
  }

  /// What is said of the alarm in a table: its date, or since when it is there.
  var alarmWords: String {
    guard isReached else { return lowAlarm.map(facts.day) ?? "not at this rate" }
    let raised = facts.entries.last {
      $0.kind == .alarmRaised && $0.detail == Alarm.lowReservoir.rawValue
    }
    guard let raised, facts.now.status.alarms.contains(.lowReservoir) else { return "reached" }
    return "since \(facts.moment(raised.therapySeconds))"
  }

  /// What is said of the end in a table.
  var emptyWords: String {
    guard let empty else { return "not at this rate" }
    return empty <= Double(facts.seconds) ? "now" : facts.day(empty)
  }

  /// Whether the counter is at the alarm's volume, or below it.
  var isReached: Bool {
    facts.now.isAtLowAlarm || lowAlarm.map { $0 <= Double(facts.seconds) } ?? false
  }

  /// What the counter will show, from now on: to the alarm, and from there to the end; below the
  /// alarm straight to the end, for nothing fills a reservoir by itself.
  package func forecast(until end: Double) -> [(Double, Double)] {
    let now = Double(facts.seconds)
    let volume = Double(facts.now.status.reservoirNanolitres) / 1e6
    let low = Double(facts.now.lowAlarmNanolitres) / 1e6
    var points = [(now, volume)]
    if let lowAlarm, lowAlarm > now, volume > low { points.append((lowAlarm, low)) }
    if let empty, empty > now { points.append((empty, 0)) }
    return Self.cut(points, at: end)
  }

  /// A line up to a moment.
  private static func cut(_ points: [(Double, Double)], at end: Double) -> [(Double, Double)] {
    var result: [(Double, Double)] = []
    for point in points {
      guard let last = result.last, point.0 > end else {
        result.append(point)
        continue
      }
      let part = (end - last.0) / (point.0 - last.0)
      result.append((end, last.1 + (point.1 - last.1) * part))
      break
    }
    return result
  }

  var markup: Markup {
    let stretches = stretches
    let now = Double(facts.seconds)
    let start = stretches.first?.first?.seconds ?? 0
    // A reservoir that lasts for years at this rate must not squeeze what was into a corner.
    let span = max(now - start, 30 * 86_400)
    let end = min(empty ?? now + span, max(lowAlarm ?? now, now) + span)
    let capacity = Double(facts.now.capacityNanolitres) / 1e6
    var plot = Plot(
      "Reservoir over time", x: facts.timeAxis(from: start, to: end),
      y: .upTo(capacity / 1.06, title: "reservoir, mL"), height: 215)
    let low = Double(facts.now.lowAlarmNanolitres) / 1e6
    plot.level(low, .alarm, "alarm at \(Scale.number(low)) mL")
    for stretch in stretches { plot.line(stretch.map { ($0.seconds, $0.volume) }, .delivered) }
    for (one, next) in zip(stretches, stretches.dropFirst()) {
      guard let left = one.last, let right = next.first else { continue }
      plot.line([(left.seconds, left.volume), (right.seconds, right.volume)], .faint)
    }
    plot.moment(now, .faint, "now", row: 1)
    plot.line(forecast(until: end), .programmed)
    if let lowAlarm, lowAlarm > now, lowAlarm <= end {
      plot.moment(lowAlarm, .alarm, facts.day(lowAlarm))
    }
    plot.name(.delivered, "by the pump's counter")
    plot.name(.programmed, "at the present programme")
    return plot.figure(caption)
  }

  private var caption: String {
    let volume = QuantityWords.volume(nanolitres: UInt64(facts.now.status.reservoirNanolitres))
    let alarm = QuantityWords.volume(nanolitres: UInt64(facts.now.lowAlarmNanolitres))
    if isReached {
      let end = empty.map { $0 > Double(facts.seconds) ? ", empty on \(facts.day($0))" : "" } ?? ""
      return "\(volume) now, at or below the alarm at \(alarm)\(end): refill now."
    }
    guard let lowAlarm else {
      return "\(volume) now; the alarm at \(alarm) is not reached at this rate."
    }
    let until = empty.map { ", and empty on \(facts.day($0))" } ?? ""
    return "\(volume) now; at the present programme the alarm at \(alarm) sounds on "
      + "\(facts.day(lowAlarm))\(until). The pump has no level sensor: it counts its strokes."
  }
}
