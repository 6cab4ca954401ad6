extension Request {
  /// The same order with the total of 24 hours confirmed, in ng; a request that has no such field
  /// is what it was.
  public func confirming(_ nanograms: UInt32) -> Request {
    switch self {
    case .commit(var order):
      order.confirmedNanograms = nanograms
      return .commit(order)
    case .startBolus(var order):
      order.confirmedNanograms = nanograms
      return .startBolus(order)
    case .startPrime(var order):
      order.confirmedNanograms = nanograms
      return .startPrime(order)
    case .startBridge(var order):
      order.confirmedNanograms = nanograms
      return .startBridge(order)
    case .cancelBridge(var order):
      order.confirmedNanograms = nanograms
      return .cancelBridge(order)
    case .resume(var order):
      order.confirmedNanograms = nanograms
      return .resume(order)
    case .identify, .openSession, .closeSession, .confirmSession, .emergencyRate, .interrogate,
      .readStatus, .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast,
      .stageTherapy, .readBack, .discard, .stageDayPlan, .stagePatientBolus, .stageRefill,
      .readRefill, .cancelBolus, .stop, .requestBolus, .setClock, .setLowAlarm, .silenceAlarms,
      .testAlarm, .rotateKey:
      return self
    }
  }
}
