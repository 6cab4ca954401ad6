// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// A request, where an answer names it. Spec: messages.md, "requestType".
public enum RequestType: UInt8, WireNamed {
  /// Who are you?
  case identify = 0x01
  /// Open a session.
  case openSession = 0x02
  /// Close the session and forget what was staged in it.
  case closeSession = 0x03
  /// Prove to be the one who opens the session.
  case confirmSession = 0x04
  /// Go to minimum rate at once, without a key.
  case emergencyRate = 0x05
  /// Everything a clinician reviews.
  case interrogate = 0x10
  /// What are you doing?
  case readStatus = 0x11
  /// The committed programme.
  case readTherapy = 0x12
  /// One day plan, in force or staged.
  case readDayPlan = 0x13
  /// The settings of the patient bolus, in force or staged.
  case readPatientBolus = 0x14
  /// Some entries of the event log.
  case readLog = 0x15
  /// What is to come, as things are or if an order were carried out now. Nothing is carried out.
  case readForecast = 0x16
  /// The catheter and what lies in the path, as it is or as `setCatheter` would make it. Nothing is
  /// carried out.
  case readCatheter = 0x17
  /// Check and hold a programme. Nothing changes for the patient.
  case stageTherapy = 0x20
  /// The therapy as it would be with all that is staged, and the token to commit it by.
  case readBack = 0x21
  /// Make all that is staged the therapy, at once.
  case commit = 0x22
  /// Forget all that is staged.
  case discard = 0x23
  /// Check and hold the steps of one day plan. Nothing changes for the patient.
  case stageDayPlan = 0x24
  /// Check and hold settings of the patient bolus. Nothing changes for the patient.
  case stagePatientBolus = 0x25
  /// Check and hold the record of a refill. Nothing changes for the patient.
  case stageRefill = 0x26
  /// What the staged refill leads to.
  case readRefill = 0x27
  /// Give a dose on top of the therapy.
  case startBolus = 0x30
  /// End the running bolus or prime.
  case cancelBolus = 0x31
  /// Stop delivery.
  case stop = 0x32
  /// Resume delivery.
  case resume = 0x33
  /// Give the patient the bolus he asks for.
  case requestBolus = 0x34
  /// Fill the fluid path fast, without counting it as therapy.
  case startPrime = 0x35
  /// Deliver one path volume at a constant flow, in place of the basal infusion.
  case startBridge = 0x36
  /// End the bridge, running or waiting.
  case cancelBridge = 0x37
  /// Infuse at another rate, or not at all, for some time in place of the programme's basal
  /// infusion.
  case startTemporaryRate = 0x38
  /// End the temporary rate or the planned stop; the programme goes on where its clock stands.
  case endTemporaryRate = 0x39
  /// Set the wall clock.
  case setClock = 0x40
  /// Set the volume of the low-reservoir alarm.
  case setLowAlarm = 0x50
  /// Silence the tones of the alarms that are active.
  case silenceAlarms = 0x51
  /// Sound a tone once.
  case testAlarm = 0x52
  /// Take another pairing key for a role.
  case rotateKey = 0x53
  /// Take note of the catheter as it was implanted or revised: the path's volumes follow from it.
  case setCatheter = 0x54

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .identify: "identify"
    case .openSession: "openSession"
    case .closeSession: "closeSession"
    case .confirmSession: "confirmSession"
    case .emergencyRate: "emergencyRate"
    case .interrogate: "interrogate"
    case .readStatus: "readStatus"
    case .readTherapy: "readTherapy"
    case .readDayPlan: "readDayPlan"
    case .readPatientBolus: "readPatientBolus"
    case .readLog: "readLog"
    case .readForecast: "readForecast"
    case .readCatheter: "readCatheter"
    case .stageTherapy: "stageTherapy"
    case .readBack: "readBack"
    case .commit: "commit"
    case .discard: "discard"
    case .stageDayPlan: "stageDayPlan"
    case .stagePatientBolus: "stagePatientBolus"
    case .stageRefill: "stageRefill"
    case .readRefill: "readRefill"
    case .startBolus: "startBolus"
    case .cancelBolus: "cancelBolus"
    case .stop: "stop"
    case .resume: "resume"
    case .requestBolus: "requestBolus"
    case .startPrime: "startPrime"
    case .startBridge: "startBridge"
    case .cancelBridge: "cancelBridge"
    case .startTemporaryRate: "startTemporaryRate"
    case .endTemporaryRate: "endTemporaryRate"
    case .setClock: "setClock"
    case .setLowAlarm: "setLowAlarm"
    case .silenceAlarms: "silenceAlarms"
    case .testAlarm: "testAlarm"
    case .rotateKey: "rotateKey"
    case .setCatheter: "setCatheter"
    }
  }
}

extension RequestType {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = RequestType(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .identify
  }
}
