public import Telemetry

/// What a request is about, where the words for its refusal depend on that.
enum RequestSubject {
  /// A bolus that is to begin.
  case bolus
  /// A prime that is to begin.
  case prime
  /// A bridge that is to begin by an order of its own.
  case bridge
  /// All that is staged, which is checked as a whole whenever one of its parts comes.
  case staged
  /// Anything else; it begins no infusion.
  case other
}

extension RequestType {
  var subject: RequestSubject {
    switch self {
    case .startBolus, .requestBolus: .bolus
    case .startPrime: .prime
    case .startBridge: .bridge
    case .stageTherapy, .stageDayPlan, .stagePatientBolus, .stageRefill, .readBack, .readRefill,
      .commit:
      .staged
    case .identify, .openSession, .closeSession, .confirmSession, .emergencyRate, .interrogate,
      .readStatus, .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast, .discard,
      .cancelBolus, .stop, .resume, .cancelBridge, .setClock, .setLowAlarm, .silenceAlarms,
      .testAlarm, .rotateKey:
      .other
    }
  }
}

extension Refusal {
  /// Whether it was asked to infuse something, which any critical alarm stands against; everything
  /// else only a pump that failed refuses.
  public var beginsInfusion: Bool {
    switch request.subject {
    case .bolus, .prime, .bridge: true
    case .staged, .other: false
    }
  }
}
