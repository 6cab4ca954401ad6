public import Quantities

/// From a time of day on, a dose rate.
public struct DayStep: Hashable, Sendable {
  /// When it begins, in minutes since midnight: 0 through 1439.
  public let startMinute: UInt16
  /// The dose while it lasts; zero stands for minimum rate.
  public let dose: DoseRate

  /// A step, or `nil` when the day has no such minute.
  public init?(startMinute: UInt16, dose: DoseRate) {
    guard startMinute < 1440 else { return nil }
    self.startMinute = startMinute
    self.dose = dose
  }

  fileprivate static var unused: DayStep { DayStep() }

  private init() {
    startMinute = 0
    dose = .zero
  }

  /// Reads the dose behind a start that was just read.
  fileprivate init(from reader: inout ByteReader, startMinute start: UInt16) {
    if start >= 1440 { reader.reject() }
    let dose = DoseRate(nanogramsPerDay: reader.u32())
    if dose == nil { reader.reject() }
    self = DayStep(startMinute: start, dose: dose ?? .zero) ?? .unused
  }
}

/// The steps of one day, each lasting until the next begins and the last until midnight.
///
/// That they are in order and lie on the pump's grid is for the pump to check, which refuses with a
/// word on what is wrong. Spec: messages.md, "stageDayPlan", and therapy.md, "Day schedule".
public struct DayPlan: Hashable, Sendable {
  /// The most steps a day can have.
  public static var maximumSteps: Int { 13 }
  /// The start that marks a place without a step.
  static var noStep: UInt16 { 0xFFFF }

  private var steps = [13 of DayStep](repeating: .unused)
  /// How many steps the day has: 1 through ``maximumSteps``.
  public private(set) var count: Int

  /// A day of one step.
  public init(_ first: DayStep) {
    steps[0] = first
    count = 1
  }

  /// Adds a step behind the others; false when the day has ``maximumSteps`` already.
  @discardableResult
  public mutating func append(_ step: DayStep) -> Bool {
    guard count < Self.maximumSteps else { return false }
    steps[count] = step
    count += 1
    return true
  }

  /// The step at a place, 0 through ``count`` - 1; traps elsewhere.
  public subscript(place: Int) -> DayStep {
    precondition(place >= 0 && place < count, "the day has no such step")
    return steps[place]
  }

  /// The step that runs at a minute of the day, its place, and when it ends, in minutes since
  /// midnight. It is looked for from a place on, if it does not run before that.
  ///
  /// It changes nothing. Only what may change a fixed array reads one element where it lies; for
  /// everybody else the compiler copies all of them.
  package mutating func step(
    at minute: UInt16, from place: Int = 0
  ) -> (step: DayStep, place: Int, endMinute: UInt16) {
    var found = place < count && steps[place].startMinute <= minute ? place : 0
    var end: UInt16 = 1440
    while found + 1 < count {
      end = steps[found + 1].startMinute
      if end > minute { break }
      found += 1
      end = 1440
    }
    return (steps[found], found, end)
  }

  /// When the step at a place ends, in minutes since midnight: at most 1440.
  public func endMinute(of place: Int) -> UInt16 {
    place + 1 < count ? self[place + 1].startMinute : 1440
  }

  package init(from reader: inout ByteReader) {
    let start = reader.u16()
    self.init(DayStep(from: &reader, startMinute: start))
    var isEnded = false
    for _ in 1..<Self.maximumSteps {
      let start = reader.u16()
      if start == Self.noStep {
        isEnded = true
        if reader.u32() != 0 { reader.reject() }
      } else {
        if isEnded { reader.reject() }
        append(DayStep(from: &reader, startMinute: start))
      }
    }
  }

  package func encode(to writer: inout ByteWriter) {
    for place in 0..<count {
      writer.put(steps[place].startMinute)
      writer.put(steps[place].dose.nanogramsPerDay)
    }
    for _ in count..<Self.maximumSteps {
      writer.put(Self.noStep)
      writer.put(0 as UInt32)
    }
  }

  /// The length of a plan in messages and records, in bytes.
  package static var byteCount: Int { 78 }

  /// Two days are equal when their steps are.
  public static func == (left: DayPlan, right: DayPlan) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count where left.steps[place] != right.steps[place] { return false }
    return true
  }

  /// Hashes the steps.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for place in 0..<count { hasher.combine(steps[place]) }
  }
}

extension PlanNumber {
  /// How many plans there can be.
  public static var count: Int { 7 }
}

/// Which plan each weekday follows.
public struct WeekPlan: Hashable, Sendable {
  /// Four bits a day from Monday, the lowest, to Sunday: the plan's number, zero for none.
  public private(set) var bits: UInt32

  /// No plan on any day.
  public init() { bits = 0 }

  /// The same plan every day.
  public init(everyDay plan: PlanNumber) {
    bits = 0
    for weekday in 0..<7 { self[weekday] = plan }
  }

  /// The plan of a weekday, 0 for Monday through 6 for Sunday; traps elsewhere.
  public subscript(weekday: Int) -> PlanNumber? {
    @inlinable
    get {
      precondition(weekday >= 0 && weekday < 7, "a week has seven days")
      return PlanNumber(rawValue: UInt8(truncatingIfNeeded: bits >> UInt32(4 * weekday) & 15))
    }
    set {
      precondition(weekday >= 0 && weekday < 7, "a week has seven days")
      let shift = UInt32(4 * weekday)
      bits = bits & ~(15 << shift) | UInt32(newValue?.rawValue ?? 0) << shift
    }
  }

  init(from reader: inout ByteReader) {
    bits = reader.u32()
    var isKnown = bits >> 28 == 0
    for weekday in 0..<7 where bits >> UInt32(4 * weekday) & 15 > 7 { isKnown = false }
    if !isKnown {
      reader.reject()
      bits = 0
    }
  }
}

extension DayPlan: Visitable {
  /// Shows every step.
  public func visit(_ visitor: inout some FieldVisitor) {
    for place in 0..<count {
      visitor.enter("step", place + 1)
      visitor.number("startMinute", steps[place].startMinute)
      visitor.number("dose.nanogramsPerDay", steps[place].dose.nanogramsPerDay)
      visitor.leave()
    }
  }
}
