// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The settings of the patient bolus and what was used of them. Spec: messages.md, "patientBolus".
public struct PatientBolusReport: Hashable, Sendable {
  /// Whether these are the settings in force or the staged ones.
  public var source: Source
  /// The settings. `nil`: the patient bolus is off.
  public var settings: PatientBolus?
  /// How many began in the last 24 hours. Unit boluses.
  public var startedToday: UInt8
  /// Until the lockout ends, rounded up; zero when none runs. Unit s.
  public var lockoutSecondsLeft: UInt32
  /// Until fewer than the maximum began in the last 24 hours, rounded up; zero when that is so.
  /// Unit s.
  public var maximumSecondsLeft: UInt32
  /// How many requests were denied since the factory; it stays at the highest value it can hold.
  /// Unit requests.
  public var deniedInAll: UInt32

  /// One from its parts.
  public init(
    source: Source, settings: PatientBolus?, startedToday: UInt8, lockoutSecondsLeft: UInt32,
    maximumSecondsLeft: UInt32, deniedInAll: UInt32
  ) {
    self.source = source
    self.settings = settings
    self.startedToday = startedToday
    self.lockoutSecondsLeft = lockoutSecondsLeft
    self.maximumSecondsLeft = maximumSecondsLeft
    self.deniedInAll = deniedInAll
  }
}

extension PatientBolusReport {
  init(from reader: inout ByteReader) {
    source = Source(from: &reader)
    settings = PatientBolus.optional(from: &reader)
    startedToday = reader.u8()
    lockoutSecondsLeft = reader.u32()
    maximumSecondsLeft = reader.u32()
    deniedInAll = reader.u32()
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(source.rawValue)
    PatientBolus.encode(settings, to: &writer)
    writer.put(startedToday)
    writer.put(lockoutSecondsLeft)
    writer.put(maximumSecondsLeft)
    writer.put(deniedInAll)
  }
}

extension PatientBolusReport: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("source", source.wireName)
    if let settings {
      visitor.enter("settings")
      settings.visit(&visitor)
      visitor.leave()
    } else {
      visitor.nothing("settings")
    }
    visitor.number("startedToday", startedToday)
    visitor.number("lockoutSecondsLeft", lockoutSecondsLeft)
    visitor.number("maximumSecondsLeft", maximumSecondsLeft)
    visitor.number("deniedInAll", deniedInAll)
  }
}
