// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What a request is about, where the words for its refusal depend on that.
public enum RequestSubject: Hashable, Sendable {
  /// A bolus that is to begin.
  case bolus
  /// A prime that is to begin.
  case prime
  /// A bridge that is to begin by an order of its own.
  case bridge
  /// A temporary rate or a planned stop that is to begin.
  case temporary
  /// All that is staged, which is checked as a whole whenever one of its parts comes.
  case staged
  /// Anything else; it begins no infusion.
  case other
}

/// What of a pump's memory comes to be by a request, and has a hard limit.
public enum StoredPart: Hashable, Sendable {
  /// What the patient may ask for.
  case patientBolus
  /// A bolus that runs.
  case bolus
  /// A bolus that runs and the patient asked for.
  case bolusOfPatient
  /// A prime that runs.
  case prime
  /// A bridge that runs or waits.
  case bridge
  /// A temporary rate or a planned stop that runs.
  case temporary
  /// The volume of the last refill.
  case refill
  /// The volume of the low-reservoir alarm.
  case lowAlarm
  /// The silence of the tones.
  case silence
  /// The catheter that the pump was told of.
  case catheter
  /// The programme, where nothing of its own does.
  case programme
}

extension RequestType {
  /// What it does, as a noun, of what people meet in logs and messages; `nil` of what they do not.
  public var noun: StaticString? {
    switch self {
    case .emergencyRate: "emergency minimum rate"
    case .commit: "commit of a staged change"
    case .startBolus: "start of a bolus"
    case .cancelBolus: "end of a bolus or prime"
    case .stop: "stop of delivery"
    case .resume: "resumption of delivery"
    case .requestBolus: "bolus on the patient's request"
    case .startPrime: "start of a prime"
    case .startBridge: "start of a bridge"
    case .cancelBridge: "end of a bridge"
    case .startTemporaryRate: "start of a temporary rate or planned stop"
    case .endTemporaryRate: "end of a temporary rate or planned stop"
    case .setClock: "setting of the clock"
    case .setLowAlarm: "setting of the low-reservoir alarm"
    case .silenceAlarms: "silencing of the alarms"
    case .testAlarm: "test of an alarm's tone"
    case .rotateKey: "change of a pairing key"
    case .setCatheter: "entry of the catheter"
    case .identify, .openSession, .closeSession, .confirmSession, .interrogate, .readStatus,
      .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast, .readCatheter,
      .stageTherapy, .readBack, .discard, .stageDayPlan, .stagePatientBolus, .stageRefill,
      .readRefill:
      nil
    }
  }

  /// What a request is about, where the words for its refusal depend on that.
  public var about: RequestSubject {
    switch self {
    case .startBolus, .requestBolus: .bolus
    case .startPrime: .prime
    case .startBridge: .bridge
    case .startTemporaryRate: .temporary
    case .stageTherapy, .readBack, .commit, .stageDayPlan, .stagePatientBolus, .stageRefill,
      .readRefill:
      .staged
    case .identify, .openSession, .closeSession, .confirmSession, .emergencyRate, .interrogate,
      .readStatus, .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast,
      .readCatheter, .discard, .cancelBolus, .stop, .resume, .cancelBridge, .endTemporaryRate,
      .setClock, .setLowAlarm, .silenceAlarms, .testAlarm, .rotateKey, .setCatheter:
      .other
    }
  }

  /// What of a pump's memory comes to be by a request, and has a hard limit.
  public var leaves: StoredPart {
    switch self {
    case .stagePatientBolus: .patientBolus
    case .startBolus: .bolus
    case .requestBolus: .bolusOfPatient
    case .startPrime: .prime
    case .startBridge: .bridge
    case .startTemporaryRate: .temporary
    case .stageRefill: .refill
    case .setLowAlarm: .lowAlarm
    case .silenceAlarms: .silence
    case .readCatheter, .setCatheter: .catheter
    case .identify, .openSession, .closeSession, .confirmSession, .emergencyRate, .interrogate,
      .readStatus, .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast,
      .stageTherapy, .readBack, .commit, .discard, .stageDayPlan, .readRefill, .cancelBolus,
      .stop, .resume, .cancelBridge, .endTemporaryRate, .setClock, .testAlarm, .rotateKey:
      .programme
    }
  }
}
