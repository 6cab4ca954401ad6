import Telemetry
import Testing

@testable import programmer

/// The doses in a log against the pump's counters.
struct LogAccountTests {
  private func compare(
    _ log: LogLab, stroke: UInt64? = nil, _ change: (inout Interrogation) -> Void = { _ in }
  ) -> LogAccount? {
    var now = log.now
    change(&now)
    return LogAccount(log.entries, now: now, strokeNanolitres: stroke)
  }

  @Test func `days that agree`() throws {
    var log = LogLab()
    log.days(10)
    let account = try #require(compare(log))
    #expect(account.strokeNanolitres == 250)
    #expect(account.spans.count == 10, "nine days, and the counters now")
    #expect(account.faults.isEmpty)
    #expect(account.spans[0].programmed == 50_000...50_000 && account.spans[0].pumped == 50_000)
  }

  @Test(arguments: [(201, true), (199, true), (202, false), (198, false), (250, false)])
  func `a day may be off by one stroke`(strokes: UInt64, holds: Bool) throws {
    var log = LogLab()
    log.days(20)
    log.days(1, strokes: strokes)
    let account = try #require(compare(log, stroke: 250))
    #expect(account.faults.isEmpty == holds)
    if !holds { #expect(account.faults[0].sequence == 21) }
    #expect(account.faults.allSatisfy { ($0.difference > 0) == (strokes > 200) })
  }

  @Test func `what the log says was not delivered is no fault`() throws {
    for isSaid in [true, false] {
      var log = LogLab()
      log.days(20)
      if isSaid { log.add(.undelivered, at: 21 * 86_400 - 9, detail: 1, amount: 20_000_000) }
      log.days(1, strokes: 160)
      let account = try #require(compare(log))
      #expect(account.faults.isEmpty == isSaid, "\(account.faults)")
    }
  }

  @Test func `the counters now are held against the last account`() throws {
    var log = LogLab()
    log.days(20)
    let more = try #require(
      compare(log) {
        $0.pumpedNanolitres += 5000
        $0.programmedPicograms += 10_000_000
      })
    #expect(more.faults.isEmpty)
    let off = try #require(compare(log, stroke: 250) { $0.pumpedNanolitres += 5000 })
    #expect(off.faults.map(\.sequence) == [nil])
    #expect(off.faults.map(\.difference) == [5000])
  }

  @Test func `a change of strength is a range within its day, and exact before and after`() throws {
    var log = LogLab()
    log.days(5, strokes: 800, picograms: 100_000_000)
    log.add(.drugChanged, at: 5 * 86_400 + 43_200, detail: 1, number: 2000, amount: 500)
    log.days(1, strokes: 500)
    log.days(5)
    let account = try #require(compare(log))
    #expect(account.strokeNanolitres == 250)
    #expect(account.faults.isEmpty, "\(account.faults)")
    #expect(account.spans[4].programmed == 50_000...200_000)
    #expect(account.spans[0].programmed == 200_000...200_000)
    #expect(account.spans[6].programmed == 50_000...50_000)
  }

  @Test func `strokes are counted modulo two to the 32`() throws {
    var log = LogLab()
    log.days(1, strokes: (1 << 32) - 100, picograms: ((1 << 32) - 100) * 500_000)
    log.days(3)
    let account = try #require(compare(log))
    #expect(account.faults.isEmpty, "\(account.faults)")
    #expect(account.spans.map(\.pumped) == [50_000, 50_000, 50_000, 0])
  }

  @Test func `with no account in the log there is nothing to compare`() {
    var log = LogLab()
    log.add(.switchedOn, at: 0)
    #expect(compare(log) == nil)
  }

  @Test func `an account made while the motor is known to be stalled waits for the next`() throws {
    var log = LogLab()
    log.days(10)
    log.add(.alarmRaised, at: 10 * 86_400 + 5, detail: Alarm.motorStall.rawValue)
    log.days(1, strokes: 100)
    log.add(.alarmEnded, at: 11 * 86_400 + 5, detail: Alarm.motorStall.rawValue)
    log.add(.undelivered, at: 11 * 86_400 + 5, detail: 1, amount: 50_000_000)
    log.days(1)
    let account = try #require(compare(log))
    #expect(account.faults.isEmpty, "\(account.faults)")
  }
}
