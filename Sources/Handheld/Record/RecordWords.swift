import ClinicText
import Console
import PumpText

/// What keeps something from being entered about a patient, in words.
enum RecordWords {
  static func codeTaken(_ code: String) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "there is a patient \(code) already, and two would be taken for each other. Nothing was "
        + "entered; give another code, or \(.editPatient(code)) if it is the same patient")
  }

  static func noPatient(_ code: String) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "the archive has no patient “\(code.shown)”. Nothing was entered or shown; "
        + "\(.listPatients) lists those there are, and \(.addPatient) takes one up")
  }

  static func pumpTaken(_ serial: String, by code: String) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "pump \(serial.shown) is in patient \(code). Nothing was entered; make sure this is the "
        + "right patient, and say when the pump was explanted there before it is another's")
  }

  static func explantedBefore(_ implanted: String, _ explanted: String) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "a pump that was implanted on \(implanted) was not explanted on \(explanted). Nothing was "
        + "entered")
  }

  static func stillElsewhere(
    _ serial: String, _ code: String, until day: String
  ) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "pump \(serial.shown) was in patient \(code) until \(day), and cannot have been elsewhere "
        + "then. Nothing was entered; say when it was implanted, and when it was explanted")
  }

  /// A report that is to be about somebody else than who has the pump.
  static func otherPatientsPump(_ serial: String, _ owner: String, _ named: String)
    -> ProgrammerError
  {
    ProgrammerError(
      .refused,
      "this is pump \(serial.shown), which is in patient \(owner) and not in \(named). Nothing was "
        + "written; make sure this is the right patient")
  }

  static func nobodyHas(_ serial: String) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "the archive does not know who has pump \(serial.shown). Nothing was entered; name the "
        + "patient, or enter with \(.assignPump) whose pump it is")
  }

  static func noVisit(_ id: Int64) -> ProgrammerError {
    ProgrammerError(.refused, "there is no visit \(id) in the archive. Nothing was entered")
  }

  static func otherVisit(_ id: Int64, _ serial: String, _ code: String) -> ProgrammerError {
    ProgrammerError(
      .refused,
      "visit \(id) was to pump \(serial.shown), which is no pump of patient \(code). Nothing was "
        + "entered; make sure this is the right patient")
  }
}
