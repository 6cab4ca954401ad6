import Clinic
import Quantities
package import Telemetry

extension Therapy {
  /// The times of day, in hours, at which a periodic bolus begins in the 24 hours to come, in a
  /// pump that said this so many seconds after a midnight.
  package func bolusHours(
    _ now: Interrogation, secondsSinceMidnight: Double
  ) -> [Double] {
    guard let bolus = periodic, let next = now.minutesToPeriodicBolus else { return [] }
    return bolus.minutesOfComingDay(from: next).map { minutes in
      let place = secondsSinceMidnight + Double(minutes * 60)
      let second = place.truncatingRemainder(dividingBy: 86_400)
      return (second < 0 ? second + 86_400 : second) / 3600
    }.sorted()
  }
}
