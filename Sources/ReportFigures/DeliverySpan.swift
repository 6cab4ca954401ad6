/// What was programmed and pumped in a span, in mL.
package struct DeliverySpan: Equatable {
  /// From when until when, in seconds of therapy.
  package let from: Double
  package let to: Double
  package let programmed: Double
  package let pumped: Double

  /// The same in mL/day: a span that is not a whole day must not look like less than one.
  package var programmedPerDay: Double { programmed / (to - from) * 86_400 }
  package var pumpedPerDay: Double { pumped / (to - from) * 86_400 }
}

extension [DeliverySpan] {
  /// What was programmed and pumped in all of them, in mL.
  package var programmed: Double { reduce(0) { $0 + $1.programmed } }
  package var pumped: Double { reduce(0) { $0 + $1.pumped } }

  /// How much more was pumped than programmed, in percent; `nil` where nothing was programmed.
  package var excessPercent: Double? {
    programmed > 0 ? (pumped - programmed) / programmed * 100 : nil
  }
}

extension VolumeCourse {
  /// The spans of the accounts in the log, put together so that there are not too many to tell
  /// apart.
  package func spans(most: Int = 42) -> [DeliverySpan] {
    let size = max(1, (moments.count - 1 + most - 1) / most)
    return stride(from: 0, to: max(0, moments.count - 1), by: size).compactMap { place in
      let from = moments[place]
      let to = moments[min(place + size, moments.count - 1)]
      guard to > from, let a = programmed.value(at: from), let b = programmed.value(at: to),
        let c = pumped.value(at: from), let d = pumped.value(at: to)
      else { return nil }
      return DeliverySpan(from: from, to: to, programmed: b - a, pumped: d - c)
    }
  }
}
