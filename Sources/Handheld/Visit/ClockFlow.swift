import Clinic
import ClinicText
import PumpText
package import Quantities
package import Telemetry

/// Reads or sets the wall clock of a pump in a visit of its own.
package struct ClockFlow {
  private let access: PumpAccess
  private let given: GivenConsent

  package init(access: PumpAccess, given: GivenConsent) {
    self.access = access
    self.given = given
  }

  /// What the clock shows.
  package func read() throws -> ClockResult {
    let visit = try Visit.begin(access)
    defer { visit.end() }
    let now = try visit.interrogate()
    return ClockResult(
      clock: now.clock, wasSet: false, isUncertain: now.status.alarms.contains(.clockUncertain))
  }

  /// Sets it to a time, and says by how much that moved it; without a reason it is worked out where
  /// it can be. `nil` when the order was another after all.
  package func set(
    _ wanted: WallClock, reason: ClockReason?, acceptsShift: Bool
  ) throws -> ClockResult? {
    let visit = try OrderFlow(access: access, given: given)
      .run(.setClock(wanted, reason: reason, acceptsShift: acceptsShift))
    guard case .plain(_, .clock(let preview)) = visit.question else { return nil }
    let after = visit.done.after
    return ClockResult(
      clock: after?.clock ?? wanted, wasSet: true, reason: preview.reason.name,
      shift: preview.shift?.seconds, crossesStep: preview.shift?.crossesStep,
      isUncertain: after?.status.alarms.contains(.clockUncertain) ?? false)
  }
}
