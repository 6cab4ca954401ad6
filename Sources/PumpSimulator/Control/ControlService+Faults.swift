import BenchControl
import BenchText
import PumpPlant
import PumpWorld
import Quantities

extension ControlService {
  func inject(
    _ unit: FaultUnit, _ kind: FaultKind, _ value: Int64?, for length: Milliseconds?
  ) throws(BenchFailure) {
    let fault: Fault
    do throws(FaultError) {
      fault = try Fault(unit: unit, kind: kind, value: value)
    } catch {
      throw .refused(error.words(unit, kind))
    }
    try touch { (pump, now) throws(BenchError) in try pump.inject(fault, for: length, at: now) }
  }

  /// Ends the fault of a unit, which must have one, or those of all.
  func clear(_ unit: FaultUnit?) throws(BenchFailure) {
    if let unit, host.pump.world.fault(of: unit) == nil {
      throw .refused("the \(unit.name) has no fault that could be cleared")
    }
    try touch { (pump, now) throws(BenchError) in
      for unit in unit.map({ [$0] }) ?? FaultUnit.allCases { pump.clear(unit, at: now) }
    }
  }
}
