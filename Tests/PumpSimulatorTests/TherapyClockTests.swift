import Quantities
import TestLimits
import Testing

@testable import PumpSimulator

@Suite(.limited)
struct TherapyClockTests {
  private let noon = TherapyTime.zero.after(.hours(12))

  @Test(
    arguments: [
      ("real", .scaled(1)), ("manual", .manual), ("1", .scaled(1)), ("3600", .scaled(3600)),
      ("60x", .scaled(60)), ("1000000", .scaled(1_000_000)), ("0", nil), ("-1", nil), ("1.5", nil),
      ("1000001", nil), ("", nil), ("x", nil), ("Manual", nil), ("99999999999999999999", nil),
    ] as [(String, ClockMode?)])
  func `what is typed`(text: String, mode: ClockMode?) {
    #expect(ClockMode(argument: text) == mode)
    if let mode { #expect(ClockMode(argument: mode.description) == mode) }
  }

  @Test func `a scaled clock goes on from where the world stood`() {
    let clock = TherapyClock(.scaled(3600), from: noon, at: 5000)
    #expect(clock.time(at: 5000) == noon)
    #expect(clock.time(at: 6000) == noon.after(.hours(1)))
  }

  @Test func `a manual clock stands until it is moved`() {
    var clock = TherapyClock(.manual, from: noon, at: 5000)
    #expect(clock.time(at: 1_000_000) == noon)
    clock.jump(.minutes(5))
    #expect(clock.time(at: 1_000_000) == noon.after(.minutes(5)))
    #expect(clock.realMilliseconds(until: noon.after(.hours(1)), at: 5000) == nil)
  }

  @Test func `a scaled clock can be moved as well`() {
    var clock = TherapyClock(.scaled(2), from: noon, at: 0)
    clock.jump(.days(1))
    #expect(clock.time(at: 500) == noon.after(.days(1)).after(.seconds(1)))
  }

  @Test func `nobody waits too short for a moment of therapy`() throws {
    let clock = TherapyClock(.scaled(7), from: .zero, at: 100)
    for target in 0..<50 as Range<UInt64> {
      let moment = TherapyTime(rawValue: target)
      let wait = try #require(clock.realMilliseconds(until: moment, at: 103))
      #expect(clock.time(at: 103 + wait) >= moment)
      if wait > 0 { #expect(clock.time(at: 103 + wait - 1) < moment) }
    }
  }
}
