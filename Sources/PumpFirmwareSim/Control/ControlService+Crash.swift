import PumpWorld

extension ControlService {
  /// Plans a crash, or none. Nothing is saved: a plan dies with the process, and a save would be a
  /// write.
  func plan(_ parameters: ControlRequest.Parameters) throws(Failure) {
    if parameters.point == "none" {
      _ = stand.plan(nil)
      return
    }
    guard let place = parameters.point.flatMap({ CrashPlace(rawValue: $0) }) else {
      let names = CrashPlace.allCases.map(\.rawValue).joined(separator: ", ")
      throw .wrongParameters("crash takes point, one of \(names), or none")
    }
    guard let kind = CrashPlan.Kind(rawValue: parameters.state ?? "cycle") else {
      throw .wrongParameters("crash takes state: cycle, off or kill")
    }
    let count = parameters.count ?? 1
    guard count > 0 else { throw .wrongParameters("crash takes count, 1 or more") }
    guard stand.pump.world.isPumpOn || kind == .kill else {
      throw .refused("the pump has no power that could fail; switch it on first")
    }
    guard stand.plan(CrashPlan(place: place, kind: kind, count: count)) else {
      throw .refused(
        "the pump has no part in writes of the world; at \(place.rawValue) only the simulator can "
          + "be killed")
    }
  }
}
