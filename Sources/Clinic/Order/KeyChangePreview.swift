import Quantities
package import Telemetry

/// What the change of a role's key does: a new one, drawn by chance, takes the place of the old one
/// in the pump and on the card, copies of which open the pump no longer. The therapy goes on.
package struct KeyChangePreview: Equatable {
  package let pump: Identity
  package let role: Role

  /// The change of a role's key at a pump that named itself.
  package init(pump: Identity, role: Role) {
    self.pump = pump
    self.role = role
  }

  /// What has to be given before it is ordered.
  package var need: ConsentNeed { .yes }
}
