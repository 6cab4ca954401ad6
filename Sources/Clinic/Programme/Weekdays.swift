import Quantities

/// Some of the days of a week.
package struct Weekdays: Equatable {
  /// Monday is 0, Sunday is 6.
  private var bits: UInt8 = 0

  package static let count = 7
  package static let everyDay = Weekdays(0..<7)

  package init() {}

  package init(_ days: some Sequence<Int>) {
    for day in days { bits |= 1 << UInt8(day) }
  }

  package func contains(_ day: Int) -> Bool { bits & 1 << UInt8(day) != 0 }

  package var isEmpty: Bool { bits == 0 }
  package var list: [Int] { (0..<Self.count).filter { contains($0) } }

  package mutating func insert(_ days: Weekdays) { bits |= days.bits }

  package func intersection(_ other: Weekdays) -> Weekdays {
    Weekdays(list.filter { other.contains($0) })
  }

  package var complement: Weekdays { Weekdays((0..<Self.count).filter { !contains($0) }) }
}
