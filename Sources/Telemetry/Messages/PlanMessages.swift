/// The request to hold the steps of one day plan until they are committed.
///
/// Spec: messages.md, "stageDayPlan".
public struct StageDayPlan: Hashable, Sendable {
  /// Which plan.
  public var number: PlanNumber
  /// Its steps.
  public var plan: DayPlan

  /// A request from its parts.
  public init(_ number: PlanNumber, _ plan: DayPlan) {
    self.number = number
    self.plan = plan
  }

  init(from reader: inout ByteReader) {
    self.init(reader.plan(), DayPlan(from: &reader))
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(number.rawValue)
    plan.encode(to: &writer)
  }
}

/// The request for one day plan. Spec: messages.md, "readDayPlan".
public struct ReadDayPlan: Hashable, Sendable {
  /// Which plan.
  public var number: PlanNumber
  /// The one in force or the staged one.
  public var source: Source

  /// A request from its parts.
  public init(_ number: PlanNumber, _ source: Source) {
    self.number = number
    self.source = source
  }

  init(from reader: inout ByteReader) {
    self.init(reader.plan(), reader.source())
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(number.rawValue)
    writer.put(source.rawValue)
  }
}

/// One day plan as the pump holds it. Spec: messages.md, "dayPlan".
public struct DayPlanReport: Hashable, Sendable {
  /// Which plan.
  public var number: PlanNumber
  /// Whether it is in force or staged.
  public var source: Source
  /// Its steps.
  public var plan: DayPlan

  /// A report from its parts.
  public init(_ number: PlanNumber, _ source: Source, _ plan: DayPlan) {
    self.number = number
    self.source = source
    self.plan = plan
  }

  init(from reader: inout ByteReader) {
    self.init(reader.plan(), reader.source(), DayPlan(from: &reader))
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(number.rawValue)
    writer.put(source.rawValue)
    plan.encode(to: &writer)
  }
}
