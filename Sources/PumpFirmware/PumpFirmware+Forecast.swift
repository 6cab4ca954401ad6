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
    change.settleBasal(profile.limits, isFailed: failure != nil)
    return Forecast(
      subject: request.subject, token: token,
      secondsToTip: Self.seconds(
        minutes(untilProgrammed: change.concentration.drug(in: profile.path.volume), by: change)),
      secondsToLowAlarm: Self.seconds(minutes(until: change.lowAlarmVolume, in: change)),
      secondsToEmpty: Self.seconds(minutes(until: .zero, in: change)),
      secondsToReplacement: UInt32(monthsToReplacement) * 30 * 86_400,
      secondsToEndOfService: endOfService.map {
        UInt32(clamping: $0.minus(time)?.seconds ?? 0)
      }, step: stepFigures(of: change, for: request.subject))
  }

  private static func seconds(_ minutes: UInt32?) -> UInt32? {
    minutes.map { $0 > .max / 60 ? .max - 1 : $0 * 60 }
  }
}
