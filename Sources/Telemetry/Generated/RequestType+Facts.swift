// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

extension RequestType {
  /// What it is by what it does; ``Request`` has a case for each.
  public var kind: Kind {
    switch self {
    case .identify, .openSession, .confirmSession, .emergencyRate: .opening
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readDayPlan, .readPatientBolus,
      .readLog, .readForecast, .readCatheter, .readBack, .discard, .readRefill, .testAlarm:
      .query
    case .stageTherapy, .stageDayPlan, .stagePatientBolus, .stageRefill: .part
    case .commit, .startBolus, .cancelBolus, .stop, .resume, .requestBolus, .startPrime,
      .startBridge, .cancelBridge, .startTemporaryRate, .endTemporaryRate, .setClock,
      .setLowAlarm, .silenceAlarms, .rotateKey, .setCatheter:
      .order
    }
  }

  /// Whether it belongs to a session, and travels sealed.
  public var needsSession: Bool {
    switch self {
    case .closeSession, .confirmSession, .interrogate, .readStatus, .readTherapy, .readDayPlan,
      .readPatientBolus, .readLog, .readForecast, .readCatheter, .stageTherapy, .readBack,
      .commit, .discard, .stageDayPlan, .stagePatientBolus, .stageRefill, .readRefill,
      .startBolus, .cancelBolus, .stop, .resume, .requestBolus, .startPrime, .startBridge,
      .cancelBridge, .startTemporaryRate, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .testAlarm, .rotateKey, .setCatheter:
      true
    case .identify, .openSession, .emergencyRate: false
    }
  }

  /// The reply that says that it was done.
  public var answer: ReplyType {
    switch self {
    case .identify: .identity
    case .openSession: .sessionOffered
    case .closeSession, .emergencyRate, .stageTherapy, .commit, .discard, .stageDayPlan,
      .stagePatientBolus, .stageRefill, .startBolus, .cancelBolus, .stop, .resume, .requestBolus,
      .startPrime, .startBridge, .cancelBridge, .startTemporaryRate, .endTemporaryRate,
      .setClock, .setLowAlarm, .silenceAlarms, .testAlarm, .rotateKey, .setCatheter:
      .acknowledged
    case .confirmSession: .sessionOpened
    case .interrogate: .interrogation
    case .readStatus: .status
    case .readTherapy: .therapy
    case .readDayPlan: .dayPlan
    case .readPatientBolus: .patientBolus
    case .readLog: .logPage
    case .readForecast: .forecast
    case .readCatheter: .catheter
    case .readBack: .staged
    case .readRefill: .refill
    }
  }

  /// Whether a session of this role may send it, perhaps with some values only. What a pump allows
  /// is the pump's own to check. Spec: session.md, "Roles".
  public func isFor(_ role: Role) -> Bool {
    switch self {
    case .identify, .openSession, .confirmSession, .emergencyRate: false
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readDayPlan, .readPatientBolus,
      .readForecast, .requestBolus:
      true
    case .readLog, .readCatheter, .stageTherapy, .readBack, .commit, .discard, .stageDayPlan,
      .stagePatientBolus, .stageRefill, .readRefill, .startBolus, .cancelBolus, .stop, .resume,
      .startPrime, .startBridge, .cancelBridge, .startTemporaryRate, .endTemporaryRate,
      .setClock, .setLowAlarm, .silenceAlarms, .testAlarm, .rotateKey, .setCatheter:
      role == .clinician
    }
  }
}
