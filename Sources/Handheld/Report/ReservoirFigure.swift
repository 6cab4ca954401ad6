import Clinic
import ClinicText
import PumpText
import Quantities
import ReportFigures
import Telemetry

/// What the reservoir held by the pump's own counter, and when its alarm will sound.
package struct ReservoirFigure {
  package let facts: ReportFacts

  package init(facts: ReportFacts) {
    self.facts = facts
  }

  /// The course of the counter.
  var course: ReservoirCourse {
    ReservoirCourse(
      facts.now, facts.entries, VolumeCourse(facts.account), foretold: facts.foretold)
  }

  /// When the counter reaches the alarm's volume and zero at the present programme, in seconds of
  /// therapy; `nil` for never.
  package var lowAlarm: Double? { course.lowAlarm }
  var empty: Double? { course.empty }

  /// What is said of the alarm in a table: its date, or since when it is there.
  var alarmWords: String { facts.text.lowAlarm }

  /// What is said of the end in a table.
  var emptyWords: String { facts.text.empty }

  var markup: Markup {
    let course = course
    let stretches = course.stretches
    let now = Double(facts.seconds)
    let window = course.window
    let capacity = Double(facts.now.capacityNanolitres) / 1e6
    var plot = Plot(
      "Reservoir over time", x: facts.timeAxis(from: window.lowerBound, to: window.upperBound),
      y: .upTo(capacity / 1.06, title: "reservoir, mL"), height: 215)
    let low = Double(facts.now.lowAlarmNanolitres) / 1e6
    plot.level(low, .alarm, "alarm at \(Scale.number(low)) mL")
    for stretch in stretches { plot.line(stretch.map { ($0.seconds, $0.volume) }, .delivered) }
    for (one, next) in zip(stretches, stretches.dropFirst()) {
      guard let left = one.last, let right = next.first else { continue }
      plot.line([(left.seconds, left.volume), (right.seconds, right.volume)], .faint)
    }
    plot.moment(now, .faint, "now", row: 1)
    plot.line(course.forecast(until: window.upperBound), .programmed)
    if let lowAlarm, lowAlarm > now, lowAlarm <= window.upperBound {
      plot.moment(lowAlarm, .alarm, facts.day(lowAlarm))
    }
    plot.name(.delivered, "by the pump's counter")
    plot.name(.programmed, "at the present programme")
    return plot.figure(caption)
  }

  private var caption: String {
    let volume = QuantityWords.volume(nanolitres: UInt64(facts.now.status.reservoirNanolitres))
    let alarm = QuantityWords.volume(nanolitres: UInt64(facts.now.lowAlarmNanolitres))
    if course.isReached {
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
