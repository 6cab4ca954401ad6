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
          nanograms: nanograms, milliseconds: milliseconds, overridesSoftLimits: true, notAfter: 0),
        in: &change)
    case .prime(let path):
      try startPrime(
        StartPrime(path, volumesVersion: profile.path.version, notAfter: 0), in: &change)
    case .bridge(let flow):
      try startBridge(
        StartBridge(
          flowNanolitresPerDay: flow, volumesVersion: profile.path.version, notAfter: 0),
        in: &change)
    case .resume: try resume(&change)
    case .cancelBridge: _ = try cancelBridge(in: &change)
    }
    let ahead = foretell(from: change)
    return Forecast(
      subject: request.subject, token: token, secondsToTip: seconds(to: ahead.tip),
      secondsToLowAlarm: seconds(to: ahead.lowAlarm), secondsToEmpty: seconds(to: ahead.empty),
      secondsToReplacement: seconds(to: ahead.replacement),
      secondsToEndOfService: seconds(to: ahead.endOfService),
      step: stepFigures(of: change, for: request.subject))
  }

  /// Whole seconds, rounded up, until a moment: when they are over, it has come. More than the wire
  /// can carry, which is 136 years, is that.
  private func seconds(to moment: TherapyTime?) -> UInt32? {
    moment.map { UInt32(clamping: min(($0.since(time).rawValue + 999) / 1000, 0xFFFF_FFFE)) }
  }
}
