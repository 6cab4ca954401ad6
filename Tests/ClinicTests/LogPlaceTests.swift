import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// Where somebody who follows a log goes on, whatever the pump was set back to.
@Suite(.limited)
struct LogPlaceTests {
  private static func collect(_ log: LogLab, from first: UInt32) throws -> LogCollection {
    var collector = LogCollector(from: first, archived: [])
    _ = try drive(&collector, log)
    return collector.result
  }

  private static func drive(_ course: inout some LogCourse, _ log: LogLab) throws -> Int {
    var asked = 0
    while let first = course.wants, asked < 1000 {
      asked += 1
      try course.heard(log.page(first))
    }
    return asked
  }

  private static func add(_ count: UInt64, to log: inout LogLab, detail: UInt8) {
    for _ in 0..<count {
      log.add(.alarmRaised, at: UInt32(log.entries.count) * 60, detail: detail)
    }
  }

  /// The number behind the last entry that both logs have, by what they say.
  private static func parting(_ one: LogLab, _ other: LogLab) -> UInt32 {
    let same = zip(one.entries, other.entries).prefix { $0 == $1 }.count
    return UInt32(same) + 1
  }

  private static func oldest(_ log: LogLab) -> UInt32 {
    UInt32(max(1, log.entries.count - log.room + 1))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `it goes on where the pump's log and what was read part`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var log = LogLab()
    log.room = random.once(in: 2) ? 4096 : Int(random.from(10...30))
    Self.add(random.below(40), to: &log, detail: 2)
    var place = LogPlace()
    place.pass(try Self.collect(log, from: 1))
    #expect(place.next == UInt32(log.entries.count) + 1)
    let read = log
    let back = random.below(UInt64(log.entries.count) + 1)
    // What it writes anew is sometimes the same for a while.
    if !random.once(in: 4) { log.entries.removeLast(Int(back)) }
    Self.add(random.below(12), to: &log, detail: random.once(in: 3) ? 2 : 3)
    var search = place.search
    let asked = try Self.drive(&search, log)
    let next = place.next
    let wentBack = place.goOn(from: search)
    // Before what was read, and before what the pump holds still, there is nothing to compare.
    let end = min(next, UInt32(log.entries.count) + 1)
    let parting = max(Self.parting(read, log), min(max(Self.oldest(read), Self.oldest(log)), end))
    #expect(place.next == parting, "seed \(seed)")
    #expect(wentBack == (parting < next))
    #expect(asked <= read.entries.count + 4, "each entry is looked at once")
  }

  @Test func `a pump without a log begins anew`() throws {
    var log = LogLab()
    Self.add(5, to: &log, detail: 2)
    var place = LogPlace()
    place.pass(try Self.collect(log, from: 1))
    var search = place.search
    #expect(try Self.drive(&search, LogLab()) == 1)
    let wentBack = place.goOn(from: search)
    #expect(wentBack && place.next == 1)
  }

  @Test func `an entry that cannot be read is passed, and not read for ever`() throws {
    var log = LogLab()
    Self.add(5, to: &log, detail: 2)
    var place = LogPlace()
    place.pass(try Self.collect(log, from: 1))
    Self.add(2, to: &log, detail: 2)
    log.damaged = [6, 7]
    let collection = try Self.collect(log, from: place.next)
    #expect(collection.findings == [.unreadable(6), .unreadable(7)])
    place.pass(collection)
    #expect(place.next == 8)
    // In a new session it goes on from there: nothing of what follows was read.
    var search = place.search
    _ = try Self.drive(&search, log)
    let wentBack = place.goOn(from: search)
    #expect(!wentBack && place.next == 8)
  }

  @Test func `what was read before a pump was set back is forgotten`() throws {
    var log = LogLab()
    Self.add(10, to: &log, detail: 2)
    var place = LogPlace()
    place.pass(try Self.collect(log, from: 1))
    log.entries.removeLast(5)
    var search = place.search
    _ = try Self.drive(&search, log)
    let wentBackFirst = place.goOn(from: search)
    #expect(wentBackFirst && place.next == 6)
    // What the pump writes now cannot be read, so that it is nothing that was read before either.
    Self.add(2, to: &log, detail: 3)
    log.damaged = [6, 7]
    place.pass(try Self.collect(log, from: place.next))
    search = place.search
    _ = try Self.drive(&search, log)
    let wentBack = place.goOn(from: search)
    #expect(!wentBack && place.next == 8)
  }

  @Test func `entries that were not passed are read again`() throws {
    var log = LogLab()
    Self.add(5, to: &log, detail: 2)
    var place = LogPlace()
    place.pass(try Self.collect(log, from: 1))
    Self.add(2, to: &log, detail: 3)
    let lost = try Self.collect(log, from: place.next)
    var search = place.search
    _ = try Self.drive(&search, log)
    _ = place.goOn(from: search)
    #expect(place.next == 6)
    #expect(try Self.collect(log, from: place.next).entries == lost.entries)
  }

  @Test func `where nothing was read there is nothing to compare`() throws {
    var endless = LogCollection()
    endless.newest = .max - 1
    var place = LogPlace()
    place.pass(endless)
    var search = place.search
    var page = LogPage(oldest: 1, newest: .max - 1, first: 1, previousChain: 0)
    page.append(ChainedEntry(Self.entry, chain: 1))
    try search.heard(.page(page))
    #expect(search.wants == nil && search.place == .max)
  }

  private static let entry = LogEntry(
    sequence: 1, therapySeconds: 0, kind: .alarmRaised, detail: 2, short: 0, number: 0, amount: 0)

  @Test func `no more is remembered than a pump holds`() throws {
    var log = LogLab()
    log.room = 5000
    Self.add(4200, to: &log, detail: 2)
    var place = LogPlace()
    place.pass(try Self.collect(log, from: 1))
    var other = LogLab()
    other.room = 5000
    Self.add(4200, to: &other, detail: 3)
    // Of the first it does not know any more whether they are the same.
    var search = place.search
    var asked = 0
    while let first = search.wants, asked < 9000 {
      asked += 1
      try search.heard(other.page(first))
    }
    #expect(search.place == 4200 - 4096 + 1)
  }
}
