import PumpFirmware
import PumpPlant
package import Quantities
import Telemetry

/// Advancing up to something that happens, and not a stroke beyond it.
extension VirtualPump {
  /// Lets time pass to the moment of `stop`, or to `now` when it does not come before; gives
  /// whether it came. A pump that is watched tells of all that happened.
  ///
  /// What the firmware does at one of its deadlines it does there and nowhere else, so the pump is
  /// served at each of them, a stroke at a time. Spec: bench.md, "Until".
  package mutating func advance(to now: Instant, until stop: PumpStop) -> Bool {
    let wasWatched = watch != nil
    if !wasWatched { beginWatch() }
    watch?.stop = stop
    watch?.reached = nil
    defer {
      watch?.stop = nil
      if !wasWatched { watch = nil }
    }
    while !isReached(stop), world.plant.therapyTime < now.therapy {
      advance(to: Instant(therapy: min(nextLook(for: stop), now.therapy), link: now.link))
    }
    return isReached(stop)
  }

  private mutating func isReached(_ stop: PumpStop) -> Bool {
    switch stop {
    case .empty: world.plant.usableReservoir == .zero
    case .alarm, .nextStep, .bolusEnd, .patientCalls: watch?.reached != nil
    }
  }

  /// The next moment at which it can have come, always after the present one.
  private mutating func nextLook(for stop: PumpStop) -> TherapyTime {
    let present = world.plant.therapyTime
    let soonest = present.after(Milliseconds(rawValue: 1))
    switch stop {
    case .alarm, .nextStep, .bolusEnd:
      return max(deadline ?? .endOfTime, soonest)
    case .patientCalls:
      guard world.isSomebodyThere, var body = world.body else { return .endOfTime }
      return max(body.nextLook() ?? .endOfTime, soonest)
    case .empty:
      // A stroke, or a leak whose every nanolitre counts: no further than what is there could last.
      let leak = world.plant.fault(of: .reservoir)
      guard leak?.kind == .leak, let flow = leak?.value, flow > 0 else {
        return max(deadline ?? .endOfTime, soonest)
      }
      let left = world.plant.usableReservoir.rawValue
      // What leaked of the next nanolitre is not known here; the last is waited for by the ms.
      let wait = (max(left, 1) - 1) * 86_400_000 / UInt64(flow)
      return max(min(deadline ?? .endOfTime, present.after(Milliseconds(rawValue: wait))), soonest)
    }
  }
}

extension TherapyTime {
  /// A moment that no pump sees.
  fileprivate static var endOfTime: TherapyTime { TherapyTime(rawValue: .max) }
}
