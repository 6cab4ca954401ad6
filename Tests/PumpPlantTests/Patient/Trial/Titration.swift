import PumpPlant
import Quantities

/// The rule by which every virtual patient of the validation is treated. It was fixed before any
/// number of the model was fitted.
struct Titration {
  /// Doses of the screening in mcg, a day apart, until one takes a point off the legs' tone at
  /// four hours.
  static let screening: [UInt64] = [50, 75, 100]
  static let response: UInt32 = 100
  /// The legs' tone is to be two points below the baseline, and not more than 2.75.
  static let aim: UInt32 = 200
  static let tooMuch: UInt32 = 275
  /// A day's dose is not raised above this, in mcg.
  static let most: UInt64 = 1_000
  /// Days on which there is a review every day; afterwards there is one every month of 30 days.
  static let daily = 60
  static let month = 30

  private(set) var patient: VirtualPatient
  private(set) var dose = Picograms.zero
  /// The dose of the screening that did enough, in mcg.
  private(set) var effective: UInt64?
  /// The day's dose in mcg and the examination at the end of each month.
  private(set) var months: [(dose: Double, reading: PatientReading)] = []

  /// Screens somebody.
  init(_ profile: PatientProfile) {
    patient = VirtualPatient(profile, at: .zero)
    for dose in Self.screening where effective == nil {
      patient.receive(.mcg(dose))
      patient.advance(to: patient.now.after(.hours(4)))
      if patient.reading.legsTone + Self.response <= profile[.legsTone] { effective = dose }
      patient.advance(to: patient.now.after(.hours(20)))
    }
  }

  /// Treats who responded, for months: the first day with twice the dose that did enough.
  mutating func treat(months count: Int) {
    guard let effective else { return }
    dose = .mcg(2 * effective)
    for day in 1...Self.daily {
      give(days: 1)
      if day > 1 { review() }
      if day % Self.month == 0 { months.append((mcg, patient.reading)) }
    }
    while months.count < count {
      give(days: Self.month)
      review()
      months.append((mcg, patient.reading))
    }
  }

  private var mcg: Double { Double(dose.rawValue) / 1_000_000 }

  private mutating func give(days: Int) {
    let drug = Picograms(rawValue: dose.rawValue * UInt64(days))
    patient.advance(to: patient.now.after(.days(UInt64(days))), receiving: drug)
  }

  private mutating func review() {
    let reading = patient.reading
    let baseline = patient.profile[.legsTone]
    if reading.drowsiness > .awake {
      dose = Picograms(rawValue: dose.rawValue / 100 * 85)
    } else if reading.legsTone + Self.aim > baseline {
      dose = min(Picograms(rawValue: dose.rawValue / 10 * 11), .mcg(Self.most))
    } else if reading.legsTone + Self.tooMuch < baseline {
      dose = Picograms(rawValue: dose.rawValue / 10 * 9)
    }
  }
}
