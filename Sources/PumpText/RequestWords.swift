package import Telemetry

extension RequestType: NamedChoice {
  /// The request's name, as in the protocol's specification.
  package var name: String { "\(wireName)" }

  /// What the request does, as a noun: for orders, which people meet in logs and messages.
  package var words: String {
    switch self {
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
    case .emergencyRate: "emergency minimum rate"
    // What is no order; people meet these by their names only.
    case .identify, .openSession, .closeSession, .confirmSession, .interrogate, .readStatus,
      .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast, .stageTherapy,
      .readBack, .discard, .stageDayPlan, .stagePatientBolus, .stageRefill, .readRefill,
      .readCatheter:
      name
    }
  }
}

/// What a request is about, where the words for its refusal depend on that.
enum RequestSubject {
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

extension RequestType {
  var subject: RequestSubject {
    switch self {
    case .startBolus, .requestBolus: .bolus
    case .startPrime: .prime
    case .startBridge: .bridge
    case .startTemporaryRate: .temporary
    case .stageTherapy, .stageDayPlan, .stagePatientBolus, .stageRefill, .readBack, .readRefill,
      .commit:
      .staged
    case .identify, .openSession, .closeSession, .confirmSession, .emergencyRate, .interrogate,
      .readStatus, .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast, .discard,
      .cancelBolus, .stop, .resume, .cancelBridge, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .testAlarm, .rotateKey, .readCatheter, .setCatheter:
      .other
    }
  }
}

extension Refusal {
  /// Whether it was asked to infuse something, which any critical alarm stands against; everything
  /// else only a pump that failed refuses.
  package var beginsInfusion: Bool {
    switch request.subject {
    case .bolus, .prime, .bridge, .temporary: true
    case .staged, .other: false
    }
  }
}

/// Something in a pump's memory that has a hard limit.
package enum StoredPart: Hashable, Sendable {
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
  /// The programme.
  case programme
}

extension RequestType {
  /// What of a pump's memory comes to be by it; the programme where nothing of its own does.
  package var storedPart: StoredPart {
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
    case .setCatheter, .readCatheter: .catheter
    case .stageTherapy, .stageDayPlan, .commit, .identify, .openSession, .closeSession,
      .confirmSession, .interrogate, .readStatus, .readTherapy, .readDayPlan, .readPatientBolus,
      .readLog, .readForecast, .readBack, .readRefill, .discard, .cancelBolus, .stop, .resume,
      .cancelBridge, .endTemporaryRate, .setClock, .testAlarm, .rotateKey, .emergencyRate:
      .programme
    }
  }
}
