import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// What a proposal needs before it becomes an order, whoever asks for it.
@Suite(.limited)
struct ConsentNeedTests {
  /// A bolus after which any 24 h hold up to 120 mcg.
  private func proposal(_ beyond: StepRule) throws -> Proposal {
    let order = DoseOrder.bolus(
      nanograms: 20_000, milliseconds: 600_000, overridesSoftLimits: false)
    return try #require(Proposal(order, Self.forecast(order.question.subject, beyond)))
  }

  private static func forecast(_ subject: ForecastSubject, _ beyond: StepRule) -> Forecast {
    Forecast(
      subject: subject, secondsToTip: nil, secondsToLowAlarm: nil, secondsToEmpty: nil,
      secondsToReplacement: nil, secondsToEndOfService: nil,
      step: Forecast.StepFigures(
        mostNanograms: 120_000, formerLeastNanograms: 100_000, formerMostNanograms: 100_000,
        beyond: beyond))
  }

  @Test func `within the largest step a yes is enough`() throws {
    let proposal = try proposal(.none)
    #expect(proposal.need == .yes)
    let consent = try #require(Consent(proposal, Yes(by: "a person")))
    #expect(consent.confirmedNanograms == 0 && consent.by == "a person")
    #expect(Self.confirmed(consent) == 0)
  }

  @Test(arguments: [StepRule.aboveDouble, .belowHalf, .bolusAboveHalf, .primeReachesTip])
  func `beyond it only the total is`(rule: StepRule) throws {
    let proposal = try proposal(rule)
    #expect(proposal.need == .total(nanograms: 120_000))
    #expect(Consent(proposal, Yes(by: "a person")) == nil)
    #expect(Consent(proposal, Yes(by: "a person"), total: 120_000) == nil)
    #expect(Consent(proposal, total: 119_999, by: "a person") == nil)
    let consent = try #require(Consent(proposal, total: 120_000, by: "a person"))
    #expect(Self.confirmed(consent) == 120_000)
  }

  @Test func `a total that nobody asked for has to be right`() throws {
    let proposal = try proposal(.none)
    #expect(Consent(proposal, Yes(by: "a person"), total: 119_999) == nil)
    #expect(Consent(proposal, total: 119_999, by: "a person") == nil)
    let consent = try #require(Consent(proposal, Yes(by: "a person"), total: 120_000))
    #expect(Self.confirmed(consent) == 120_000)
  }

  @Test func `a forecast of something else is no proposal`() {
    let order = DoseOrder.commit(token: 7)
    #expect(Proposal(order, Self.forecast(.resume, .none)) == nil)
    #expect(Proposal(.resume, Self.forecast(order.question.subject, .none)) == nil)
    #expect(Proposal(order, Self.forecast(order.question.subject, .none)) == nil, "another token")
  }

  /// What the order says was confirmed, in ng.
  private static func confirmed(_ consent: Consent) -> UInt32? {
    guard case .startBolus(let bolus) = consent.body else { return nil }
    return bolus.confirmedNanograms
  }
}
