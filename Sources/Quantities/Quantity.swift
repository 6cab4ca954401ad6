/// An amount with a unit, kept as an unsigned integer so that no arithmetic in the pump can round.
///
/// The operators trap on overflow and on a result below zero: reaching one is a mistake in the
/// program, because every value that comes from outside is range-checked where it enters. Where
/// the operands are data, use ``plus(_:)`` and ``minus(_:)``, which say `nil` instead.
public protocol Quantity: Comparable, Hashable, Sendable {
  /// The integer the amount is kept in.
  associatedtype RawValue: FixedWidthInteger & UnsignedInteger & Sendable

  /// The amount, in the unit the type documents.
  var rawValue: RawValue { get }

  /// Makes an amount from an integer in the type's unit.
  init(rawValue: RawValue)
}

extension Quantity {
  /// Nothing, in any unit.
  @inlinable public static var zero: Self { Self(rawValue: 0) }

  /// Smaller amounts come first.
  @inlinable public static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The sum; traps when it does not fit.
  @inlinable public static func + (left: Self, right: Self) -> Self {
    Self(rawValue: left.rawValue + right.rawValue)
  }

  /// The difference; traps when `right` is the larger.
  @inlinable public static func - (left: Self, right: Self) -> Self {
    Self(rawValue: left.rawValue - right.rawValue)
  }

  /// Adds in place; traps when the sum does not fit.
  @inlinable public static func += (left: inout Self, right: Self) { left = left + right }

  /// Subtracts in place; traps when `right` is the larger.
  @inlinable public static func -= (left: inout Self, right: Self) { left = left - right }

  /// The sum, or `nil` when it does not fit the type.
  @inlinable public func plus(_ other: Self) -> Self? {
    let (sum, overflow) = rawValue.addingReportingOverflow(other.rawValue)
    return overflow ? nil : Self(rawValue: sum)
  }

  /// The difference, or `nil` when `other` is the larger.
  @inlinable public func minus(_ other: Self) -> Self? {
    rawValue < other.rawValue ? nil : Self(rawValue: rawValue - other.rawValue)
  }

  /// The amount taken `count` times, or `nil` when that does not fit the type.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
  @inlinable public func times(_ count: RawValue) -> Self? {
    let (product, overflow) = rawValue.multipliedReportingOverflow(by: count)
    return overflow ? nil : Self(rawValue: product)
  }
}
