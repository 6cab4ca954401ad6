package import PumpWorld
import Quantities

/// An invariant that did not hold, and what showed it.
package struct SoakFailure: Error, Hashable, Sendable {
  /// Which of them.
  package var invariant: Invariant
  /// After which event, from 0; those after the last belong to the calm at the end.
  package var event: Int
  /// What was found.
  package var what: String

  /// A failure from its parts.
  package init(invariant: Invariant, event: Int, what: String) {
    self.invariant = invariant
    self.event = event
    self.what = what
  }
}
