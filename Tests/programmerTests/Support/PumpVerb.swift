import Telemetry

/// A verb that talks to a pump, and the order that it gives, if it gives one.
struct PumpVerb: Sendable, CustomStringConvertible {
  let words: [String]
  let order: RequestType?
  var description: String { words.joined(separator: " ") }

  private init(_ words: String..., order: RequestType? = nil) {
    self.words = words
    self.order = order
  }

  /// Every one of them, in the ways in which what goes over the line differs. `FILE` stands for a
  /// file that may be written.
  static let all: [PumpVerb] = [
    PumpVerb("identify"), PumpVerb("status"), PumpVerb("status", "--json"),
    PumpVerb("handset"), PumpVerb("handset", "--json"),
    PumpVerb("interrogate"), PumpVerb("interrogate", "--json"), PumpVerb("therapy"),
    PumpVerb("therapy", "--json"), PumpVerb("schedule", "show"),
    PumpVerb("alarms", "list", "--all"), PumpVerb("clock"), PumpVerb("patient-bolus", "show"),
    PumpVerb("patient-bolus", "show", "--json"), PumpVerb("log"), PumpVerb("log", "--json"),
    PumpVerb("log", "--verify"), PumpVerb("log", "--since", "2", "days"),
    PumpVerb("keys", "check"), PumpVerb("report", "FILE", "--force"), PumpVerb("refill"),
    PumpVerb("bridge"), PumpVerb("alarms", "test", "two-tone"),
    PumpVerb("dose", "110", "mcg/day", "--yes", order: .commit),
    PumpVerb("dose", "110", "mcg/day", "--yes", "--json", order: .commit),
    PumpVerb("schedule", "set", "--step", "00:00 110 mcg/day", "--yes", order: .commit),
    PumpVerb("periodic", "5 mcg over 10 min every 6 h", "--yes", order: .commit),
    PumpVerb(
      "patient-bolus", "set", "5", "mcg", "--over", "5", "min", "--lockout", "4", "h",
      "--maximum-per-day", "2", "--yes", order: .commit),
    PumpVerb("patient-bolus", "off", "--yes", order: .commit),
    PumpVerb("refill", "18", "mL", "--withdrawn", "2.1", "mL", "--yes", order: .commit),
    PumpVerb("bolus", "5", "mcg", "--over", "5", "min", "--yes", order: .startBolus),
    PumpVerb("bolus", "cancel", "--yes", order: .cancelBolus),
    PumpVerb("patient-bolus", "request", "--yes", order: .requestBolus),
    PumpVerb("prime", "catheter", "--yes", order: .startPrime),
    PumpVerb("bridge", "0.4", "mL/day", "--yes", order: .startBridge),
    PumpVerb("bridge", "cancel", "--yes", order: .cancelBridge),
    PumpVerb(
      "temporary", "120", "mcg/day", "--for", "4", "h", "--reason", "imaging", "--yes",
      order: .startTemporaryRate),
    PumpVerb("temporary", "end", "--yes", order: .endTemporaryRate),
    PumpVerb(
      "implant", "--catheter", "PL-C22", "--implanted", "60", "cm", "--cut", "30", "cm", "--yes",
      order: .setCatheter),
    PumpVerb(
      "revision", "catheter-replaced", "--catheter", "PL-C26", "--implanted", "60", "cm", "--cut",
      "40", "cm", "--tip", "T10", "--yes", "--json", order: .setCatheter),
    PumpVerb("stop", "--yes", order: .stop), PumpVerb("resume", "--yes", order: .resume),
    PumpVerb(
      "clock", "set", "2026-03-03", "09:01", "--reason", "drift", "--yes", order: .setClock),
    PumpVerb("alarms", "silence", "2", "h", "--yes", order: .silenceAlarms),
    PumpVerb("alarms", "low-reservoir", "4", "mL", "--yes", order: .setLowAlarm),
    PumpVerb("keys", "rotate", "--yes", order: .rotateKey),
    PumpVerb("emergency", "--yes", order: .emergencyRate),
  ]
}
