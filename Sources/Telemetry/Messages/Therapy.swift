public import Quantities

/// A programme of infusion as it is staged, read back and committed.
///
/// The steps of a day schedule are kept beside it, in ``DayPlan``s. Spec: messages.md, "Therapy".
public struct Therapy: Hashable, Sendable {
  /// How the pump infuses.
  public private(set) var mode: InfusionMode
  /// The dose of simple continuous infusion; zero in every other mode.
  public private(set) var dose: DoseRate
  /// Which plan each weekday follows in a day schedule; no plan at all in every other mode.
  public private(set) var week: WeekPlan
  /// Boluses at an interval: always in ``InfusionMode/periodicBolus``, never in minimum rate, and
  /// at will on top of the other modes.
  public private(set) var periodic: PeriodicBolus?

  /// Simple continuous infusion of a dose.
  public static func simpleContinuous(
    _ dose: DoseRate, periodic: PeriodicBolus? = nil
  ) -> Therapy {
    Therapy(mode: .simpleContinuous, dose: dose, week: WeekPlan(), periodic: periodic)
  }

  /// Minimum rate.
  public static var minimumRate: Therapy {
    Therapy(mode: .minimumRate, dose: .zero, week: WeekPlan(), periodic: nil)
  }

  /// A day schedule.
  public static func daySchedule(_ week: WeekPlan, periodic: PeriodicBolus? = nil) -> Therapy {
    Therapy(mode: .daySchedule, dose: .zero, week: week, periodic: periodic)
  }

  /// Boluses at an interval over minimum rate.
  public static func periodicBolus(_ bolus: PeriodicBolus) -> Therapy {
    Therapy(mode: .periodicBolus, dose: .zero, week: WeekPlan(), periodic: bolus)
  }

  private init(mode: InfusionMode, dose: DoseRate, week: WeekPlan, periodic: PeriodicBolus?) {
    self.mode = mode
    self.dose = dose
    self.week = week
    self.periodic = periodic
  }

  /// The length of a programme in messages and records, in bytes.
  package static var byteCount: Int { 21 }

  package init(from reader: inout ByteReader) {
    let number = InfusionMode(rawValue: reader.u8())
    if number == nil { reader.reject() }
    let mode = number ?? .minimumRate
    let dose = DoseRate(nanogramsPerDay: reader.u32())
    // A dose beside another mode would be one that is not given.
    if dose == nil || (mode != .simpleContinuous && dose != .zero) { reader.reject() }
    let week = WeekPlan(from: &reader)
    if mode != .daySchedule && week != WeekPlan() { reader.reject() }
    let periodic = PeriodicBolus.optional(from: &reader, in: mode)
    self.init(mode: mode, dose: dose ?? .zero, week: week, periodic: periodic)
  }

  package func encode(to writer: inout ByteWriter) {
    writer.put(mode.rawValue)
    writer.put(dose.nanogramsPerDay)
    writer.put(week.bits)
    PeriodicBolus.encode(periodic, to: &writer)
  }
}

/// A bolus that comes back at an interval. Spec: therapy.md, "Periodic bolus".
public struct PeriodicBolus: Hashable, Sendable {
  /// The dose of each in ng, never zero.
  public let nanograms: UInt32
  /// Over how many ms each is given, never zero.
  public let milliseconds: UInt32
  /// From the beginning of one to the beginning of the next, in minutes, never zero.
  public let intervalMinutes: UInt16
  /// From the commit of the programme to the first, in minutes.
  public let firstMinutes: UInt16

  /// A periodic bolus, or `nil` when dose, time or interval is zero.
  public init?(
    nanograms: UInt32, milliseconds: UInt32, intervalMinutes: UInt16, firstMinutes: UInt16
  ) {
    guard nanograms > 0, milliseconds > 0, intervalMinutes > 0 else { return nil }
    self.nanograms = nanograms
    self.milliseconds = milliseconds
    self.intervalMinutes = intervalMinutes
    self.firstMinutes = firstMinutes
  }

  /// The dose of each.
  public var dose: Picograms { Picograms(nanograms: nanograms) }
  /// Over how long each is given.
  public var duration: Milliseconds { Milliseconds(rawValue: UInt64(milliseconds)) }
  /// From the beginning of one to the beginning of the next.
  public var interval: Milliseconds { .minutes(UInt64(intervalMinutes)) }

  /// How many begin, at most, in any 24 hours.
  public var mostPerDay: UInt64 {
    (1440 + UInt64(intervalMinutes) - 1) / UInt64(intervalMinutes)
  }

  static func optional(from reader: inout ByteReader, in mode: InfusionMode) -> PeriodicBolus? {
    let nanograms = reader.u32()
    if mode == .periodicBolus ? nanograms == 0 : mode == .minimumRate && nanograms != 0 {
      reader.reject()
    }
    let milliseconds = reader.u32()
    if (nanograms == 0) != (milliseconds == 0) { reader.reject() }
    let interval = reader.u16()
    if (nanograms == 0) != (interval == 0) { reader.reject() }
    let first = reader.u16()
    if nanograms == 0 && first != 0 { reader.reject() }
    return PeriodicBolus(
      nanograms: nanograms, milliseconds: milliseconds, intervalMinutes: interval,
      firstMinutes: first)
  }

  static func encode(_ bolus: PeriodicBolus?, to writer: inout ByteWriter) {
    writer.put(bolus?.nanograms ?? 0)
    writer.put(bolus?.milliseconds ?? 0)
    writer.put(bolus?.intervalMinutes ?? 0)
    writer.put(bolus?.firstMinutes ?? 0)
  }
}

extension Therapy: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("mode", mode.wireName)
    visitor.number("dose.nanogramsPerDay", dose.nanogramsPerDay)
    visitor.number("week", week.bits)
    guard let periodic else { return visitor.nothing("periodic") }
    visitor.enter("periodic")
    visitor.number("nanograms", periodic.nanograms)
    visitor.number("milliseconds", periodic.milliseconds)
    visitor.number("intervalMinutes", periodic.intervalMinutes)
    visitor.number("firstMinutes", periodic.firstMinutes)
    visitor.leave()
  }
}
