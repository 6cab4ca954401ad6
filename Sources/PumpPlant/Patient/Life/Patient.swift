public import Quantities

/// Somebody in a body: what the drug does to them, what they hear and feel and make of it, and a
/// diary. Illustrative only, and never dosing advice. Spec: patient.md.
///
/// A patient has a time of their own, which goes on with that of the bench they are at. They are
/// looked at every ``interval`` of it: all that is told of a day is of those moments, and it is
/// then that somebody calls.
public struct Patient: Sendable {
  /// How often a patient is looked at: every two hours.
  public static var interval: Milliseconds { .hours(2) }

  /// Who it is: a kind, and the seed of the draw.
  public let kind: PatientKind
  /// The seed of the draw.
  public let seed: UInt64
  /// What they make of what they hear and feel.
  public let habits: PatientHabits
  /// How far into a day the patient's time zero is, in ms; less than a day.
  public let timeOfDay: Milliseconds
  /// What the drug does, as it was at the last look or change.
  var model: VirtualPatient
  /// What has arrived since, evenly over ``waited``.
  var arriving = Picograms.zero
  /// The time since then, in ms; less than ``interval``.
  var waited: UInt64 = 0
  /// The day that is not over.
  public internal(set) var today: PatientDay
  /// The days that are.
  public internal(set) var diary = PatientDiary()
  /// All tones that were noticed.
  public internal(set) var heard: UInt64 = 0
  /// All calls.
  public internal(set) var calls: UInt64 = 0
  /// The last call; `nil` before the first.
  public internal(set) var lastCall: PatientCall?

  /// What the body had received before, in pg.
  var before: Picograms
  /// The moment of the bench up to which the patient was followed.
  var followed: TherapyTime
  /// The patient's own luck.
  var luck: SeededGenerator
  var mind = PatientMind()

  /// Draws somebody of a kind, whose time is now that of a bench, and who has had none of the drug.
  ///
  /// The generator is to be a new one of the seed, which names the patient. Throws as
  /// ``PatientProfile/draw(_:from:)`` does.
  public init(
    _ kind: PatientKind, seed: UInt64, from generator: inout some RandomNumberGenerator,
    at time: TherapyTime, timeOfDay: Milliseconds
  ) throws(PatientProfileError) {
    let profile = try PatientProfile.draw(kind, from: &generator)
    self.init(
      kind, seed: seed, VirtualPatient(profile, at: time), .draw(from: &generator),
      timeOfDay: Milliseconds(rawValue: timeOfDay.rawValue % Milliseconds.days(1).rawValue))
    luck = SeededGenerator(seed: generator.next())
  }

  /// Somebody as they were kept.
  init(
    _ kind: PatientKind, seed: UInt64, _ model: VirtualPatient, _ habits: PatientHabits,
    timeOfDay: Milliseconds
  ) {
    self.kind = kind
    self.seed = seed
    self.model = model
    self.habits = habits
    self.timeOfDay = timeOfDay
    today = PatientDay(model.reading)
    before = .zero
    followed = model.now
    luck = SeededGenerator(seed: 0)
  }

  /// The patient's own time.
  public var now: TherapyTime {
    @_addressableSelf get { model.now.after(Milliseconds(rawValue: waited)) }
  }

  /// The number of the day that is not over; the first of the patient's time is 1.
  public var dayNumber: UInt64 { now.rawValue / Self.day + 1 }

  /// Whether it is night where the patient is.
  public var isNight: Bool {
    @_addressableSelf get {
      PatientHabits.isNight(
        Milliseconds(rawValue: (now.rawValue % Self.day + timeOfDay.rawValue) % Self.day))
    }
  }

  static var day: UInt64 { Milliseconds.days(1).rawValue }

  /// Lets time pass, over which drug arrives evenly.
  ///
  /// What arrives as fast as before is gathered until somebody looks, so that many strokes cost no
  /// more than one; what comes at once is felt at once.
  mutating func advance(by length: Milliseconds, receiving drug: Picograms) {
    var left = length.rawValue
    var rest = drug.rawValue
    while left > 0 {
      let toLook = Self.interval.rawValue - now.rawValue % Self.interval.rawValue
      guard left >= toLook else { break }
      let share =
        rest == 0
        ? 0 : left.dividingFullWidth(rest.multipliedFullWidth(by: toLook)).quotient
      gather(share, over: toLook)
      left -= toLook
      rest -= share
      feel()
      look()
    }
    gather(rest, over: left)
  }

  private mutating func gather(_ drug: UInt64, over length: UInt64) {
    today.received += Picograms(rawValue: drug)
    if !isAsFast(drug, over: length) { feel() }
    arriving += Picograms(rawValue: drug)
    waited += length
    if length == 0 { feel() }
  }

  /// Whether so much over such a time is, within a quarter, what arrived until now.
  @_addressableSelf
  private func isAsFast(_ drug: UInt64, over length: UInt64) -> Bool {
    guard waited > 0 else { return true }
    let old = arriving.rawValue.multipliedFullWidth(by: length)
    let new = drug.multipliedFullWidth(by: waited)
    guard old.high == 0, new.high == 0, old.low >> 61 == 0, new.low >> 61 == 0 else {
      return false
    }
    return 4 * old.low <= 5 * new.low && 4 * new.low <= 5 * old.low
  }

  /// Puts the catheter's tip into a cell of the spinal fluid, 0 at the head through 7; false, with
  /// nothing changed, when there is no such cell. What has arrived did so where the tip was.
  mutating func moveTip(to cell: UInt32) -> Bool {
    feel()
    do throws(PatientProfileError) {
      model = try model.withTip(inCell: cell)
      return true
    } catch { return false }
  }

  /// Lets what has arrived take effect.
  private mutating func feel() {
    model.advance(to: now, receiving: arriving)
    arriving = .zero
    waited = 0
  }

  /// Looks at the patient, who may call; at the end of a day it goes into the diary.
  private mutating func look() {
    let reading = model.reading
    today.note(reading)
    decide(reading)
    guard now.rawValue % Self.day == 0 else { return }
    diary.add(today)
    today = PatientDay(reading)
  }
}

extension Patient {
  /// What the drug does now, with all that has arrived.
  public var present: VirtualPatient {
    var copy = self
    copy.feel()
    return copy.model
  }

  /// All drug that arrived, in pg.
  public var given: Picograms { model.given + arriving }
}
