public import Quantities

/// A day in a patient's diary; illustrative, and never dosing advice.
public struct PatientDay: Equatable, Sendable {
  /// The drug that reached the spinal fluid, in pg.
  public internal(set) var received = Picograms.zero
  /// The highest Ashworth score of the legs, in 1/100.
  public internal(set) var highestTone: UInt32
  /// The lowest Ashworth score of the legs, in 1/100.
  public internal(set) var lowestTone: UInt32
  /// The highest spasm score of the legs, in 1/100.
  public internal(set) var spasms: UInt32
  /// The worst drowsiness.
  public internal(set) var drowsiness: PatientReading.Drowsiness
  /// The worst of a withdrawal.
  public internal(set) var withdrawal: PatientReading.Withdrawal
  /// The tones that were noticed; 65 535 stands for more.
  public internal(set) var heard: UInt32 = 0
  /// How often the patient, or somebody for them, called; 255 stands for more.
  public internal(set) var calls: UInt32 = 0

  /// A day that begins with what an examination shows.
  init(_ reading: PatientReading) {
    highestTone = reading.legsTone
    lowestTone = reading.legsTone
    spasms = reading.legsSpasms
    drowsiness = reading.drowsiness
    withdrawal = reading.withdrawal
  }

  /// Enters what an examination shows.
  mutating func note(_ reading: PatientReading) {
    highestTone = max(highestTone, reading.legsTone)
    lowestTone = min(lowestTone, reading.legsTone)
    spasms = max(spasms, reading.legsSpasms)
    drowsiness = max(drowsiness, reading.drowsiness)
    withdrawal = max(withdrawal, reading.withdrawal)
  }

  mutating func countTone() { heard = min(heard + 1, 65_535) }

  mutating func countCall() { calls = min(calls + 1, 255) }
}

/// The days of a patient that are over: the last ``most`` of them.
public struct PatientDiary: Sendable {
  /// The number of days that are kept.
  public static var most: Int { 90 }

  private var slots: [90 of PatientDay]
  /// How many days are kept.
  public private(set) var count = 0
  private var next = 0

  init() { slots = .init(repeating: PatientDay(.healthy)) }

  /// A day by how many came after it; 0 is the last that is over. Traps when it is not kept.
  public subscript(back: Int) -> PatientDay {
    precondition(back >= 0 && back < count, "the day is kept")
    return slots[(next + Self.most - 1 - back) % Self.most]
  }

  mutating func add(_ day: PatientDay) {
    slots[next] = day
    next = (next + 1) % Self.most
    count = min(count + 1, Self.most)
  }
}

extension PatientReading {
  /// What stands where nothing was read.
  fileprivate static var healthy: PatientReading {
    PatientReading(
      legsTone: 0, armsTone: 0, legsSpasms: 0, armsSpasms: 0, drowsiness: .awake, withdrawal: .none)
  }
}
