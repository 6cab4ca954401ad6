import PumpFirmware
import Quantities
import TestSupport

/// What is programmed from a moment on, worked out apart from the firmware and in wide integers.
///
/// Basal infusion is one sum of rate times milliseconds, divided once; a bolus is its share of the
/// time. Both are rounded down to the picogram, as the firmware's contract says.
struct ReferenceDelivery {
  private static let day: UInt128 = 86_400_000

  private var basalTimesMilliseconds: UInt128 = 0
  private(set) var basalPerDay: UInt64
  private var boluses: UInt128 = 0
  private var running: (dose: UInt64, start: UInt64, length: UInt64)?
  private(set) var time: TherapyTime

  init(basalPerDay: UInt64, from time: TherapyTime = .zero) {
    self.basalPerDay = basalPerDay
    self.time = time
  }

  /// All picograms programmed from the start up to a moment not before ``time``.
  func total(at moment: TherapyTime) -> UInt128 {
    let basal = basalTimesMilliseconds + UInt128(basalPerDay) * span(to: moment)
    return basal / Self.day + boluses + bolus(at: moment)
  }

  private func span(to moment: TherapyTime) -> UInt128 { UInt128(moment.rawValue - time.rawValue) }

  /// What of the running bolus is programmed up to a moment.
  func bolus(at moment: TherapyTime) -> UInt128 {
    guard let running, moment.rawValue > running.start else { return 0 }
    let elapsed = UInt128(min(moment.rawValue - running.start, running.length))
    return UInt128(running.dose) * elapsed / UInt128(running.length)
  }

  func isBolusRunning(at moment: TherapyTime) -> Bool {
    running.map { moment.rawValue < $0.start + $0.length } ?? false
  }

  private mutating func count(to moment: TherapyTime) {
    basalTimesMilliseconds += UInt128(basalPerDay) * span(to: moment)
    time = moment
  }

  mutating func set(basalPerDay rate: UInt64, at moment: TherapyTime) {
    count(to: moment)
    basalPerDay = rate
  }

  mutating func startBolus(_ dose: UInt64, over length: UInt64, at moment: TherapyTime) {
    endBolus(at: moment)
    running = (dose, moment.rawValue, length)
  }

  /// Ends the bolus; gives what of it is not programmed any more.
  @discardableResult
  mutating func endBolus(at moment: TherapyTime) -> UInt64 {
    let given = bolus(at: moment)
    let dose = running?.dose ?? 0
    boluses += given
    running = nil
    return dose - UInt64(given)
  }
}
