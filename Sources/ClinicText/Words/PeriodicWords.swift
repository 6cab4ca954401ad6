import PumpText
package import Quantities
package import Telemetry

/// A periodic bolus in words.
package enum PeriodicWords {
  /// Dose and interval.
  package static func short(_ bolus: PeriodicBolus) -> String {
    "\(QuantityWords.dose(nanograms: UInt64(bolus.nanograms))) every "
      + QuantityWords.duration(bolus.interval)
  }

  /// Over which time each is given.
  package static func each(_ bolus: PeriodicBolus) -> String {
    "each over \(QuantityWords.duration(bolus.duration))"
  }

  /// What a day of them comes to.
  package static func daily(_ bolus: PeriodicBolus) -> String {
    let total = QuantityWords.dose(nanograms: bolus.mostPerDay * UInt64(bolus.nanograms))
    let most = 1440 % UInt64(bolus.intervalMinutes) == 0 ? "" : "up to "
    return "\(most)\(bolus.mostPerDay) a day: \(total)"
  }

  /// When the next one is due, by a clock if it was ever set.
  package static func due(_ minutes: UInt32, _ clock: WallClock?) -> String {
    "the next is due \(MomentWords.within(minutes: minutes, from: clock))"
  }

  /// All of it in one line.
  package static func line(_ bolus: PeriodicBolus) -> String {
    "\(short(bolus)), \(each(bolus)), \(daily(bolus))"
  }
}
