import Quantities
import Telemetry

/// What is to come. Spec: therapy.md, "Forecast".
extension PumpFirmware {
  /// Foretells what is to come as things are, or if an order were carried out now. What would
  /// refuse the order refuses this.
  func forecast(_ request: ReadForecast) throws(Refusal) -> Forecast {
    do throws(Refusal) {
      return try outlook(request)
    } catch {
      throw Refusal(.readForecast, error.code, asked: error.asked, limit: error.limit)
    }
  }

  private func outlook(_ request: ReadForecast) throws(Refusal) -> Forecast {
    var change = state
    var token: UInt32 = 0
    if request != .running { try checkDelivery(.readForecast) }
    switch request {
    case .running: break
    case .staged:
      guard let staged = session?.staged else { throw Refusal(.readForecast, .nothingStaged) }
      try apply(staged, for: .readForecast, to: &change)
      token = staged.token
    case .bolus(let nanograms, let milliseconds):
      try startBolus(
        StartBolus(
          nanograms: nanograms, milliseconds: milliseconds, overridesSoftLimits: true),
        in: &change)
    case .prime(let path):
      try startPrime(StartPrime(path, volumesVersion: profile.path.version), in: &change)
    case .bridge(let flow):
      try startBridge(
        StartBridge(flowNanolitresPerDay: flow, volumesVersion: profile.path.version),
        in: &change)
    case .resume: try resume(&change)
    case .cancelBridge: _ = try cancelBridge(in: &change)
    }
    let moments = foretell(from: change)
    return Forecast(
      subject: request.subject, token: token, secondsToTip: seconds(to: moments.tip),
      secondsToLowAlarm: seconds(to: moments.lowAlarm), secondsToEmpty: seconds(to: moments.empty),
      secondsToReplacement: seconds(to: moments.replacement),
      secondsToEndOfService: seconds(to: moments.endOfService),
      step: stepFigures(of: change, for: request.subject))
  }

  private func seconds(to moment: TherapyTime?) -> UInt32? { moment.map { ahead(of: $0).seconds } }

  /// How far ahead a moment lies; one that was is now.
  func ahead(of moment: TherapyTime) -> Ahead { Ahead(moment > time ? moment.since(time) : .zero) }
}
