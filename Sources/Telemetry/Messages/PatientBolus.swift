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

extension PatientBolus: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.number("nanograms", nanograms)
    visitor.number("milliseconds", milliseconds)
    visitor.number("lockoutMinutes", lockoutMinutes)
    visitor.number("maximumPerDay", maximumPerDay)
  }
}
