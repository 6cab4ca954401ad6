package import Quantities

/// A change from one amount of drug to another.
///
/// It is rounded once, to the nearest 1/10 %, a half away from zero: what is shown, what JSON says
/// and what the rules of titration are held against is this one figure.
package struct DoseChange: Equatable {
  /// The amount now, in ng.
  package let before: UInt64
  /// The amount that is to be, in ng.
  package let after: UInt64

  package init(before: UInt64, after: UInt64) {
    self.before = before
    self.after = after
  }

  /// By how much it changes, in 1/10 % of what is now; `nil` from nothing.
  package var tenths: Int64? {
    guard before > 0 else { return after == 0 ? 0 : nil }
    let isFall = after < before
    let size = Rounded.ratio(isFall ? before - after : after - before, times: 1000, by: before)
    return isFall ? -Int64(clamping: size) : Int64(clamping: size)
  }
}

/// Numbers rounded to the nearest, a half up: nothing that a person reads is cut.
package enum Rounded {
  /// `value` x `factor` / `divisor`, which is not zero; the highest number when it has no room.
  package static func ratio(_ value: UInt64, times factor: UInt64, by divisor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    guard product.high < divisor else { return .max }
    let (whole, rest) = divisor.dividingFullWidth(product)
    return rest >= divisor - rest ? (whole == .max ? whole : whole + 1) : whole
  }

  /// An amount of drug in whole ng.
  package static func nanograms(_ picograms: UInt64) -> UInt64 {
    ratio(picograms, times: 1, by: 1000)
  }

  /// An amount of drug in whole ng.
  package static func nanograms(_ drug: Picograms) -> UInt64 { nanograms(drug.rawValue) }
}
