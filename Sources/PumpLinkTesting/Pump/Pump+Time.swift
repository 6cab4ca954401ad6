import PumpFirmware
import PumpWorld
public import Quantities
public import Telemetry

/// Time goes on when a test lets it, and by as much as a handheld has to wait for answers.
extension Pump {
  /// How long the pump has lived.
  public var time: TherapyTime { use { $0.now.therapy } }

  /// What the pump's own clock shows; `nil` for one that was never set or was lost.
  public var clock: WallClock? {
    use { bench in bench.pump.firmware.state.clock(at: bench.pump.firmware.time) }
  }

  /// Lets time go on, and everything happen that falls due.
  public func advance(by length: Milliseconds) { use { $0.advance(by: length) } }

  /// Lets time go on until something is so, looking whenever anything happens in the pump.
  ///
  /// Gives how long that took, and throws ``NeverCame`` where it is not so within `most`.
  @discardableResult
  public func advance(
    within most: Milliseconds, until isSo: (PumpTruth) -> Bool
  ) throws(NeverCame) -> Milliseconds {
    let start = time
    while !isSo(truth) {
      let gone = time.since(start)
      guard gone < most else {
        throw NeverCame(what: "the condition", within: most, replay: replay)
      }
      use { $0.advanceToNext(within: most - gone) }
    }
    return time.since(start)
  }

  /// Lets time go on until an alarm sounds, and throws ``NeverCame`` where it does not within
  /// `most`. Gives how long that took.
  @discardableResult
  public func advance(
    untilAlarm alarm: Alarm, within most: Milliseconds
  ) throws(NeverCame) -> Milliseconds {
    let passed = use { bench -> Milliseconds? in
      let start = bench.now.therapy
      while !bench.pump.firmware.state.alarms.contains(alarm) {
        let gone = bench.now.therapy.since(start)
        guard gone < most else { return nil }
        bench.advanceToNext(within: most - gone)
      }
      return bench.now.therapy.since(start)
    }
    guard let passed else {
      let what = "the alarm “\(alarm.testDescription)”"
      throw NeverCame(what: what, within: most, replay: replay)
    }
    return passed
  }

  /// Lets time go on until the pump's clock shows a moment, and throws ``NeverCame`` for one that
  /// has passed, and for a pump without a clock.
  public func advance(until clock: WallClock) throws(NeverCame) {
    guard let now = self.clock, now <= clock else {
      throw NeverCame(what: clock.testDescription, within: .zero, replay: replay)
    }
    advance(by: .seconds(UInt64(clock.rawValue - now.rawValue)))
  }
}

extension Bench {
  /// Lets time go on to the next moment at which anything happens in the pump, at most so far.
  fileprivate mutating func advanceToNext(within most: Milliseconds) {
    let now = self.now.therapy
    let next = pump.deadline ?? now.after(most)
    advance(by: min(next > now ? next.since(now) : Milliseconds(rawValue: 1), most))
  }
}

/// What was waited for did not come in time.
public struct NeverCame: Error, Equatable, CustomStringConvertible {
  /// What was waited for.
  public let what: String
  /// How long was waited.
  public let within: Milliseconds
  let replay: String

  /// What was waited for and for how long, and how to have it again.
  public var description: String {
    "\(what) did not come within \(Milliseconds.words(within.count)); again: \(replay)"
  }
}
