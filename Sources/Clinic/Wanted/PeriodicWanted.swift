package import Quantities
package import Telemetry

/// A periodic bolus as it is wanted, whenever its programme is committed.
package struct PeriodicWanted: Equatable {
  package let nanograms: UInt32
  package let milliseconds: UInt32
  package let intervalMinutes: UInt16
  package let first: First

  package init(
    nanograms: UInt32, milliseconds: UInt32, intervalMinutes: UInt16, first: First
  ) {
    self.nanograms = nanograms
    self.milliseconds = milliseconds
    self.intervalMinutes = intervalMinutes
    self.first = first
  }

  /// When the first of them is to begin.
  package enum First: Equatable {
    /// So many minutes after the programme was committed.
    case after(UInt16)
    /// At the next such time of day, in minutes since midnight.
    case at(UInt16)
  }

  /// What is sent to a pump whose clock shows a given time. A time of day becomes so many minutes
  /// that the first begins when the clock shows it.
  package func bolus(at clock: WallClock?) throws(WantedProblem) -> PeriodicBolus {
    let wait: UInt16
    switch first {
    case .after(let minutes): wait = minutes
    case .at(let time):
      guard let clock else { throw .clockNotSet }
      let day = 86_400
      let seconds = (Int(time) * 60 - Int(clock.rawValue % 86_400) + day) % day
      wait = UInt16(Ahead(seconds: UInt32(seconds)).minutes(from: nil))
    }
    guard
      let bolus = PeriodicBolus(
        nanograms: nanograms, milliseconds: milliseconds, intervalMinutes: intervalMinutes,
        firstMinutes: wait)
    else { throw .emptyPeriodicBolus }
    return bolus
  }
}
