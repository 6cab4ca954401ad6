import Clinic
import Quantities
package import Telemetry

/// What the reservoir held by the pump's own counter, and what it will hold. Moments are in seconds
/// of therapy, volumes in mL.
package struct ReservoirCourse {
  private let pump: Interrogation
  private let entries: [LogEntry]
  private let course: VolumeCourse
  private let foretold: Forecast

  /// The course of a pump that said this, with the entries of its log, the course of its volumes,
  /// and what it foretells as things are.
  package init(
    _ now: Interrogation, _ entries: [LogEntry], _ course: VolumeCourse, foretold: Forecast
  ) {
    pump = now
    self.entries = entries
    self.course = course
    self.foretold = foretold
  }

  /// The moment of therapy it was interrogated at.
  private var seconds: Double { Double(pump.status.therapySeconds) }

  /// A stretch between two fills: moments in seconds of therapy, volumes in mL.
  package typealias Stretch = [(seconds: Double, volume: Double)]

  /// The counter from fill to fill, the last stretch up to now.
  package var stretches: [Stretch] {
    let refills = entries.filter { $0.kind == .refilled }
    var result: [Stretch] = []
    var start: (seconds: Double, volume: Double)?
    for refill in refills {
      let moment = Double(refill.therapySeconds)
      let expected = Double(refill.amount & 0xFFFF_FFFF) / 1e6
      result.append(stretch(from: start, to: (moment, expected)))
      start = (moment, Double(refill.number) / 1e6)
    }
    if start == nil {
      start = (Double(pump.filledSeconds), Double(pump.filledNanolitres) / 1e6)
    }
    let volume = Double(pump.status.reservoirNanolitres) / 1e6
    result.append(stretch(from: start, to: (seconds, volume)))
    return result.filter { $0.count > 1 }
  }

  private func stretch(
    from start: (seconds: Double, volume: Double)?, to end: (seconds: Double, volume: Double)
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
    foretold.lowAlarm.map { seconds + Double($0.seconds) }
  }
  package var empty: Double? {
    foretold.empty.map { seconds + Double($0.seconds) }
  }

  /// When the alarm began that is there now; `nil` when it is not, or the log does not tell.
  package var alarmSince: UInt32? {
    AlarmSpan.since(.lowReservoir, pump.status.alarms, entries)
  }

  /// The time to show, in s of therapy: all that was, and what comes to its end, but behind the
  /// alarm no more than was, or 30 days. A reservoir that lasts for years at this rate must not
  /// squeeze what was into a corner.
  package var window: ClosedRange<Double> {
    let start = stretches.first?.first?.seconds ?? 0
    let span = max(seconds - start, 30 * 86_400)
    let end = min(empty ?? seconds + span, max(lowAlarm ?? seconds, seconds) + span)
    return start...max(start, end)
  }

  /// Whether the counter is at the alarm's volume, or below it.
  package var isReached: Bool {
    pump.status.alarms.contains(.lowReservoir) || lowAlarm.map { $0 <= seconds } ?? false
  }

  /// What the counter will show, from now on: to the alarm, and from there to the end; below the
  /// alarm straight to the end, for nothing fills a reservoir by itself.
  package func forecast(until end: Double) -> [(Double, Double)] {
    let now = seconds
    let volume = Double(pump.status.reservoirNanolitres) / 1e6
    let low = Double(pump.lowAlarmNanolitres) / 1e6
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
}
