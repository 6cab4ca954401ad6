import ArgumentParser
import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import Handheld
@testable import programmer

/// What is printed of a log.
@Suite(.limited)
struct LogPrintTests {
  private func command(_ words: String...) throws -> LogCommand {
    try LogCommand.parse(words + ["--port", "/dev/null", "--card", "x"])
  }

  @Test func `an entry as a line and as an object`() throws {
    var log = LogLab()
    log.add(.infusionStarted, at: 86_400, detail: 1, number: 50_000, amount: 600_000)
    var now = LogLab.interrogation()
    let clock = LogClock(log.entries, now: now)
    let entry = LogEntryJSON(log.entries[0], clock)
    #expect(entry.line == "     1  2026-03-03 08:00:00  bolus begun: 50 mcg over 10 min\n")
    let text = try JSONText.line(entry)
    #expect(text.contains(#""clock":"2026-03-03T08:00:00""#) && text.contains(#""sequence":1"#))
    now.clock = nil
    now.status.flags.isClockSet = false
    let without = LogEntryJSON(log.entries[0], LogClock(log.entries, now: now))
    #expect(without.line.contains("therapy 1 d"))
    #expect(try JSONText.line(without).contains(#""clock":null"#))
  }

  @Test func `the clock of an entry is the one that was set then`() {
    var log = LogLab()
    let old = WallClock(rawValue: 1_000_000)
    log.add(.clockSet, at: 5000, short: 1, number: 2_000_000, amount: UInt64(old.rawValue))
    let clock = LogClock(log.entries, now: LogLab.interrogation())
    #expect(clock.clock(at: 4000)?.rawValue == 999_000)
    #expect(clock.clock(at: 6000)?.rawValue == 2_001_000)
    #expect(clock.clock(at: 90_000) == LogLab.interrogation().clock)
  }

  @Test func `moments are times of the pump's clock, or how long ago`() throws {
    let now = LogLab.interrogation()
    let typed = try #require(
      CivilTime(year: 2026, month: 3, day: 3, hour: 8, minute: 30, second: 0)?.clock)
    let filter = LogFilter(
      since: LogMoment.ago(.hours(1)).bound(now), until: LogMoment.clock(typed).bound(now))
    #expect(filter == LogFilter(since: .therapy(86_400), until: .clock(typed, therapy: 88_200)))
    let before = LogFilter(until: LogMoment.ago(.days(100)).bound(now))
    #expect(!before.admits(LogEntry(sequence: 1, therapySeconds: 0, kind: .order), nil))
    for (seconds, isWanted) in [(86_399, false), (86_400, true), (88_200, true), (88_201, false)] {
      let entry = LogEntry(sequence: 1, therapySeconds: UInt32(seconds), kind: .order)
      #expect(filter.admits(entry, nil) == isWanted)
      let printed = LogClock([], now: now).clock(of: entry)
      #expect(printed != nil && filter.admits(entry, printed) == isWanted)
      #expect(!LogFilter(kinds: [.step], since: .therapy(0)).admits(entry, nil))
    }
    var unset = now
    unset.clock = nil
    #expect(LogMoment.clock(typed).bound(unset) == nil)
  }

  @Test func `an entry is held to the time that is printed beside it, not to what it became`() {
    let bound = LogBound.clock(WallClock(rawValue: 1000), therapy: 500)
    for (seconds, clock, isSince) in [(900, 999, false), (100, 1000, true), (100, 1001, true)] {
      let entry = LogEntry(sequence: 1, therapySeconds: UInt32(seconds), kind: .order)
      let printed = WallClock(rawValue: UInt32(clock))
      #expect(LogFilter(since: bound).admits(entry, printed) == isSince)
      #expect(LogFilter(until: bound).admits(entry, printed) == (clock <= 1000))
      #expect(LogFilter(since: bound).admits(entry, nil) == (seconds >= 500))
    }
  }

  @Test func `what is typed is checked before anything is sent`() throws {
    _ = try command("--since", "2", "days", "--until", "2026-03-02 08:00", "--kind", "alarm-raised")
    for words in [
      ["--kind", "moods"], ["--since", "2"], ["--until", "2026-13-02 08:00"], ["--from", "0"],
      ["--follow", "--verify"], ["--last", "-1"], ["--stroke", "250"], ["--stroke", "0", "nL"],
    ] {
      #expect(throws: (any Error).self, "\(words)") {
        try LogCommand.parse(words + ["--port", "/dev/null", "--card", "x"])
      }
    }
  }

  @Test func `a log that does not hold says so first of all, and from where on it is known`() throws
  {
    var collection = LogCollection()
    collection.oldest = 5
    collection.newest = 9
    collection.findings = [.missing(1...4), .brokenChain(7)]
    let result = LogResult(collection: collection, entries: [], isVerified: true, account: nil)
    #expect(!result.holds)
    #expect(result.words.contains("the pump keeps them from 5 on"))
    #expect(result.words.contains("THE LOG DOES NOT HOLD from entry 7 on"))
    let text = try JSONText.line(result.json)
    #expect(text.contains(#""holds":false"#) && text.contains(#""problem":"broken_chain""#))
  }

  @Test func `a log with days in which nothing was pumped is not one without days`() {
    var log = LogLab()
    log.days(3, strokes: 0, picograms: 0)
    var collection = LogCollection()
    collection.newest = 3
    let empty = LogResult(collection: collection, entries: [], isVerified: true, account: nil)
    #expect(empty.words.contains("no day's account is in the log yet"))
    collection.entries = log.entries
    let still = LogResult(collection: collection, entries: [], isVerified: true, account: nil)
    #expect(still.words.contains("too little was pumped to tell the volume of a stroke"))
  }
}
