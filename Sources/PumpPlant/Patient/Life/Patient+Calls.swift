public import Quantities

/// A call: somebody asks for help.
public struct PatientCall: Equatable, Sendable {
  /// What made them call.
  public enum Reason: UInt8, Sendable {
    /// The pump's tones.
    case tones
    /// Too little of the drug.
    case withdrawal
    /// Too much of it; from a stupor on somebody calls for them.
    case drowsiness

    /// Every reason.
    public static var all: Numbered<Reason> { Numbered() }
  }

  /// What made them call.
  public let reason: Reason
  /// When, in the patient's own time.
  public let time: TherapyTime
}

/// What is on a patient's mind until they call.
struct PatientMind: Equatable, Sendable {
  /// The tones noticed since the last call, as so many single ones; at most ``most``.
  var tones: UInt32 = 0
  /// Whether a two-tone signal was among them.
  var isCritical = false
  /// Whether they cannot hear or call: a stupor or a coma.
  var isAway = false
  /// Since when something is felt; `nil` while nothing is.
  var troubledSince: TherapyTime?
  /// The grade of it that was called for, 0 through 3.
  var calledFor: UInt8 = 0

  /// No more tones are counted.
  static var most: UInt32 { 1_000 }
}

extension Patient {
  /// How long somebody who called for something waits before they call for the same again.
  static var callsAgainAfter: Milliseconds { .days(1) }

  /// A tone sounds in the patient's body, and may be noticed.
  mutating func hear(isCritical: Bool) {
    let chance = isNight ? habits.hears * PatientHabits.atNight / 1_000 : habits.hears
    guard isLucky(chance), !mind.isAway else { return }
    heard += 1
    today.countTone()
    let weight = isCritical ? PatientHabits.criticalWeight : 1
    mind.tones = min(mind.tones + weight, PatientMind.most)
    if isCritical { mind.isCritical = true }
  }

  /// Whether something of a chance in 1/1000 happens. The stream goes on whatever comes of it.
  private mutating func isLucky(_ chance: UInt32) -> Bool {
    luck.next() % 1_000 < UInt64(chance)
  }

  /// Whether the patient calls now, after what was just seen of them.
  mutating func decide(_ reading: PatientReading) {
    let trouble = max(reading.drowsiness.rawValue, reading.withdrawal.rawValue)
    mind.isAway = reading.drowsiness >= .stupor
    bear(trouble)
    if callsFor(trouble) {
      mind.calledFor = trouble
      let isDrowsy = reading.drowsiness.rawValue >= reading.withdrawal.rawValue
      return call(isDrowsy ? .drowsiness : .withdrawal)
    }
    if callsForTones() { call(.tones) }
  }

  private mutating func bear(_ trouble: UInt8) {
    if trouble == 0 {
      mind.troubledSince = nil
      mind.calledFor = 0
    } else if mind.troubledSince == nil {
      mind.troubledSince = now
    }
  }

  /// The graver it is, the less is waited: a grade more is a quarter, and the gravest is called for
  /// at once. At night only what is more than mild is.
  @_addressableSelf
  private func callsFor(_ trouble: UInt8) -> Bool {
    guard let since = mind.troubledSince, trouble > 0, trouble > 1 || !isNight else { return false }
    if trouble <= mind.calledFor, let lastCall {
      return now.since(lastCall.time) >= Self.callsAgainAfter
    }
    let mild = Milliseconds.hours(UInt64(habits.delay)).rawValue
    let delay = trouble == 1 ? mild : trouble == 2 ? mild / 4 : 0
    return now.since(since).rawValue >= delay
  }

  /// Nobody calls for a single tone at night, and who does not care for those calls for two-tone
  /// signals all the same. Who has called for tones waits for help before they call again.
  @_addressableSelf
  private func callsForTones() -> Bool {
    guard mind.tones >= max(habits.patience, 2), !mind.isAway else { return false }
    if let lastCall, lastCall.reason == .tones,
      now.since(lastCall.time) < Self.callsAgainAfter
    {
      return false
    }
    return mind.isCritical || habits.patience > 0 && !isNight
  }

  private mutating func call(_ reason: PatientCall.Reason) {
    calls += 1
    today.countCall()
    lastCall = PatientCall(reason: reason, time: now)
    mind.tones = 0
    mind.isCritical = false
  }
}
