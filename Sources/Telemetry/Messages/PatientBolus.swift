public import Quantities

/// What the patient may ask for by himself: a bolus, and how often. Off unless a clinician turns it
/// on. Spec: therapy.md, "Patient bolus".
public struct PatientBolus: Hashable, Sendable {
  /// The dose of each in ng, never zero.
  public let nanograms: UInt32
  /// Over how many ms each is given, never zero.
  public let milliseconds: UInt32
  /// From the beginning of one to the earliest beginning of the next, in minutes, never zero.
  public let lockoutMinutes: UInt16
  /// How many may begin in any 24 hours: 1 through ``mostPerDay``.
  public let maximumPerDay: UInt8

  /// The most that a day can be set to: one an hour.
  public static var mostPerDay: UInt8 { 24 }

  /// A patient bolus, or `nil` when one of its numbers is zero or the day is set to too many.
  public init?(
    nanograms: UInt32, milliseconds: UInt32, lockoutMinutes: UInt16, maximumPerDay: UInt8
  ) {
    guard nanograms > 0, milliseconds > 0, lockoutMinutes > 0, maximumPerDay > 0,
      maximumPerDay <= Self.mostPerDay
    else { return nil }
    self.nanograms = nanograms
    self.milliseconds = milliseconds
    self.lockoutMinutes = lockoutMinutes
    self.maximumPerDay = maximumPerDay
  }

  /// The dose of each.
  public var dose: Picograms { Picograms(nanograms: nanograms) }
  /// Over how long each is given.
  public var duration: Milliseconds { Milliseconds(rawValue: UInt64(milliseconds)) }
  /// From the beginning of one to the earliest beginning of the next.
  public var lockout: Milliseconds { .minutes(UInt64(lockoutMinutes)) }

  /// The length of the settings in messages and records, in bytes.
  package static var byteCount: Int { 11 }

  /// Dose zero means that the patient bolus is off; the rest is zero then.
  package static func optional(from reader: inout ByteReader) -> PatientBolus? {
    let nanograms = reader.u32()
    let milliseconds = reader.u32()
    if (nanograms == 0) != (milliseconds == 0) { reader.reject() }
    let lockout = reader.u16()
    if (nanograms == 0) != (lockout == 0) { reader.reject() }
    let maximum = reader.u8()
    if (nanograms == 0) != (maximum == 0) || maximum > mostPerDay { reader.reject() }
    return PatientBolus(
      nanograms: nanograms, milliseconds: milliseconds, lockoutMinutes: lockout,
      maximumPerDay: maximum)
  }

  package static func encode(_ bolus: PatientBolus?, to writer: inout ByteWriter) {
    writer.put(bolus?.nanograms ?? 0)
    writer.put(bolus?.milliseconds ?? 0)
    writer.put(bolus?.lockoutMinutes ?? 0)
    writer.put(bolus?.maximumPerDay ?? 0)
  }
}

/// Which of two is meant: what is in force, or what waits for its commit.
public enum Source: UInt8, Hashable, Sendable {
  /// What is in force.
  case committed = 0
  /// What is staged in this session.
  case staged = 1
}

/// The request to hold new settings of the patient bolus. Spec: messages.md, "stagePatientBolus".
public struct StagePatientBolus: Hashable, Sendable {
  /// The settings; `nil` turns the patient bolus off.
  public var settings: PatientBolus?
  /// Whether the clinician confirmed going beyond the drug profile's soft limits.
  public var overridesSoftLimits: Bool

  /// A request from its parts.
  public init(_ settings: PatientBolus?, overridesSoftLimits: Bool = false) {
    self.settings = settings
    self.overridesSoftLimits = overridesSoftLimits
  }

  init(from reader: inout ByteReader) {
    settings = PatientBolus.optional(from: &reader)
    overridesSoftLimits = reader.flag()
  }

  func encode(to writer: inout ByteWriter) {
    PatientBolus.encode(settings, to: &writer)
    writer.put(overridesSoftLimits)
  }
}

/// The settings of the patient bolus and what was used of them. Spec: messages.md, "patientBolus".
public struct PatientBolusReport: Hashable, Sendable {
  /// Whether these are the settings in force or the staged ones.
  public var source: Source
  /// The settings; `nil` when the patient bolus is off.
  public var settings: PatientBolus?
  /// How many began in the last 24 hours.
  public var startedToday: UInt8
  /// Seconds, rounded up, until the lockout ends; zero when none runs.
  public var lockoutSecondsLeft: UInt32
  /// How many requests were denied since the factory; it stays at the highest value it can hold.
  public var deniedInAll: UInt32

  /// A report from its parts.
  public init(
    source: Source, settings: PatientBolus?, startedToday: UInt8, lockoutSecondsLeft: UInt32,
    deniedInAll: UInt32
  ) {
    self.source = source
    self.settings = settings
    self.startedToday = startedToday
    self.lockoutSecondsLeft = lockoutSecondsLeft
    self.deniedInAll = deniedInAll
  }

  init(from reader: inout ByteReader) {
    source = reader.source()
    settings = PatientBolus.optional(from: &reader)
    startedToday = reader.u8()
    lockoutSecondsLeft = reader.u32()
    deniedInAll = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(source.rawValue)
    PatientBolus.encode(settings, to: &writer)
    writer.put(startedToday)
    writer.put(lockoutSecondsLeft)
    writer.put(deniedInAll)
  }
}

extension ByteReader {
  mutating func source() -> Source {
    let source = Source(rawValue: u8())
    if source == nil { reject() }
    return source ?? .committed
  }
}
