import Clinic
import ClinicText
import Console
import PumpText
import Telemetry

extension Visit {
  /// Throws where this pump's therapy went over to another pump, or may have, and an order would
  /// have it flow from this one as well.
  func checkSuccessor(against wanted: OrderWanted) throws {
    guard let successor = try connection.recorder.successor(), successor.stands(against: wanted)
    else { return }
    // What only keeps the catheter open is no therapy.
    guard try therapy().therapy.mode != .minimumRate else { return }
    let day = PatientWords.time(successor.intended)
    let other = successor.serial.shown
    let what: FaceText =
      successor.isKnown
      ? "pump \(other) took over the therapy of this one on \(day)"
      : "pump \(other) was to take over the therapy of this one on \(day), and nobody knows "
        + "whether it did"
    throw ProgrammerError(
      .refused,
      what + ": with this one resumed the patient may get the therapy twice. Nothing was "
        + "sent; go on with \(.transfer), or read the status of \(other). Only if that gives "
        + "nothing, add \(.resumeDespiteTransfer)")
  }
}
