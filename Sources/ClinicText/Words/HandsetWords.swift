package import Clinic
import Quantities
package import Telemetry

// What a patient reads. It is for a layman, who may be afraid: what it is, and what to do.

extension HandsetView.Runs {
  /// What the pump is doing.
  package var words: String {
    switch self {
    case .programme: "your pump works as planned"
    case .extraDose: "your pump works as planned, and an extra dose is being given"
    case .filling: "your pump is filling its catheter, and goes on as planned after it"
    case .changeover: "your pump is changing over to new medicine, and goes on as planned after it"
    case .temporary:
      "your pump gives another amount for some time, as your clinic set it, and goes on as planned "
        + "after it"
    case .paused:
      "your pump PAUSES, as your clinic planned: no medicine comes, and it goes on by itself"
    case .emergencyRate: "your pump gives ALMOST NO MEDICINE, because of an emergency call"
    case .stopped: "your pump is STOPPED: no medicine comes"
    case .noDrug: "your pump is on, but NO MEDICINE comes"
    case .ended: "your pump has STOPPED FOR GOOD: no medicine comes"
    }
  }
}

extension HandsetView.Call {
  /// What to do about it.
  package var words: String {
    switch self {
    case .none: "no need to call"
    case .schedule: "call your clinic in the next days for an appointment"
    case .now:
      "call your clinic NOW; if nobody answers, go to an emergency department: to be without this "
        + "medicine, or to get too much of it, is dangerous"
    }
  }
}

extension HandsetView.Hindrance {
  /// Why no extra dose can be asked for.
  package var words: String {
    switch self {
    case .outcomeUnknown:
      "do NOT ask again: the last may have been given, and nobody knows yet; call your clinic"
    case .off: "your clinic has allowed none"
    case .ended, .stopped: "not possible while your pump is stopped"
    case .filling, .changeover: "not possible until your pump goes on as planned"
    case .paused: "not possible until the pause that your clinic planned is over"
    case .doseRunning: "not yet: a dose is being given"
    case .alarm: "not possible while there is an urgent alarm"
    case .mostReached: "not yet: you have had as many as you may have in 24 hours"
    case .lockout: "not yet: the last was too short a while ago"
    }
  }
}

extension Alarm {
  /// What the alarm is to the patient, who is told beside it whether to call.
  package var patientWords: String {
    switch self {
    case .lowReservoir: "the medicine in your pump runs low: it needs to be refilled"
    case .emptyReservoir: "URGENT: your pump is empty, and no medicine comes"
    case .electiveReplacement:
      "the battery of your pump runs out within 90 days: the pump needs to be replaced"
    case .endOfService: "URGENT: your pump is at the end of its life, and no medicine comes"
    case .memoryError: "your pump found a small fault in itself; it goes on as planned"
    case .memoryLost: "URGENT: your pump has lost its settings, and no medicine comes"
    case .motorStall:
      "URGENT: your pump does not turn, and no medicine comes; a strong magnet, as of an MRI, can "
        + "do that"
    case .stoppedTooLong:
      "URGENT: your pump has been stopped for more than two days, and no medicine comes"
    case .lowBatteryReset:
      "URGENT: the battery failed for a moment; your pump waits, and no medicine comes"
    case .selfTestFailed: "URGENT: your pump found a fault in itself, and no medicine comes"
    case .deliveryFault:
      "URGENT: your pump gave too much or too little, and has stopped: no medicine comes"
    case .clockUncertain:
      "your pump does not know the time of day: what it gives may come early or late"
    case .emergencyRate:
      "URGENT: an emergency call made your pump give almost no medicine, until your clinic sees you"
    }
  }
}
