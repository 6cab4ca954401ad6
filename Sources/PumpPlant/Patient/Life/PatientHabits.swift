import Quantities

/// What a patient makes of tones and of what they feel; illustrative, and all of it assumed.
///
/// Spec: patient.md, "Who calls, and when".
public struct PatientHabits: Equatable, Sendable {
  /// How often a tone is noticed by day, in 1/1000.
  public let hears: UInt32
  /// After how many tones they call; 0 for those who do not for the sake of single tones.
  public let patience: UInt32
  /// How long they feel the mildest grade of something before they call, in whole h.
  public let delay: UInt32

  /// Habits of these numbers; `nil` when nobody has them.
  public init?(hears: UInt32, patience: UInt32, delay: UInt32) {
    guard hears <= 1_000, patience <= Self.mostPatient, delay <= Self.longestDelay else {
      return nil
    }
    self.init(unchecked: hears, patience, delay)
  }

  private init(unchecked hears: UInt32, _ patience: UInt32, _ delay: UInt32) {
    self.hears = hears
    self.patience = patience
    self.delay = delay
  }

  /// Draws somebody's habits: a tone is noticed in 550 to 950 of 1000 cases; who calls does after
  /// 2 to 8 of them, and one in ten does not; a grade is felt for 1 to 12 h.
  ///
  /// Takes the same count of numbers from the generator whoever comes out.
  public static func draw(from generator: inout some RandomNumberGenerator) -> PatientHabits {
    let hears = 550 + UInt32(generator.next() % 401)
    let patience = 2 + UInt32(generator.next() % 7)
    let calls = generator.next() % 10 > 0
    let delay = 1 + UInt32(generator.next() % 12)
    return PatientHabits(unchecked: hears, calls ? patience : 0, delay)
  }

  /// What a two-tone signal counts for, in single tones: it is for what cannot wait.
  static var criticalWeight: UInt32 { 4 }
  /// What of the tones by day is noticed in the night, in 1/1000.
  static var atNight: UInt32 { 250 }
  /// The most tones that anybody waits for.
  static var mostPatient: UInt32 { 100 }
  /// The longest that anybody bears with something before they call, in h.
  static var longestDelay: UInt32 { 100 }

  /// Whether a time of day, in ms, is in the night: from 22:00 to 07:00.
  static func isNight(_ timeOfDay: Milliseconds) -> Bool {
    timeOfDay >= .hours(22) || timeOfDay < .hours(7)
  }
}
