package import Clinic
import Quantities
package import Telemetry

/// The trumpet curve of delivery, from the log and, at a bench, from the truth.
package struct TrumpetCurve {
  private let account: LogAccount?
  private let entries: [LogEntry]
  private let now: Interrogation
  private let truth: [TruthSample]
  private let course: VolumeCourse

  /// The curve of a pump by the account of its log, the entries of it, and what a bench saw.
  package init(
    _ account: LogAccount?, _ entries: [LogEntry], now: Interrogation, truth: [TruthSample]
  ) {
    self.account = account
    self.entries = entries
    self.now = now
    self.truth = truth
    course = VolumeCourse(account)
  }

  /// By the pump's own strokes, from the accounts in the log.
  package var logBells: [Trumpet.Bell] { Trumpet.bells(course.trumpet) }

  /// By what really left the reservoir, from a bench's record.
  package var truthBells: [Trumpet.Bell] {
    if truth.contains(where: { $0.programmed != nil }) { return recordedBells }
    let pumped = TimeCourse(truth.map { ($0.seconds, $0.pumped) })
    func point(_ seconds: Double) -> Trumpet.Point? {
      guard let programmed = course.programmed.value(at: seconds),
        let delivered = pumped.value(at: seconds)
      else { return nil }
      return Trumpet.Point(seconds: seconds, programmed: programmed * 1e6, delivered: delivered)
    }
    let long = Trumpet.bells(course.moments.compactMap { point($0) }).filter { $0.hours >= 24 }
    let short = evenTimes.map { time in
      Trumpet.bells(truth.map { $0.seconds }.filter { time.contains($0) }.compactMap { point($0) })
        .filter { $0.hours < 24 }
    }
    return Trumpet.together(short + [long])
  }

  /// The bells of a record that tells what was programmed as well.
  private var recordedBells: [Trumpet.Bell] {
    let strengths = StrengthHistory(entries, now: now)
    var programmed = 0.0
    var previous: (seconds: Double, picograms: Double)?
    let points = truth.compactMap { sample -> Trumpet.Point? in
      guard let picograms = sample.programmed else { return nil }
      if let previous {
        let strength = strengths.strength(at: UInt32(clamping: Int(previous.seconds)))
        programmed += (picograms - previous.picograms) / Double(strength)
      }
      previous = (sample.seconds, picograms)
      return Trumpet.Point(
        seconds: sample.seconds, programmed: programmed, delivered: sample.pumped)
    }
    return Trumpet.bells(points)
  }

  /// The times over which the programme was even, as far as the log tells: from account to account
  /// with nothing between them that changes the flow.
  private var evenTimes: [ClosedRange<Double>] {
    let changes = entries.filter { $0.kind.mayChangeFlow }.map { $0.therapySeconds }
    var times: [ClosedRange<Double>] = []
    for span in account?.spans ?? [] where !changes.contains(where: { span.seconds.contains($0) }) {
      let time = Double(span.seconds.lowerBound)...Double(span.seconds.upperBound)
      if let last = times.last, last.upperBound == time.lowerBound {
        times[times.count - 1] = last.lowerBound...time.upperBound
      } else {
        times.append(time)
      }
    }
    return times
  }
}

extension LogKind {
  /// Whether the flow may be another after such an entry.
  fileprivate var mayChangeFlow: Bool {
    switch self {
    case .switchedOn, .order, .therapy, .override, .infusionStarted, .infusionEnded,
      .infusionSkipped, .step, .refilled, .drugChanged, .undelivered, .selfTestFailed, .entriesLost,
      .patientBolus, .emergency, .keyChanged, .temporaryBegun, .temporaryEnded:
      true
    case .delivered, .alarmRaised, .alarmEnded, .clockSet, .lowAlarm, .catheter: false
    }
  }
}
