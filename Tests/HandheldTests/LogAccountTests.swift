import ClinicSupport
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The doses in a log against the pump's counters.
@Suite(.limited)
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
    #expect(account.spans.count == 11, "ten days, and the counters now")
    #expect(account.isFromFactory && account.pumped == 500_000 && account.programmed == 500_000)
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
    #expect(account.spans[5].programmed == 50_000...200_000)
    #expect(account.spans[1].programmed == 200_000...200_000)
    #expect(account.spans[7].programmed == 50_000...50_000)
  }

  @Test func `strokes are counted modulo two to the 32`() throws {
    var log = LogLab()
    log.days(1, strokes: (1 << 32) - 100, picograms: ((1 << 32) - 100) * 500_000)
    log.days(3)
    let account = try #require(compare(log))
    #expect(account.faults.isEmpty, "\(account.faults)")
    #expect(account.spans.map(\.pumped).dropFirst() == [50_000, 50_000, 50_000, 0])
  }

  @Test func `numbers that only a damaged log has are told as a fault, and end nothing`() throws {
    var log = LogLab()
    log.days(2)
    for cause in [1, 1, 2, 2] as [UInt8] {
      log.add(.undelivered, at: 2 * 86_400 + 9, detail: cause, amount: .max)
    }
    log.days(1)
    log.add(.drugChanged, at: 3 * 86_400 + 9, number: 1, amount: 1)
    for day in 4...7 as ClosedRange<UInt32> {
      let number: UInt32 = day.isMultiple(of: 2) ? .max : 0
      log.add(.delivered, at: day * 86_400, number: number, amount: .max)
    }
    let account = try #require(
      compare(log, stroke: 1_000_000_000) { $0.programmedPicograms = .max })
    #expect(!account.faults.isEmpty)
    #expect(account.programmed != 0 && account.pumped != 0)
    #expect(!LogAccountWords(account: account).text.isEmpty)
  }

  @Test func `with no account in the log there is nothing to compare`() {
    var log = LogLab()
    log.add(.switchedOn, at: 0)
    #expect(compare(log) == nil)
  }

  @Test func `a stall is accounted for day by day, and now once it is over`() throws {
    var log = LogLab()
    log.days(10)
    log.add(.alarmRaised, at: 10 * 86_400 + 5, detail: Alarm.motorStall.rawValue)
    log.add(.undelivered, at: 11 * 86_400, detail: 1, amount: 50_000_000)
    log.days(1, strokes: 100)
    let stalled = try #require(
      compare(log) {
        $0.status.alarms.insert(.motorStall)
        $0.programmedPicograms += 9_000_000
      })
    #expect(stalled.faults.isEmpty, "\(stalled.faults)")
    log.add(.alarmEnded, at: 11 * 86_400 + 5, detail: Alarm.motorStall.rawValue)
    log.add(.undelivered, at: 11 * 86_400 + 5, detail: 1, amount: 10_000_000)
    log.add(.undelivered, at: 11 * 86_400 + 9, detail: 3, amount: 20_000_000)
    log.days(1, strokes: 140)
    let account = try #require(compare(log))
    #expect(account.faults.isEmpty, "\(account.faults)")
    #expect(
      account.undelivered == [
        .init(cause: .stall, nanolitres: 30_000), .init(cause: .power, nanolitres: 10_000),
      ])
    #expect(account.programmed == account.pumped + 40_000)
    let words = LogAccountWords(account: account).text
    #expect(words.contains("the motor stalled; 0.010 mL not delivered"), "\(words)")
    #expect(words.contains("since the factory"), "\(words)")
  }

  @Test func `a log whose beginning is lost is accounted for from its first account on`() throws {
    var log = LogLab()
    log.days(10)
    log.entries.removeFirst(4)
    let account = try #require(compare(log))
    #expect(!account.isFromFactory && account.faults.isEmpty)
    #expect(account.seconds == 5 * 86_400...10 * 86_400 && account.pumped == 250_000)
    #expect(LogAccountWords(account: account).text.contains("first day's account that is known"))
  }
}
