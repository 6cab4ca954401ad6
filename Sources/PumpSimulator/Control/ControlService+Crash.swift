import BenchControl
import PumpWorld

extension ControlService {
  /// Plans a crash, or none. Nothing is saved: a plan dies with the process, and a save would be a
  /// write.
  func plan(_ crash: ArmedCrash?) throws(BenchFailure) {
    guard let crash else {
      _ = host.plan(nil)
      return
    }
    guard host.pump.world.isPumpOn || crash.kind == .kill else {
      throw .refused("the pump has no power that could fail; switch it on first")
    }
    guard host.plan(crash) else {
      throw .refused(
        "the pump has no part in writes of the world; at \(crash.place.rawValue) only the "
          + "simulator can be killed")
    }
  }
}
