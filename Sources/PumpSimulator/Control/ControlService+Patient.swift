import BenchControl
import PumpPlant
import PumpWorld

extension ControlService {
  /// Who is in the body, and their last days: as many as are kept, of those asked for.
  func patient(days: Int) throws(BenchFailure) -> PatientAnswer {
    var answer = PatientAnswer(try somebody(), days: days)
    answer.patient.tellOthers(host.pump.world)
    return answer
  }

  /// Whoever is in the body at this moment.
  func somebody() throws(BenchFailure) -> Patient {
    guard let patient = host.touch({ pump, _ in pump.world.body?.patient }) else {
      throw .refused(
        "there is no virtual patient here; nothing was changed. Start the pump with run --patient, "
          + "such as --patient responder:7, and somebody is in its body")
    }
    return patient
  }
}
