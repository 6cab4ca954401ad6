import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Letting time pass at once, as a bench has it.
extension PumpHost {
  /// Whether a jump of this length ends before ``lastMoment``.
  func canJump(_ length: Milliseconds) -> Bool {
    guard let target = now().therapy.plus(TherapyTime(rawValue: length.rawValue)) else {
      return false
    }
    return target <= Self.lastMoment
  }

  /// Lets time pass.
  func jump(_ length: Milliseconds) {
    var left = length
    jumping {
      repeat {
        let step = min(left, piece)
        move(step)
        left = Milliseconds(rawValue: left.rawValue - step.rawValue)
        progress()
      } while left > .zero
    }
  }

  /// Lets time pass, up to the moment of something if that comes before; whether it did.
  func jump(_ length: Milliseconds, until stop: PumpStop) -> Bool {
    catchUp()
    let end = pump.plant.therapyTime.after(length)
    var isReached = false
    jumping {
      repeat {
        let step = min(end.since(pump.plant.therapyTime), piece)
        isReached = move(step, until: stop)
        progress()
      } while !isReached && pump.plant.therapyTime < end
    }
    return isReached
  }

  /// What the pump's clock shows; `nil` for a clock that was never set, and without power.
  var pumpClock: WallClock? {
    guard pump.world.isPumpOn else { return nil }
    return pump.firmware.state.clock(at: pump.firmware.time)
  }

  /// Lets time pass, up to the moment at which the pump's clock shows another one if that comes
  /// before; whether it did.
  func jump(_ length: Milliseconds, toClock moment: WallClock) -> Bool {
    let end = pump.plant.therapyTime.after(length)
    var isReached = false
    jumping {
      repeat {
        move(min(stretch(to: moment), end.since(pump.plant.therapyTime), piece))
        progress()
        isReached = pumpClock.map { $0 >= moment } ?? false
      } while !isReached && pump.plant.therapyTime < end
    }
    return isReached
  }

  /// How long the pump's clock goes on to a moment at the rate that it has; less where a fault may
  /// change that rate before.
  private func stretch(to moment: WallClock) -> Milliseconds {
    let world = pump.world
    let now = world.plant.therapyTime
    guard let clock = pumpClock, clock < moment else { return piece }
    let seconds = pump.firmware.time.seconds + UInt64(moment.rawValue - clock.rawValue)
    var next = world.oscillator.trueTime(at: .zero.after(.seconds(seconds)))
    for unit in FaultUnit.allCases {
      if let end = world.end(of: unit), end > now { next = min(next, end) }
    }
    return next.since(now)
  }

  /// How far it goes at once: what is told of meanwhile is bounded, and calls of a patient are told
  /// one by one.
  private var piece: Milliseconds { pump.world.body?.patient == nil ? .days(30) : .days(1) }
}
