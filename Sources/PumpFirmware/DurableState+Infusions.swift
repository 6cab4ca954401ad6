import Quantities
import Telemetry

/// What runs on top of the basal infusion or in its place: one at a time. Spec: therapy.md,
/// "Precedence".
extension DurableState {
  /// Begins an infusion, when there is none.
  mutating func begin(_ kind: InfusionKind, _ dose: Picograms, over duration: Milliseconds) {
    let now = integral.time
    integral.infusion = Infusion(
      kind: kind, dose: dose, duration: duration, start: now, counted: .zero)
    log.append(
      .infusionStarted, at: now, detail: kind.rawValue, number: dose.nanogramsRoundedDown,
      amount: duration.rawValue)
  }

  /// Ends the running infusion, in full or before its time; gives back what is no longer given.
  ///
  /// What was given of it still counts for 24 hours.
  @discardableResult
  mutating func endInfusion() -> Picograms {
    guard let running = integral.infusion else { return .zero }
    let now = integral.time
    integral.infusion = nil
    if running.kind.countsBesideProgramme {
      recentDoses.add(concentration.volumeRoundedUp(holding: running.counted), at: now)
    }
    switch running.kind {
    case .bolus: givenDoses.add(running.counted.nanogramsRoundedUp, at: now)
    case .prime:
      // Of one that is cut short it is not known how much of its end has reached the tip.
      if running.counted > .zero { givenDoses.add(primeAtTip, at: now) }
      primeAtTip = 0
    // In the totals of the programme, of the patient's day and of the bridge's flow.
    case .periodicBolus, .patientBolus, .bridge: break
    }
    let withheld = running.dose - running.counted
    log.append(
      .infusionEnded, at: now, detail: running.kind.rawValue, short: withheld > .zero ? 1 : 0,
      number: running.counted.nanogramsRoundedDown, amount: strokes)
    return withheld
  }

  /// Gives up a bolus or a prime and has a bridge wait, for what lies in the path still has to
  /// leave it at the old flow; gives back what is no longer given.
  mutating func giveUpInfusion() -> Picograms {
    let isBridge = integral.infusion?.kind == .bridge
    let withheld = endInfusion()
    guard isBridge else { return withheld }
    bridgeWaiting += withheld
    endGivenBridge()
    return .zero
  }

  /// Begins the part of a bridge that waits, if any, at the bridge's flow. At emergency rate it
  /// goes on waiting.
  mutating func beginWaitingBridge() {
    let dose = bridgeWaiting
    guard dose > .zero, integral.infusion == nil, !isAtEmergencyRate else { return }
    bridgeWaiting = .zero
    let volume = concentration.volumeRoundedUp(holding: dose)
    begin(.bridge, dose, over: bridgeFlow.time(for: volume))
  }

  /// Ends an infusion that is given in full, and begins what of a bridge follows it.
  mutating func closeInfusion() {
    endInfusion()
    beginWaitingBridge()
    endGivenBridge()
  }

  /// Ends a bridge of which nothing runs or waits any more, however that came about.
  mutating func endGivenBridge() {
    if !isBridging { endBridge() }
  }

  /// Forgets what is still to be bridged; what was counts for 24 hours more.
  mutating func endBridge() {
    if bridgeFlow > .zero { rememberFlow(Nanolitres(rawValue: bridgeFlow.rawValue)) }
    bridgeWaiting = .zero
    bridgeFlow = FlowRate(rawValue: 0)
  }

  /// Whether a bridge runs or waits.
  var isBridging: Bool { integral.infusion?.kind == .bridge || bridgeWaiting > .zero }
}

extension FlowRate {
  /// In what time this flow, which is not zero, moves a volume: at least 1 ms, rounded up.
  func time(for volume: Nanolitres) -> Milliseconds {
    let product = volume.rawValue.multipliedFullWidth(by: DeliveryIntegral.day)
    guard product.high < rawValue else { return .days(36_500) }
    let (length, rest) = rawValue.dividingFullWidth(product)
    return Milliseconds(rawValue: max(rest == 0 ? length : length + 1, 1))
  }
}
