import Quantities
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
  /// Infuse at another rate for some time, or not at all.
  case temporary(TemporaryWanted)
  /// Resume delivery.
  case resume

  /// What the pump is asked to foretell before anybody is asked to consent.
  package var question: ReadForecast {
    switch self {
    case .commit: .staged
    case .bolus(let nanograms, let milliseconds, _):
      .bolus(nanograms: nanograms, milliseconds: milliseconds)
    case .prime(let path, _): .prime(path)
    case .bridge(let flow, _): .bridge(flowNanolitresPerDay: flow)
    case .cancelBridge: .cancelBridge
    case .temporary(let wanted): .temporary(wanted.dose, minutes: wanted.minutes)
    case .resume: .resume
    }
  }

  /// The kind of the order on the wire.
  package var type: RequestType {
    switch self {
    case .commit: .commit
    case .bolus: .startBolus
    case .prime: .startPrime
    case .bridge: .startBridge
    case .cancelBridge: .cancelBridge
    case .temporary: .startTemporaryRate
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
    case .temporary(let wanted):
      .startTemporaryRate(
        StartTemporaryRate(
          dose: wanted.dose, minutes: wanted.minutes, reason: wanted.reason,
          overridesSoftLimits: wanted.overridesSoftLimits, confirmedNanograms: confirmed))
    case .resume: .resume(ConfirmedOrder(confirmedNanograms: confirmed))
    }
  }
}

/// An order with what the pump foretells of it: what a person is asked about.
package struct Proposal: Equatable {
  package let order: DoseOrder
  package let forecast: Forecast

  /// An order and the pump's forecast of it; `nil` when it is the forecast of something else.
  package init?(_ order: DoseOrder, _ forecast: Forecast) {
    guard forecast.subject == order.question.subject else { return nil }
    if case .commit(let token) = order, token != forecast.token { return nil }
    self.order = order
    self.forecast = forecast
  }

  /// What has to be given before it becomes an order.
  package var need: ConsentNeed {
    needsTotal ? .total(nanograms: forecast.step.mostNanograms) : .yes
  }

  /// Whether a yes is not enough, and the most that any 24 hours will hold has to be given.
  package var needsTotal: Bool { forecast.step.beyond != .none }
}

/// The consent that a proposal needs.
package enum ConsentNeed: Equatable {
  /// A yes.
  case yes
  /// The most that any 24 hours will hold, in ng, typed as it was shown.
  case total(nanograms: UInt32)
}

/// A person's yes to what was shown, or one that was given beforehand.
package struct Yes {
  /// How it was given, for the archive.
  package let by: String

  /// A yes, which a face hands back that asked for it.
  package init(by: String) { self.by = by }
}

/// A person's consent to one order, on the figures of its proposal.
///
/// There is no order that changes the dose without it, and no other way to it than what its
/// proposal needs.
package struct Consent {
  package let proposal: Proposal
  /// The total that was confirmed, in ng; zero when a yes was enough.
  package let confirmedNanograms: UInt32
  /// How it was given, for the archive.
  package let by: String

  /// Consent by a yes, and by a total that was confirmed without need; `nil` when a yes is not
  /// enough, or when that is another total.
  package init?(_ proposal: Proposal, _ yes: Yes, total: UInt32? = nil) {
    guard proposal.need == .yes, total ?? proposal.total == proposal.total else { return nil }
    self.proposal = proposal
    confirmedNanograms = total ?? 0
    by = yes.by
  }

  /// Consent by the total in ng, whether it was needed or not; `nil` when it is another one.
  package init?(_ proposal: Proposal, total: UInt32, by: String) {
    guard total == proposal.total else { return nil }
    self.proposal = proposal
    confirmedNanograms = total
    self.by = by
  }

  /// The order as it is sent.
  package var body: Order.Body { proposal.order.body(confirmed: confirmedNanograms) }
}

extension Proposal {
  /// The most that any 24 hours will hold, in ng.
  package var total: UInt32 { forecast.step.mostNanograms }
}
