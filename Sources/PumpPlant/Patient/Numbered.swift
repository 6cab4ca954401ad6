/// Goes through the cases of an enum that is numbered from 0, in that order.
///
/// It is no `Sequence`, as whatever is one can be made an array of, and there is none on a
/// microcontroller without a heap: ask for ``next()`` until there is none.
public struct Numbered<Case: RawRepresentable>: Sendable where Case.RawValue == UInt8 {
  private var number: UInt8 = 0

  init() {}

  /// The next case, or `nil` after the last.
  public mutating func next() -> Case? {
    defer { number += 1 }
    return Case(rawValue: number)
  }
}
