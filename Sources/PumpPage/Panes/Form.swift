import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry

/// What a clinician can have done: each with the fields that say how.
enum Form: String, CaseIterable {
  case steady, schedule, periodic, minimum, refill, bolus, patientBolus = "patient-bolus"
  case temporary, prime, bridge, catheter, clock, lowAlarm = "low-alarm", silence
  case stop, resume, cancelBolus = "cancel-bolus", cancelBridge = "cancel-bridge"
  case endTemporary = "end-temporary"

  /// Where it is found: what it is done for.
  enum Workflow: String, CaseIterable {
    case adjust, fill, implant, more

    /// Whether there is only one thing to do in it, so that it is not asked which.
    var isAlone: Bool {
      switch self {
      case .fill: true
      case .adjust, .implant, .more: false
      }
    }

    var title: String {
      switch self {
      case .implant: "Implant or revision"
      case .adjust: "Adjust the therapy"
      case .fill: "Refill the reservoir"
      case .more: "Everything else"
      }
    }
  }

  /// What it is found under.
  var workflow: Workflow {
    switch self {
    case .clock, .catheter, .prime: .implant
    case .steady, .schedule, .periodic, .patientBolus, .minimum: .adjust
    case .refill: .fill
    case .bolus, .temporary, .bridge, .lowAlarm, .silence, .stop, .resume, .cancelBolus,
      .cancelBridge, .endTemporary:
      .more
    }
  }

  /// What it is called where it is chosen, and on its screen.
  var title: String {
    switch self {
    case .steady: "A steady dose"
    case .schedule: "Doses by time of day"
    case .periodic: "Boluses at regular times"
    case .minimum: "Minimum rate"
    case .refill: "Refill the reservoir"
    case .bolus: "A single bolus"
    case .patientBolus: "The patient's own bolus"
    case .temporary: "Another rate for some time"
    case .prime: "Fill the path (prime)"
    case .bridge: "A bridge"
    case .catheter: "The catheter"
    case .clock: "The pump's clock"
    case .lowAlarm: "The low-reservoir alarm"
    case .silence: "Silence the tones"
    case .stop: "Stop the pump"
    case .resume: "Resume delivery"
    case .cancelBolus: "End the bolus or prime"
    case .cancelBridge: "End the bridge"
    case .endTemporary: "End the temporary rate"
    }
  }

  /// Whether it makes sense for a pump as it was read; what does not is not offered.
  func isOffered(_ now: Interrogation) -> Bool {
    switch self {
    case .resume: now.status.flags.isStopped || Present(now).isEmergency
    case .stop: !now.status.flags.isStopped
    case .cancelBolus: now.infusion != nil && now.infusion != .bridge
    case .cancelBridge: now.infusion == .bridge || now.bridgeWaitingNanolitres > 0
    case .endTemporary: TemporaryState(now) != nil
    case .silence: !now.status.alarms.isEmpty
    case .steady, .schedule, .periodic, .minimum, .refill, .bolus, .patientBolus, .temporary,
      .prime, .bridge, .catheter, .clock, .lowAlarm:
      true
    }
  }
}

extension Present {
  /// Whether the pump gives next to nothing since somebody called for the emergency.
  var isEmergency: Bool {
    if case .emergency = self { true } else { false }
  }
}
