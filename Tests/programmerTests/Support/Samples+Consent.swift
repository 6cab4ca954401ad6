import ClinicSupport
import PumpText
import Telemetry
import Testing

@testable import Clinic
@testable import Handheld

extension Samples {
  /// A consent to an order, on what a pump foretells of it.
  static func consent(
    _ order: DoseOrder = .commit(token: 77), given: GivenConsent = given(),
    _ change: (inout Forecast) -> Void = { _ in }
  ) throws -> Consent {
    let token: UInt32 = order == .commit(token: 77) ? 77 : 0
    let proposal = try #require(
      Proposal(order, forecast(order.question.subject, token: token, change)))
    return try Consent.to(
      proposal, given: given, canAsk: false, yes: { Self.yes }, total: { "" })
  }

  /// A yes, as `--yes` gives it.
  static var yes: Yes { Yes(by: "option --yes") }

  /// What `--yes`, and `--confirm-total` with a number of ng, say of consent.
  static func given(total: UInt32? = nil) -> GivenConsent {
    GivenConsent(
      yes: yes, total: total.map { GivenConsent.Total($0, by: "option --confirm-total") })
  }

  /// A bolus of 50 mcg over 10 min that was consented to.
  static var bolusOrder: PermittedOrder {
    get throws {
      .consented(
        try consent(.bolus(nanograms: 50_000, milliseconds: 600_000, overridesSoftLimits: false)))
    }
  }
}
