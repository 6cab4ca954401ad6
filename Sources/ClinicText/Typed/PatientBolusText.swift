package import PumpText
import Quantities
package import Telemetry

/// The settings of the patient bolus, as they are typed.
package enum PatientBolusText {
  /// Reads them. Throws what is wrong with one, or with two beside each other.
  /// - Parameter maximumPerDay: How many may begin in any 24 hours.
  package static func read(
    dose: String, over: String, lockout: String, maximumPerDay: UInt8
  ) throws(QuantityError) -> PatientBolus {
    let nanograms = try OrderText.bolusDose(dose)
    let duration = try OrderText.bolusTime(over)
    let lockout = try Self.lockout(lockout)
    guard duration <= .minutes(UInt64(lockout)) else {
      throw QuantityError(
        "a bolus over \(QuantityWords.duration(duration)) outlasts its lockout of "
          + "\(QuantityWords.duration(.minutes(UInt64(lockout))))")
    }
    guard
      let settings = PatientBolus(
        nanograms: nanograms, milliseconds: UInt32(duration.rawValue), lockoutMinutes: lockout,
        maximumPerDay: maximumPerDay)
    else {
      throw QuantityError(
        "\(maximumPerDay) a day cannot be set; it can be 1 to \(PatientBolus.mostPerDay)")
    }
    return settings
  }

  /// The lockout, in minutes.
  package static func lockout(_ text: String) throws(QuantityError) -> UInt16 {
    let minutes = try ArgumentText.minutes(text, as: "the lockout")
    guard minutes > 0 else { throw QuantityError("a lockout of no time locks nothing") }
    return minutes
  }
}
