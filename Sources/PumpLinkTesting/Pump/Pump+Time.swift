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
    try advance(within: most, "the condition") { isSo(PumpTruth(&$0)) }
  }

  /// Lets time go on until an alarm sounds, and throws ``NeverCame`` where it does not within
  /// `most`. Gives how long that took.
  @discardableResult
  public func advance(
    untilAlarm alarm: Alarm, within most: Milliseconds
  ) throws(NeverCame) -> Milliseconds {
    try advance(within: most, "the alarm “\(alarm.testDescription)”") { bench in
      bench.pump.firmware.state.alarms.contains(alarm)
    }
  }

  /// Lets time go on until the pump's clock shows a moment, and throws ``NeverCame`` for one that
  /// has passed, and for a pump without a clock.
  public func advance(until clock: WallClock) throws(NeverCame) {
    guard let now = self.clock, now <= clock else {
      throw NeverCame(what: clock.testDescription, within: .zero, replay: replay)
    }
    advance(by: .seconds(UInt64(clock.rawValue - now.rawValue)))
  }

  private func advance(
    within most: Milliseconds, _ what: String, _ isSo: (inout Bench) -> Bool
  ) throws(NeverCame) -> Milliseconds {
    let passed = use { bench -> Milliseconds? in
      let start = bench.now.therapy
      while !isSo(&bench) {
        let gone = bench.now.therapy.since(start)
        guard gone < most else { return nil }
        let next = max(bench.pump.deadline ?? start.after(most), bench.now.therapy.after(.smallest))
        bench.advance(by: min(next.since(bench.now.therapy), most - gone))
      }
      return bench.now.therapy.since(start)
    }
    guard let passed else { throw NeverCame(what: what, within: most, replay: replay) }
    return passed
  }
}

extension Milliseconds {
  fileprivate static let smallest = Milliseconds(rawValue: 1)
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
