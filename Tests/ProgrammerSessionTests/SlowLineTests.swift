import ProgrammerSession
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Lines on which a frame takes longer than an answer is waited for on a fast one.
@Suite(.limited)
struct SlowLineTests {
  /// What a line does, and how slow it is.
  static let lines: [(baud: UInt32, latency: UInt64)] = [
    (300, 0), (300, 200), (1200, 0), (1200, 400), (2400, 0), (2400, 150), (4800, 0), (4800, 400),
    (115_200, 0), (115_200, 400),
  ]

  /// A pair that knows its pump, as after every identification.
  private func pair(_ line: (baud: UInt32, latency: UInt64)) throws -> SlowPair {
    var pair = try SlowPair(baud: line.baud, latency: line.latency)
    guard case .reply(.identity) = pair.perform(.opening(.identify)) else {
      Issue.record("nobody answered at \(line)")
      return pair
    }
    return pair
  }

  @Test(arguments: Self.lines)
  func `a visit with an order and a page of the log goes through`(
    line: (baud: UInt32, latency: UInt64)
  ) throws {
    var pair = try pair(line)
    guard case .reply(.sessionOpened) = pair.perform(pair.client.opening()) else {
      Issue.record("no session was opened at \(line)")
      return
    }
    let before = pair.sendings
    guard case .reply(.interrogation) = pair.perform(.interrogate),
      case .reply(.logPage) = pair.perform(.readLog(ReadLog(from: 1)))
    else {
      Issue.record("the pump could not be read at \(line)")
      return
    }
    #expect(pair.order(.stop).isDone, "\(line)")
    #expect(pair.pump.firmware.state.isStopped)
    #expect(pair.perform(.closeSession).isDone)
    #expect(pair.sendings - before == 4, "nothing was sent twice at \(line)")
  }

  @Test(arguments: [300, 1200, 2400, 4800] as [UInt32])
  func `a line nobody identified the pump over opens a session too`(baud: UInt32) throws {
    var pair = try SlowPair(baud: baud)
    guard case .reply(.sessionOpened) = pair.perform(pair.client.opening()) else {
      Issue.record("no session was opened at \(baud)")
      return
    }
    #expect(pair.order(.stop).isDone)
  }

  @Test func `an order on a fast line is no longer valid than it was`() throws {
    var pair = try pair((115_200, 0))
    _ = pair.perform(pair.client.opening())
    let left = (pair.client.stamped(.stop, at: pair.linkTime)?.notAfter ?? 0) - UInt32(pair.time)
    #expect((1980...2050).contains(left), "\(left) ms")
  }

  @Test func `a line that stays silent is given up as soon as ever`() throws {
    var pair = try pair((300, 0))
    let now = Instant(therapy: TherapyTime(rawValue: pair.time), link: pair.linkTime)
    pair.pump.setHead(.away, at: now)
    let begun = pair.time
    #expect(pair.perform(.opening(.identify)) == .failed(.noAnswer(to: .identify, heard: .nothing)))
    #expect(pair.time - begun < 4000)
  }
}
