import Quantities
package import Telemetry

extension PeriodicBolus {
  /// In how many minutes each is due that comes within 24 h, when the next comes in `next`.
  package func minutesOfComingDay(from next: UInt32) -> [Int] {
    let minutes = stride(
      from: Int(next), through: ProgrammeDay.minutes, by: Int(intervalMinutes))
    return Array(minutes.prefix(Int(mostPerDay)))
  }
}
