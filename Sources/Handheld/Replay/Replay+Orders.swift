import Clinic
import ClinicText
import PumpText
import Telemetry

/// Orders of a recording, given again. A recorded consent is none: each needs one of now, on what
/// the pump that it is given to foretells.
extension Replay {
  /// Why an order cannot be given again as it was; `nil` where it can.
  static func obstacle(_ request: Request) -> String? {
    switch request {
    case .opening(.emergencyRate):
      return "and an emergency is called for by a person"
    case .order(let order):
      switch order.body {
      case .setClock: return "and the time in it is over"
      case .rotateKey: return "and a key is given once"
      case .setCatheter: return "and a catheter is told of by whoever has seen it"
      case .commit, .startBolus, .cancelBolus, .stop, .resume, .requestBolus, .startPrime,
        .startBridge, .cancelBridge, .startTemporaryRate, .endTemporaryRate, .setLowAlarm,
        .silenceAlarms:
        return nil
      }
    case .opening, .query, .part: return nil
    }
  }

  /// The order, with a consent to it: a yes where that is enough, and else the total.
  func permit(
    _ body: Order.Body, _ given: GivenConsent, _ overrides: Bool, _ visit: Visit
  ) throws -> PermittedOrder {
    if let plain = Self.plain(body) {
      guard let yes = given.yes else { throw Self.unconfirmed }
      return .plain(plain, yes)
    }
    guard let order = try dose(body, overrides, visit) else {
      throw ProgrammerError(.data, "\(body.type.name) cannot be given again; nothing was sent")
    }
    let proposal = try visit.propose(order)
    let consent = try Consent.to(proposal, given: given, canAsk: false) {
      guard let yes = given.yes else { throw Self.unconfirmed }
      return yes
    } total: {
      throw Self.unconfirmed
    }
    return .consented(consent)
  }

  private static var unconfirmed: ProgrammerError {
    ProgrammerError(.refused, "the order needs a consent, and none was given; nothing was sent")
  }

  private func dose(
    _ body: Order.Body, _ overrides: Bool, _ visit: Visit
  ) throws -> DoseOrder? {
    switch body {
    case .commit: return .commit(token: token)
    case .startBolus(let bolus):
      return .bolus(
        nanograms: bolus.nanograms, milliseconds: bolus.milliseconds,
        overridesSoftLimits: overrides && bolus.overridesSoftLimits)
    case .startPrime(let prime):
      return .prime(prime.path, volumesVersion: try visit.interrogate().volumesVersion)
    case .startBridge(let bridge):
      return .bridge(
        flowNanolitresPerDay: bridge.flowNanolitresPerDay,
        volumesVersion: try visit.interrogate().volumesVersion)
    case .cancelBridge: return .cancelBridge
    case .resume: return .resume
    case .startTemporaryRate(let rate):
      return .temporary(
        TemporaryWanted(
          dose: rate.dose, minutes: rate.minutes, reason: rate.reason,
          overridesSoftLimits: overrides && rate.overridesSoftLimits))
    case .cancelBolus, .stop, .requestBolus, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .rotateKey, .setCatheter:
      return nil
    }
  }

  private static func plain(_ body: Order.Body) -> PlainOrder? {
    switch body {
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .requestBolus: .requestBolus
    case .endTemporaryRate: .endTemporary
    case .setLowAlarm(let order): .setLowAlarm(order.nanolitres)
    case .silenceAlarms(let order): .silenceAlarms(minutes: order.minutes)
    case .commit, .startBolus, .resume, .startPrime, .startBridge, .cancelBridge,
      .startTemporaryRate, .setClock, .rotateKey, .setCatheter:
      nil
    }
  }
}
