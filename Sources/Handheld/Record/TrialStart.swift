import Clinic
import ClinicText
import Console
import PumpText
package import Quantities
import Telemetry

/// The dose that a pump starts with, taken over from the patient's trial.
package enum TrialStart {
  /// The dose that the trial of a patient leads to. Throws where it leads to none, and where the
  /// archive does not have the pump of the card as that patient's.
  package static func dose(of code: String, archive path: String?, card: String) throws
    -> DoseRate
  {
    guard let path else {
      throw ProgrammerError(.usage, "there is no archive to look a trial up in. Nothing was sent")
    }
    let archive = try Archive.open(path, mustExist: true)
    let trial = try archive.trial(of: code)
    let serial = try KeyCard(reading: card).pump.serial
    let owner = try archive.patient(withPump: serial)
    guard owner?.id == trial.patient.id else {
      throw otherPump(serial, owner?.code, trial.patient.code)
    }
    guard let start = trial.trial.start, let dose = DoseRate(nanogramsPerDay: start.nanogramsPerDay)
    else {
      throw ProgrammerError(
        .refused,
        "the screening trial of patient \(trial.patient.code.shown) leads to no dose: "
          + "\(TrialWords.state(trial.trial)). Nothing was sent")
    }
    return dose
  }

  private static func otherPump(_ serial: String, _ owner: String?, _ code: String)
    -> ProgrammerError
  {
    let whose: FaceText =
      owner.map { "is in patient \($0.shown)" } ?? "is nobody's by the archive (\(.assignPump))"
    return ProgrammerError(
      .refused,
      "this is pump \(serial.shown), which \(whose), and not in \(code.shown), whose trial is "
        + "asked for. Nothing was sent; make sure this is the right patient")
  }
}
