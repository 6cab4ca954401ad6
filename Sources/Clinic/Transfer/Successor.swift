import Quantities

/// The pump that took another one's therapy over, or may have, as far as is known on this side.
///
/// While it gives that therapy the pump it follows is not resumed: the patient would get it twice.
package struct Successor: Equatable {
  /// Its serial number.
  package let serial: String
  /// When the change of programme was meant, by the programmer's clock.
  package let intended: String
  /// Whether it is known that the new pump gives the therapy; else nobody knows whether it does.
  package let isKnown: Bool

  /// What became of the commit in the new pump; `nil` for one that was not carried out, so that
  /// there is no successor.
  package init?(serial: String, intended: String, fate: OrderFate) {
    switch fate {
    case .done: isKnown = true
    case .intended, .unknown: isKnown = false
    case .refused, .notDone: return nil
    }
    self.serial = serial
    self.intended = intended
  }

  /// Whether it stands against an order: against that alone which lets the whole programme flow
  /// again.
  package func stands(against wanted: OrderWanted) -> Bool {
    if case .resume = wanted { return true }
    return false
  }
}
