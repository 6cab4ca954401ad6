import ClinicSupport
import Foundation
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// A log that is followed while sessions end.
@Suite(.limited)
struct LogFollowerTests {
  @Test func `entries that were read as a session ended are shown in the next one`() throws {
    let lab = try ArchiveLab()
    var state = PumpOnPty.State()
    state.log.add(.alarmRaised, at: 80_000, detail: 2)
    let pump = try PumpOnPty(state)
    defer { pump.stop() }
    let place = PumpPlace(address: try PortAddress(pump.path), face: Samples.face)
    let visit = try Visit.begin(
      PumpAccess(place: place, card: try PumpOnPty.card(in: lab.directory)),
      timings: SessionTimings(answer: Milliseconds(rawValue: 100), orderLife: .seconds(1)))
    var shown: [UInt32] = []
    var follower = LogFollower(
      visit: visit, now: try visit.interrogate(), filter: LogFilter()
    ) { entry in
      shown.append(entry.sequence)
      if shown == [1] {
        // Of a clock that was set the follower asks once more; the session ends in between.
        pump.change {
          $0.log.add(.clockSet, at: 80_001)
          $0.ignored = .interrogate
        }
      }
      return entry.sequence < 3
    }
    try follower.run(from: 1, last: nil)
    #expect(shown == [1, 2, 3])
  }
}
