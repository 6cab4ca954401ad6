import Quantities
public import Telemetry

/// The day plans of a programme, by their numbers.
public struct DayPlans: Hashable, Sendable {
  private var plans = [7 of DayPlan?](repeating: nil)

  /// No plan at all.
  public init() {}

  /// The plan of a number; `nil` when there is none.
  public subscript(number: PlanNumber) -> DayPlan? {
    @inline(__always)
    get { plans[Int(UInt64(number.rawValue)) - 1] }
    set { plans[Int(UInt64(number.rawValue)) - 1] = newValue }
  }

  /// The step of a plan that runs at a minute of the day, as ``DayPlan/step(at:from:)``; `nil` when
  /// there is no such plan. It changes nothing either.
  @inline(__always)
  mutating func step(
    of number: PlanNumber, at minute: UInt16, from place: Int
  ) -> (step: DayStep, place: Int, endMinute: UInt16)? {
    plans[Int(UInt64(number.rawValue)) - 1]?.step(at: minute, from: place)
  }

  /// Whether there is no plan.
  public var isEmpty: Bool {
    for place in plans.indices where plans[place] != nil { return false }
    return true
  }

  /// Takes the plans of another set in place of those of the same number.
  mutating func merge(_ other: DayPlans) {
    for place in plans.indices where other.plans[place] != nil { plans[place] = other.plans[place] }
  }

  /// Forgets the plans that no weekday follows.
  mutating func keepOnly(usedBy week: WeekPlan) {
    for place in plans.indices {
      var isUsed = false
      for weekday in 0..<7 where Int(UInt64(week[weekday]?.rawValue ?? 0)) == place + 1 {
        isUsed = true
      }
      if !isUsed { plans[place] = nil }
    }
  }

  /// Two sets are equal when all their plans are.
  public static func == (left: DayPlans, right: DayPlans) -> Bool {
    for place in left.plans.indices where left.plans[place] != right.plans[place] { return false }
    return true
  }

  /// Hashes the plans.
  public func hash(into hasher: inout Hasher) {
    for place in plans.indices { hasher.combine(plans[place]) }
  }

  /// One byte whose bits say which plans there are, then those plans in order. It changes nothing,
  /// as ``DayPlan/step(at:from:)``.
  mutating func encode(to writer: inout ByteWriter) {
    var present: UInt8 = 0
    for place in plans.indices where plans[place] != nil { present |= 1 << UInt8(place) }
    writer.put(present)
    for place in plans.indices { plans[place]?.encode(to: &writer) }
  }

  init(from reader: inout ByteReader) {
    let present = reader.u8()
    if present >> 7 != 0 { reader.reject() }
    for place in plans.indices where present & 1 << UInt8(place) != 0 {
      plans[place] = DayPlan(from: &reader)
    }
  }
}
