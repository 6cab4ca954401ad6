import Clinic
import Quantities
package import Telemetry

/// What the patient got during a bridge, as a bench saw it.
extension Bridge {
  /// What the patient got in about an hour, as a rate in mcg/day.
  package struct Hour: Equatable {
    package let from: Double
    package let to: Double
    /// What came out at the tip.
    package let given: Double
    /// What would have come out if the two liquids did not mix in the path.
    package let sharp: Double
  }

  /// What the patient got, hour by hour, from six hours before the bridge until a day after it, as
  /// far as the bench looked often enough; empty when it did not during the
  package func hours(
    _ samples: [TruthSample], pathNanolitres: UInt32, until now: Double,
    strengths: (old: Double, new: Double)? = nil
  ) -> [Hour] {
    let (old, new) = strengths ?? (old, new)
    let pumped = TimeCourse(samples.map { ($0.seconds, $0.pumped / 1e6) })
    guard let filled = pumped.value(at: filled) else { return [] }
    let front = filled + Double(pathNanolitres) / 1e6
    let end = ended ?? now
    let times = began - 6 * 3600...end + 24 * 3600
    var hours: [Hour] = []
    // Between two looks nobody knows, so an hour begins and ends with one.
    var last: TruthSample?
    for sample in samples where times.contains(sample.seconds) {
      guard let start = last else {
        last = sample
        continue
      }
      let time = sample.seconds - start.seconds
      if time < Self.leastHour { continue }
      last = sample
      guard time <= 2 * 3600 else {
        if start.seconds >= began { break }
        hours = []
        continue
      }
      let from = start.pumped / 1e6
      let to = sample.pumped / 1e6
      // What came out had been pumped one path's volume earlier.
      let middle = min(max(front, from), to)
      let sharp = (middle - from) * old + (to - middle) * new
      let perDay = 86_400 / time
      hours.append(
        Hour(
          from: start.seconds, to: sample.seconds,
          given: (sample.patient - start.patient) / 1e6 * perDay, sharp: sharp * perDay))
    }
    return hours.contains { $0.to > began && $0.from < end } ? hours : []
  }

  /// What the patient got of one of the two drugs between which it leads: of the new one, or of the
  /// old. Empty also where the bench told no drugs apart.
  package func hours(
    of drug: DrugCode, isNew: Bool, _ samples: [TruthSample], pathNanolitres: UInt32,
    until now: Double
  ) -> [Hour] {
    // A record names no drugs before there is a second one: all of it is of the old one then.
    guard samples.contains(where: { $0.byDrug[drug] != nil }) else { return [] }
    let own = samples.map { sample in
      TruthSample(
        seconds: sample.seconds, pumped: sample.pumped,
        patient: sample.byDrug[drug] ?? (isNew ? 0 : sample.patient))
    }
    return hours(
      own, pathNanolitres: pathNanolitres, until: now,
      strengths: (isNew ? 0 : old, isNew ? new : 0))
  }

  /// A clock of the bench's that is a little off does not make two hours of one.
  private static let leastHour: Double = 3590

  /// What was programmed then, in mcg/day.
  package func programmedDose(_ entries: [LogEntry]) -> Double {
    let programme = entries.last {
      $0.kind == .therapy && Double($0.therapySeconds) <= ended ?? .infinity
    }
    // The programme a pump is implanted with has no entry; the bridge goes on with its dose.
    return programme.map { Double($0.number) / 1000 } ?? oldDose
  }
}
