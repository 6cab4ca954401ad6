package import Quantities
package import Telemetry

/// By when a pump is to be refilled: whatever comes first, and which of them it is.
///
/// The pump foretells its reservoir and its battery, and knows when it was filled; how long the
/// drug keeps is the library's. What nobody knows has no moment, and none is made up for it.
package struct RefillDue: Equatable, Sendable {
  /// What makes a refill due; of what comes at the same time, the first of these.
  package enum Cause: String, CaseIterable, Sendable {
    /// The reservoir is empty already.
    case emptied
    /// The reservoir comes to its alarm's volume.
    case lowReservoir = "low_reservoir"
    /// The drug in it has been there as long as it keeps.
    case stability
    /// The pump is to be replaced by then, and its reservoir with it.
    case replaceBy = "replace_by"
  }

  /// Until when the drug in the reservoir keeps.
  package struct Stability: Equatable, Sendable {
    /// How long it keeps from its filling, in days.
    package let days: UInt16
    /// When that is over; zero once it is.
    package let end: Ahead
    /// How long it has been over, in s; zero while it is not.
    package let overdueSeconds: UInt32
  }

  /// Until the alarm's volume; zero once it is reached, and `nil` where it is not.
  package let lowAlarm: Ahead?
  /// Until nothing is left; zero once that is so, and `nil` where it is not foretold.
  package let empty: Ahead?
  /// `nil` where it is not known how long the drug keeps.
  package let stability: Stability?
  /// Until the end of service; `nil` where it is not foretold.
  package let endOfService: Ahead?
  /// Whether it is known what the pump holds: not once delivery has ended for good, and not of a
  /// pump that lost its memory.
  package let isKnown: Bool

  /// What a forecast says of a pump as it was read. With a refill it is the forecast of what the
  /// pump will hold then: fresh drug, of the strength it will have mixed to.
  package init(
    _ forecast: Forecast, _ now: Interrogation, refill: RefillReport? = nil, by drugs: DrugLibrary
  ) {
    let alarms = now.status.alarms
    let isRefilled = refill != nil
    isKnown = alarms.failure == nil && (isRefilled || !alarms.contains(.memoryLost))
    guard isKnown else {
      (lowAlarm, empty, stability, endOfService) = (nil, nil, nil, nil)
      return
    }
    // A pump that stands has no time until its alarm, not even when it came there before.
    let isLow = !isRefilled && alarms.contains(.lowReservoir)
    let isEmpty = !isRefilled && alarms.contains(.emptyReservoir)
    lowAlarm = isLow || isEmpty ? Ahead(seconds: 0) : forecast.lowAlarm
    empty = isEmpty ? Ahead(seconds: 0) : forecast.empty
    endOfService = forecast.endOfService
    let days =
      refill.map { drugs.stableDays($0.drug, $0.concentration) }
      ?? drugs.stableDays(now.drug, now.concentration)
    let age =
      isRefilled ? 0 : now.status.therapySeconds - min(now.filledSeconds, now.status.therapySeconds)
    stability = days.map { Stability(days: $0, age: age) }
  }

  /// When that is, and why.
  package struct Moment: Equatable, Sendable {
    package let ahead: Ahead
    package let cause: Cause
  }

  /// What comes first; `nil` when nothing of it is to come, or nothing is known.
  package var earliest: Moment? {
    var first: Moment?
    for cause in Cause.allCases {
      guard let ahead = moment(of: cause), first.map({ ahead.seconds < $0.ahead.seconds }) ?? true
      else { continue }
      first = Moment(ahead: ahead, cause: cause)
    }
    return first
  }

  private func moment(of cause: Cause) -> Ahead? {
    switch cause {
    // An empty reservoir came to its alarm before: to come is always the alarm.
    case .emptied: empty?.seconds == 0 ? empty : nil
    case .lowReservoir: lowAlarm
    case .stability: stability?.end
    case .replaceBy: endOfService
    }
  }
}

extension RefillDue.Stability {
  /// What was filled in so many seconds ago.
  fileprivate init(days: UInt16, age: UInt32) {
    let length = UInt64(days) * 86_400
    let gone = min(UInt64(age), length)
    self.init(
      days: days, end: Ahead(.seconds(length - gone)), overdueSeconds: age - UInt32(gone))
  }
}

extension ChangePreview {
  /// By when the pump is to be refilled as things are.
  package var refillDueBefore: RefillDue { RefillDue(running, now, by: drugs) }

  /// By when it is to be refilled if the change is committed.
  package var refillDueAfter: RefillDue {
    RefillDue(foretold, now, refill: refill?.report, by: drugs)
  }
}
