import ClinicSupport
import PumpText
import SerialLink
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The consent to an order: a yes within the largest step, and the total typed beyond it.
@Suite(.waiting, .limited)
struct ConsentTests {
  private let dose = DoseOrder.commit(token: 77)

  private func proposal(_ beyond: StepRule = .none, _ order: DoseOrder? = nil) throws -> Proposal {
    let order = order ?? dose
    let token: UInt32 = order == dose ? 77 : 0
    return try #require(
      Proposal(
        order,
        Samples.forecast(order.question.subject, token: token) {
          $0.step.mostNanograms = 995_000
          $0.step.beyond = beyond
        }))
  }

  /// Asks, and says what was asked for.
  private func ask(
    _ proposal: Proposal, _ given: GivenConsent = GivenConsent(), canAsk: Bool = true,
    typed: String = "995 mcg"
  ) throws -> (consent: Consent, asked: [String]) {
    var asked: [String] = []
    let consent = try Consent.to(
      proposal, given: given, canAsk: canAsk,
      yes: {
        asked.append("yes")
        return Samples.yes
      },
      total: {
        asked.append("total")
        return typed
      })
    return (consent, asked)
  }

  @Test func `within the largest step a yes is enough, and nothing is said to be confirmed`() throws
  {
    let (consent, asked) = try ask(try proposal())
    #expect(asked == ["yes"] && consent.confirmedNanograms == 0)
    #expect(
      consent.body
        == .commit(Commit(token: 77, confirmedNanograms: 0)))
  }

  @Test(
    arguments: [.aboveDouble, .belowHalf, .bolusAboveHalf, .bridgeSkipped, .primeReachesTip]
      as [StepRule])
  func `beyond it the total has to be typed as it was printed`(rule: StepRule) throws {
    let proposal = try proposal(rule)
    let (consent, asked) = try ask(proposal)
    #expect(asked == ["total"] && consent.confirmedNanograms == 995_000)
    #expect(
      consent.body
        == .commit(Commit(token: 77, confirmedNanograms: 995_000)))
    for typed in ["y", "yes", "995", "0.995 mg", "995 mcg/day", "99.5 mcg", "9950 mcg", ""] {
      let error = #expect(throws: ProgrammerError.self) { try ask(proposal, typed: typed) }
      #expect(error?.exitStatus == .refused, "\(typed)")
      #expect(error?.message.contains("Nothing was changed") == true)
    }
  }

  @Test func `no yes stands in for it, and a script is told which number to give`() throws {
    let proposal = try proposal(.aboveDouble)
    let (_, asked) = try ask(proposal, Samples.given())
    #expect(asked == ["total"])
    let error = #expect(throws: ProgrammerError.self) {
      try ask(proposal, Samples.given(), canAsk: false)
    }
    #expect(error?.exitStatus == .refused)
    #expect(error?.message.contains(#"add --confirm-total "995 mcg""#) == true)
    #expect(error?.refusal?.code == .totalUnconfirmed && error?.refusal?.asked == 995_000)
  }

  @Test func `a total given in a script is compared before anything is sent`() throws {
    let right = Samples.given(total: 995_000)
    let (consent, asked) = try ask(try proposal(.aboveDouble), right, canAsk: false)
    #expect(asked == [] && consent.confirmedNanograms == 995_000)
    // Where a yes is enough it is asked for all the same, and the pump still compares the number.
    let (plain, question) = try ask(try proposal(), right, canAsk: false)
    #expect(question == ["yes"] && plain.confirmedNanograms == 995_000)
    for rule in [StepRule.none, .aboveDouble] {
      let error = #expect(throws: ProgrammerError.self) {
        try ask(try proposal(rule), Samples.given(total: 994_999))
      }
      #expect(error?.exitStatus == .refused && error?.refusal?.code == .totalMismatch)
      #expect(error?.message.contains("says 994.999 mcg") == true)
      #expect(error?.message.contains("up to 995 mcg. Nothing was changed") == true)
    }
  }

  @Test(
    arguments: [
      (
        .bolus(nanograms: 5, milliseconds: 6, overridesSoftLimits: true),
        .startBolus(
          StartBolus(
            nanograms: 5, milliseconds: 6, overridesSoftLimits: true, confirmedNanograms: 995_000))
      ),
      (
        .prime(.catheter, volumesVersion: 2),
        .startPrime(
          StartPrime(.catheter, volumesVersion: 2, confirmedNanograms: 995_000))
      ),
      (
        .bridge(flowNanolitresPerDay: 7, volumesVersion: 2),
        .startBridge(
          StartBridge(
            flowNanolitresPerDay: 7, volumesVersion: 2, confirmedNanograms: 995_000))
      ),
      (.cancelBridge, .cancelBridge(ConfirmedOrder(confirmedNanograms: 995_000))),
      (.resume, .resume(ConfirmedOrder(confirmedNanograms: 995_000))),
    ] as [(DoseOrder, Order.Body)])
  func `every order that changes the dose carries what was confirmed`(
    order: DoseOrder, body: Order.Body
  ) throws {
    let (consent, _) = try ask(try proposal(.aboveDouble, order))
    #expect(consent.body == body)
    #expect(body.type == order.type)
  }

  @Test func `the forecast of something else is no forecast of an order`() {
    #expect(Proposal(dose, Samples.forecast(.staged, token: 78)) == nil)
    #expect(Proposal(dose, Samples.forecast(.running)) == nil)
    #expect(Proposal(.resume, Samples.forecast(.cancelBridge)) == nil)
    #expect(Proposal(.resume, Samples.forecast(.resume)) != nil)
  }

  @Test(
    arguments: [
      (.none, ""),
      (.aboveDouble, "!! A LARGE STEP: up to 10 times the 100 mcg a day that was the lowest"),
      (.belowHalf, "!! A LARGE STEP down from 500 mcg a day, the highest"),
      (.bolusAboveHalf, "!! A LARGE BOLUS for a day's dose, with 100 mcg to 500 mcg a day in"),
      (.bridgeSkipped, "!! NO BRIDGE: the strength changes, and the old drug that is in the path"),
      (.primeReachesTip, "!! DRUG AT THE TIP: the prime pushes up to 544 mcg out of the catheter"),
    ] as [(StepRule, String)])
  func `the rule is said with its numbers, and the total`(rule: StepRule, words: String) throws {
    let order = rule == .primeReachesTip ? DoseOrder.prime(.wholePath, volumesVersion: 2) : dose
    let forecast = Samples.forecast(order.question.subject, token: order == dose ? 77 : 0) {
      $0.step.mostNanograms = 995_000
      $0.step.formerMostNanograms = 500_000
      if rule == .primeReachesTip { $0.step.tipNanograms = 544_000 }
      $0.step.beyond = rule
    }
    let reason = LargestStep.reason(try #require(Proposal(order, forecast)))
    #expect(reason.hasPrefix(words), "\(reason)")
    #expect(rule == .none || reason.contains("Any 24 h will hold up to 995 mcg."), "\(reason)")
    // What is too much for a yes is the profile's to say, which may be other than 200 % and 50 %.
    #expect(!reason.contains("double") && !reason.contains("half"), "\(reason)")
    let isShare = ![.none, .bridgeSkipped].contains(rule)
    #expect(reason.contains("more than the drug profile lets pass") == isShare, "\(reason)")
  }

  @Test func `a start from nothing is said to be one`() throws {
    var forecast = Samples.forecast(.resume) { $0.step.beyond = .aboveDouble }
    forecast.step.formerLeastNanograms = 0
    forecast.step.formerMostNanograms = 0
    let reason = LargestStep.reason(try #require(Proposal(.resume, forecast)))
    #expect(reason.hasPrefix("!! A LARGE STEP: nothing was in force in the last 24 h"), "\(reason)")
  }

  @Test func `what was consented to is in the result`() throws {
    let consent = try Samples.consent(
      given: GivenConsent(total: GivenConsent.Total(995_000, by: "option --confirm-total"))
    ) {
      $0.step.mostNanograms = 995_000
      $0.step.beyond = .aboveDouble
    }
    #expect(
      try JSONText.line(ConsentJSON(consent)) == """
        {"confirmed_mcg":995,"former_least_mcg_per_day":100,"former_most_mcg_per_day":100,\
        "most_in_24_h_mcg":995,"rule":"above_double","tip_mcg":0,"total_is_due":true}

        """)
    #expect(
      try JSONText.line(ConsentJSON(try Samples.consent())).contains(#""confirmed_mcg":null"#))
  }

  @Test func `an order has no way to the pump but through somebody's consent`() async {
    await #expect(processExitsWith: .failure) {
      try LineOpener.$current.withValue(PumpInMemory().opener) {
        let connection = try PumpConnection(
          try PortAddress("memory"), face: Samples.face, records: LineRecords(),
          recorder: VisitRecorder(path: nil, face: Samples.face))
        _ = try connection.perform(.order(Order(.stop, notAfter: 5)))
      }
    }
  }
}
