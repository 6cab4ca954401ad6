package import Quantities

/// A dose that was given into the spine by hand, to see whether it helps, and what came of it.
package struct ScreeningDose: Equatable, Sendable {
  /// What a clinician saw in the hours after it.
  package struct Response: Equatable, Sendable {
    /// For how long it helped, in min; `nil` when it did not.
    package let lastedMinutes: UInt32?

    package init(lastedMinutes: UInt32?) { self.lastedMinutes = lastedMinutes }

    /// Whether it helped.
    package var isResponse: Bool { lastedMinutes != nil }
  }

  /// In ng.
  package let nanograms: UInt32
  /// When it was given, by the programmer's clock in UTC.
  package let at: WallClock
  /// `nil` until it was entered.
  package var response: Response?

  package init(nanograms: UInt32, at: WallClock, response: Response? = nil) {
    self.nanograms = nanograms
    self.at = at
    self.response = response
  }
}

/// How a screening trial goes, and what dose a pump begins with after it: the rules of the public
/// labels of baclofen. They are advice to a clinician; no pump knows them.
package enum ScreeningRules {
  /// The doses in ng, in their order; each follows when the one before had no effect.
  package static let doses: [UInt32] = [50_000, 75_000, 100_000]
  /// From one dose to the next.
  package static let interval = Milliseconds.hours(24)
  /// For how long a dose is observed at least before it can be said to have no effect; 4 to 8 h.
  package static let observation = Milliseconds.hours(4)
  /// An effect that lasted longer needs less a day.
  package static let longEffect = Milliseconds.hours(8)
  /// How many times the effective dose a day of the pump has at first; once after a long effect.
  package static let startFactor: UInt32 = 2
  /// The longest effect that is believed: at the next dose the one before has to be over.
  package static let longestEffect = Milliseconds.hours(48)
}
