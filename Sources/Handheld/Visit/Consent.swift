import PumpText
package import Telemetry

/// An order that changes what the patient gets. It is given only with a ``Consent`` to it.
package enum DoseOrder: Equatable {
  /// Commit all that is staged.
  case commit(token: UInt32)
  /// Give a bolus.
  case bolus(nanograms: UInt32, milliseconds: UInt32, overridesSoftLimits: Bool)
  /// Prime a part of the path.
  case prime(PrimedPath, volumesVersion: UInt16)
  /// Begin a bridge.
  case bridge(flowNanolitresPerDay: UInt32, volumesVersion: UInt16)
  /// End the bridge that runs or waits.
  case cancelBridge
  /// Resume delivery.
  case resume

  /// What the pump is asked to foretell before anybody is asked to consent.
  var question: ReadForecast {
    switch self {
    case .commit: .staged
    case .bolus(let nanograms, let milliseconds, _):
      .bolus(nanograms: nanograms, milliseconds: milliseconds)
    case .prime(let path, _): .prime(path)
    case .bridge(let flow, _): .bridge(flowNanolitresPerDay: flow)
    case .cancelBridge: .cancelBridge
    case .resume: .resume
    }
  }

  /// The kind of the order on the wire.
  var type: RequestType {
    switch self {
    case .commit: .commit
    case .bolus: .startBolus
    case .prime: .startPrime
    case .bridge: .startBridge
    case .cancelBridge: .cancelBridge
    case .resume: .resume
    }
  }

  fileprivate func body(confirmed: UInt32) -> Order.Body {
    switch self {
    case .commit(let token): .commit(Commit(token: token, confirmedNanograms: confirmed))
    case .bolus(let nanograms, let milliseconds, let overrides):
      .startBolus(
        StartBolus(
          nanograms: nanograms, milliseconds: milliseconds, overridesSoftLimits: overrides,
          confirmedNanograms: confirmed))
    case .prime(let path, let version):
      .startPrime(StartPrime(path, volumesVersion: version, confirmedNanograms: confirmed))
    case .bridge(let flow, let version):
      .startBridge(
        StartBridge(
          flowNanolitresPerDay: flow, volumesVersion: version, confirmedNanograms: confirmed))
    case .cancelBridge: .cancelBridge(ConfirmedOrder(confirmedNanograms: confirmed))
    case .resume: .resume(ConfirmedOrder(confirmedNanograms: confirmed))
    }
  }
}

/// An order with what the pump foretells of it: what a person is asked about.
package struct Proposal: Equatable {
  let order: DoseOrder
  package let forecast: Forecast

  /// An order and the pump's forecast of it; `nil` when it is the forecast of something else.
  init?(_ order: DoseOrder, _ forecast: Forecast) {
    guard forecast.subject == order.question.subject else { return nil }
    if case .commit(let token) = order, token != forecast.token { return nil }
    self.order = order
    self.forecast = forecast
  }

  /// Whether a yes is not enough, and the most that any 24 hours will hold has to be given.
  var needsTotal: Bool { forecast.step.beyond != .none }

  /// That number, as it is printed and has to be typed.
  var total: String { QuantityWords.dose(nanograms: UInt64(forecast.step.mostNanograms)) }
}

/// What was said on the command line about consent.
package struct GivenConsent: Equatable {
  /// Whether `--yes` answers a plain question.
  package var yes = false
  /// The total of `--confirm-total` in ng.
  package var total: UInt32?

  package init(yes: Bool = false, total: UInt32? = nil) {
    self.yes = yes
    self.total = total
  }
}

/// A person's consent to one order, on the figures of its proposal.
///
/// There is no other way to it than ``to(_:given:canAsk:yes:total:)``, and no order that changes
/// the dose without it.
package struct Consent {
  let proposal: Proposal
  /// The total that was confirmed, in ng; zero when a yes was enough.
  let confirmedNanograms: UInt32
  /// How it was given, for the archive.
  package let by: String

  private init(_ proposal: Proposal, confirmed: UInt32, by: String) {
    self.proposal = proposal
    confirmedNanograms = confirmed
    self.by = by
  }

  /// The order as it is sent.
  package var body: Order.Body { proposal.order.body(confirmed: confirmedNanograms) }

  /// Asks for the consent that a proposal needs; throws when it is not given.
  ///
  /// Within the largest step `yes` asks for one. Beyond it `total` asks for the number, which is
  /// typed exactly as it was printed; neither `--yes` nor a person's yes stands in for it.
  package static func to(
    _ proposal: Proposal, given: GivenConsent, canAsk: Bool, yes: () throws -> Yes,
    total: () throws -> String
  ) throws -> Consent {
    let most = proposal.forecast.step.mostNanograms
    if let total = given.total, total != most { throw mismatch(total, proposal) }
    guard proposal.needsTotal else {
      return Consent(proposal, confirmed: given.total ?? 0, by: try yes().by)
    }
    if given.total != nil {
      return Consent(proposal, confirmed: most, by: "option --confirm-total")
    }
    guard canAsk else { throw unconfirmed(proposal) }
    guard try total() == proposal.total else {
      throw ProgrammerError(
        .refused,
        "not confirmed: that is not the most that any 24 h will hold, as it is printed above. "
          + "Nothing was changed")
    }
    return Consent(proposal, confirmed: most, by: "total typed at the terminal")
  }

  private static func mismatch(_ typed: UInt32, _ proposal: Proposal) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "--confirm-total says \(QuantityWords.dose(nanograms: UInt64(typed))), and by the pump's "
        + "reckoning any 24 h will hold up to \(proposal.total). Nothing was changed; look at the "
        + "preview, and confirm the number it shows if it is meant",
      refusal: RefusalReport(
        Refusal(
          proposal.order.type, .totalMismatch, asked: UInt64(typed),
          limit: UInt64(proposal.forecast.step.mostNanograms))))
  }

  private static func unconfirmed(_ proposal: Proposal) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "this is a larger step than a yes can confirm, and there is no terminal to type its total "
        + "at. Nothing was changed; check the number, and if it is meant add "
        + "--confirm-total \"\(proposal.total)\"",
      refusal: RefusalReport(
        Refusal(
          proposal.order.type, .totalUnconfirmed,
          asked: UInt64(proposal.forecast.step.mostNanograms))))
  }
}
