import Clinic
import Console
import PumpText
import Telemetry

extension Visit {
  /// What the patient is treated for: as it is said with an order, else as the archive has it of
  /// whoever has this pump. Where the two differ, that is said.
  func indication(given: Indication?) -> Indication? {
    // What is only looked up holds up no change.
    let archive = connection.recorder.archive
    let patient = try? archive?.patient(withPump: identity.serial.string)
    guard let patient, let recorded = patient.indication.flatMap(Indication.init(rawValue:)) else {
      return given
    }
    if let given, given != recorded {
      Notices.say(
        "the archive has patient \(patient.code.shown), who has this pump, as \(recorded.rawValue) "
          + "and not \(given.rawValue); the change is held against what is usual for "
          + "\(given.rawValue). Make sure this is the right patient")
    }
    return given ?? recorded
  }
}
