import Quantities
package import Telemetry

/// What the pump read back of a staged change.
package struct StagedSet {
  /// The programme as it would be, with the token to commit.
  package let programme: Programme
  package let refill: RefillReport?

  package init(programme: Programme, refill: RefillReport?) {
    self.programme = programme
    self.refill = refill
  }

  package var token: UInt32 { programme.report.token }
}
