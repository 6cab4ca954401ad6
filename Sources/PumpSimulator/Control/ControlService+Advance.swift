import BenchControl
import PumpPlant
import PumpText
import PumpWorld
import Quantities

/// Letting time pass, to its end or to something that comes before.
extension ControlService {
  /// Advances; gives where it stopped, for an advance that goes until something.
  func advance(
    _ length: Milliseconds, until end: AdvanceEnd?
  ) throws(BenchFailure) -> TruthAnswer.Stop? {
    guard host.canJump(length) else {
      throw .wrongParameters("advance takes milliseconds, up to 100 years of therapy in all")
    }
    guard let end else {
      host.jump(length)
      try save()
      return nil
    }
    let isReached: Bool
    switch end {
    case .alarm(let alarm): isReached = host.jump(length, until: .alarm(alarm))
    case .bolusEnd: isReached = host.jump(length, until: .bolusEnd)
    case .empty: isReached = host.jump(length, until: .empty)
    case .nextStep: isReached = host.jump(length, until: .nextStep)
    case .patientCalls:
      _ = try somebody()
      isReached = host.jump(length, until: .patientCalls)
    case .therapyTime(let moment): isReached = try jump(length, to: moment)
    case .clock(let second): isReached = try jump(length, toClock: second)
    }
    try save()
    var stop = TruthAnswer.Stop()
    stop.is_reached = isReached
    stop.until = end.kind.rawValue
    if case .alarm(let alarm) = end { stop.alarm = alarm?.benchName }
    stop.therapy_time_ms = host.pump.plant.therapyTime.rawValue
    return stop
  }

  private func jump(
    _ length: Milliseconds, to moment: TherapyTime
  ) throws(BenchFailure) -> Bool {
    host.catchUp()
    let now = host.pump.plant.therapyTime
    guard moment >= now else {
      throw .refused(
        "that moment is past: "
          + QuantityWords.exactDuration(Milliseconds(rawValue: now.rawValue))
          + " of therapy are over. Nothing was changed")
    }
    let wait = moment.since(now)
    host.jump(min(wait, length))
    return wait <= length
  }

  private func jump(
    _ length: Milliseconds, toClock second: UInt64
  ) throws(BenchFailure) -> Bool {
    host.catchUp()
    guard let clock = host.pumpClock else {
      throw .refused(
        host.pump.world.isPumpOn
          ? "the pump's clock was never set, so it shows no moment; nothing was changed"
          : "the pump has no power, so its clock shows no moment; nothing was changed")
    }
    let today = UInt64(clock.rawValue) % 86_400
    // What has passed today is meant of tomorrow.
    let wait = second > today ? second - today : second + 86_400 - today
    guard let moment = UInt32(exactly: UInt64(clock.rawValue) + wait) else {
      throw .refused("the pump's clock ends before that, in 2136; nothing was changed")
    }
    return host.jump(length, toClock: WallClock(rawValue: moment))
  }
}

extension TruthAnswer.Stop {
  /// Why it stopped, and where, for people.
  var words: String {
    let place = QuantityWords.exactDuration(Milliseconds(rawValue: therapy_time_ms))
    let what = alarm.map { "the alarm \($0)" } ?? until
    return is_reached
      ? "until \(what): reached after \(place) of therapy"
      : "until \(what): it did not come within that time; \(place) of therapy are over"
  }
}
