package import Clinic
package import Telemetry

/// The way of every change of the programme: read, stage, read back, show, ask, commit, read again.
package struct ChangeFlow {
  package let access: PumpAccess
  package let given: GivenConsent
  package let indication: Indication?

  package init(access: PumpAccess, given: GivenConsent, indication: Indication?) {
    self.access = access
    self.given = given
    self.indication = indication
  }

  /// Carries a change through.
  package func run(_ wanted: ChangeWanted) throws -> ChangeResult {
    let visit = try Visit.begin(access)
    let done = try visit.carry(
      .change(wanted, visit.indication(given: indication)), given: given)
    guard let result = ChangeResult(done, access.place.face) else { throw visit.surprise }
    return result
  }
}

/// The way of every other order: read, show, ask, give, read again.
package struct OrderFlow {
  package let access: PumpAccess
  package let given: GivenConsent
  package let role: Role
  /// Whether somebody knows that the therapy of the pump went over to another, and that it is to
  /// flow from this one all the same.
  private let despiteTransfer: Bool

  package init(
    access: PumpAccess, given: GivenConsent, role: Role = .clinician, despiteTransfer: Bool = false
  ) {
    self.access = access
    self.given = given
    self.role = role
    self.despiteTransfer = despiteTransfer
  }

  /// Carries an order through.
  package func run(_ wanted: OrderWanted) throws -> VisitDone {
    try Visit.begin(access, role: role).carry(.order(wanted), given: given)
  }

  /// Carries an order through, and tells it.
  package func result(of wanted: OrderWanted) throws -> OrderResult {
    let visit = try Visit.begin(access, role: role)
    if !despiteTransfer { try visit.checkSuccessor(against: wanted) }
    let done = try visit.carry(.order(wanted), given: given)
    guard let result = OrderResult(done, access.place.face) else { throw visit.surprise }
    return result
  }
}
