import Quantities
import Telemetry

/// What is to come. Spec: therapy.md, "Forecast".
extension PumpFirmware {
  /// Foretells what is to come as things are, or if an order were carried out now. What would
  /// refuse the order refuses this.
  @_addressableSelf
  func forecast(_ request: ReadForecast) throws(Refusal) -> Forecast {
    do throws(Refusal) {
      return try outlook(request)
    } catch {
      throw Refusal(.readForecast, error.code, asked: error.asked, limit: error.limit)
    }
  }

  @_addressableSelf
  private func outlook(_ request: ReadForecast) throws(Refusal) -> Forecast {
    if request != .running { try checkDelivery(.readForecast) }
    var change = state
    try carryOut(request, on: &change)
    let moments = foretell(from: change)
    return Forecast(
      subject: request.subject, token: (request == .staged ? session.staged?.token : nil) ?? 0,
      secondsToTip: seconds(to: moments.tip),
      secondsToLowAlarm: seconds(to: moments.lowAlarm), secondsToEmpty: seconds(to: moments.empty),
      secondsToReplacement: seconds(to: moments.replacement),
      secondsToEndOfService: seconds(to: moments.endOfService),
      secondsToTemporaryEnd: seconds(to: moments.temporaryEnd),
      temporaryNanograms: moments.temporaryGiven.nanogramsRoundedDown,
      foregoneNanograms: moments.foregone.nanogramsRoundedDown,
      step: stepFigures(of: change, for: request.subject))
  }

  /// Makes the change that a forecast is about.
  @inline(never)
  @_addressableSelf
  private func carryOut(
    _ request: ReadForecast, on change: inout DurableState
  ) throws(Refusal) {
    let version = profile.path.version
    switch request {
    case .running: break
    case .staged: try applyStaged(for: .readForecast, to: &change)
    case .bolus(let nanograms, let milliseconds):
      let order = StartBolus(
        nanograms: nanograms, milliseconds: milliseconds, overridesSoftLimits: true)
      try startBolus(order, in: &change)
    case .prime(let path): try startPrime(StartPrime(path, volumesVersion: version), in: &change)
    case .bridge(let flow):
      try startBridge(
        StartBridge(flowNanolitresPerDay: flow, volumesVersion: version), in: &change)
    case .resume: try resume(&change)
    case .cancelBridge: _ = try cancelBridge(in: &change)
    case .temporary(let dose, let minutes):
      let order = StartTemporaryRate(
        dose: dose, minutes: minutes, reason: .other, overridesSoftLimits: true)
      try startTemporaryRate(order, in: &change)
    case .endTemporary: try endTemporaryRate(in: &change)
    }
  }

  @_addressableSelf
  private func seconds(to moment: TherapyTime?) -> UInt32? { moment.map { ahead(of: $0).seconds } }

  /// How far ahead a moment lies; one that was is now.
  @inline(never)
  @_addressableSelf
  func ahead(of moment: TherapyTime) -> Ahead { Ahead(moment > time ? moment.since(time) : .zero) }
}
