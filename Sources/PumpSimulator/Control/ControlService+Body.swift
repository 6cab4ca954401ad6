import BenchControl
import BenchText
import PumpPlant
import PumpWorld
import Quantities

/// The body goes from bench to bench as a file.
extension ControlService {
  /// Takes the pump out of the body; with a path, the body goes into a new file and leaves this
  /// bench, whether the pump is still in it or lies beside it.
  func explant(to path: String?) throws(BenchFailure) {
    guard let path else { return try operate { world throws(BenchError) in try world.explant() } }
    var trial = host.touch { pump, _ in pump.world }
    let body = try refusing { () throws(BenchError) in try trial.release() }
    // The file first: one that cannot be written leaves pump and body as they are.
    try copy { try BodyFile.create(path, body) }
    try operate { world throws(BenchError) in _ = try world.release() }
  }

  /// Puts the pump into the body that is here, or into that of a file, which is gone then.
  func implant(
    from path: String?, _ newCatheter: Nanolitres?, _ tipCell: UInt32?
  ) throws(BenchFailure) {
    guard let path else {
      return try operate { world throws(BenchError) in
        try world.implant(newCatheter: newCatheter, tipCell: tipCell)
      }
    }
    let body: CarriedBody
    do { body = try BodyFile.read(path) } catch { throw .refused("\(error)") }
    try operate { world throws(BenchError) in
      try world.take(body)
      try world.implant(newCatheter: newCatheter, tipCell: tipCell)
    }
    do {
      try BodyFile.remove(path)
    } catch {
      throw BenchFailure(
        .notSaved, "the pump is in the body, but the file of the body is still there: \(error)")
    }
  }

  /// Does something to body and pump, and saves what became of it.
  func operate(_ body: (inout World) throws(BenchError) -> Void) throws(BenchFailure) {
    try touch { (pump, now) throws(BenchError) in try pump.operate(at: now, body) }
  }

  private func refusing<Result>(
    _ body: () throws(BenchError) -> Result
  ) throws(BenchFailure) -> Result {
    do throws(BenchError) { return try body() } catch { throw .refused(error.words) }
  }
}
