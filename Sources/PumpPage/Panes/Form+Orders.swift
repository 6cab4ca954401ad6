import Clinic
import ClinicText
import Console
import PumpText
import Quantities
import Telemetry

extension Form {
  /// The order that was typed.
  func order(_ act: Act) throws(FormProblem) -> OrderWanted {
    switch self {
    case .bolus:
      return .bolus(
        nanograms: try act.read("dose", QuantityText.nanograms),
        duration: try act.read("duration", QuantityText.duration),
        overridesSoftLimits: act.has("override"))
    case .temporary:
      let reason = TemporaryReason(name: act["reason"]) ?? .other
      return .temporary(
        try act.read(Self.isLength(act["length"]) ? "dose" : "length") {
          _ throws(QuantityError) in
          try TemporaryWanted(
            act["dose"], length: act["length"], reason: reason,
            overridesSoftLimits: act.has("override"))
        })
    case .prime: return .prime(PrimedPath(name: act["path"]) ?? .wholePath)
    case .bridge:
      let flow = try act.read("flow", QuantityText.flow)
      return .bridge(flowNanolitresPerDay: UInt32(clamping: flow.rawValue))
    case .catheter:
      return .catheter(
        try act.read(Self.catheterField(act)) { _ throws(QuantityError) in
          try CatheterWanted(
            CatheterReason(name: act["reason"]) ?? .implant, model: Self.some(act["model"]),
            implanted: Self.words(act["implanted"]), cut: Self.words(act["cut"]),
            tip: Self.some(act["tip"]), content: nil)
        })
    case .clock:
      return .setClock(
        try act.read("clock", QuantityWords.parseClock), reason: ClockReason(name: act["reason"]),
        acceptsShift: act.has("shift"))
    case .lowAlarm:
      return .lowAlarm(nanolitres: try act.read("volume", ArgumentText.nanolitres))
    case .silence:
      return .silenceAlarms(
        minutes: try act.read("length") { text throws(QuantityError) in
          try ArgumentText.minutes(text, as: "the time of silence")
        })
    case .stop: return .stop
    case .resume: return .resume
    case .cancelBolus: return .cancelBolus
    case .cancelBridge: return .cancelBridge
    case .endTemporary: return .endTemporary
    case .steady, .schedule, .periodic, .minimum, .refill, .patientBolus:
      preconditionFailure("a change of the programme is no order of its own")
    }
  }

  private static func isLength(_ text: String) -> Bool {
    (try? QuantityText.duration(text)) != nil
  }

  /// The field whose problem it is, if there is one.
  private static func catheterField(_ act: Act) -> String {
    for field in ["implanted", "cut"] where !act[field].isEmpty {
      if (try? QuantityText.millimetres(act[field])) == nil { return field }
    }
    return act["tip"].isEmpty ? "implanted" : "tip"
  }

  private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }

  private static func words(_ text: String) -> [String] { text.fields(between: " ") }
}
