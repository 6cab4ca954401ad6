import ClinicSupport
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// Logs that do not hold, and what is said of them.
@Suite(.limited)
struct LogVerifyTests {
  private let lab: ArchiveLab
  private let archive: Archive
  private static let serial = "PL40-SAMPLE"

  init() throws {
    lab = try ArchiveLab()
    archive = try Archive(at: lab.path)
  }

  private func log(_ count: Int) -> LogLab {
    var log = LogLab()
    for place in 1...count { log.add(.alarmRaised, at: UInt32(place) * 60, detail: 2) }
    return log
  }

  private func check(_ log: LogLab, archived: Bool = true) throws -> LogCollection {
    try ArchivedLog(
      reader: LogReader(page: log.page), archive: archived ? archive : nil, serial: Self.serial
    )
    .check()
  }

  private func collect(_ log: LogLab, from first: UInt32 = 1, last: Int? = nil) throws
    -> LogCollection
  {
    try ArchivedLog(reader: LogReader(page: log.page), archive: archive, serial: Self.serial)
      .entries(from: first, last: last)
  }

  @Test(arguments: [1, 6, 7, 8, 14, 100])
  func `a sound log holds, to its last page`(count: Int) throws {
    let result = try check(log(count))
    #expect(result.findings.isEmpty)
    #expect(result.entries == log(count).entries)
    #expect(try archive.logEntries(serial: Self.serial) == result.entries)
  }

  @Test func `an empty log holds`() throws {
    #expect(try check(LogLab()).findings.isEmpty)
    #expect(try collect(LogLab()).entries.isEmpty)
  }

  @Test(arguments: [1, 5, 7, 8, 20] as [Int])
  func `a changed entry is named, wherever it stands in a page`(place: Int) throws {
    var log = log(20)
    log.entries[place - 1].entry.amount ^= 1
    #expect(try check(log).firstFinding == .brokenChain(UInt32(place)))
  }

  @Test(arguments: [1, 7, 12] as [Int])
  func `a changed entry with a chain value to match breaks the next one`(place: Int) throws {
    var log = log(20)
    log.entries[place - 1].entry.amount ^= 1
    let before = place == 1 ? 0 : log.entries[place - 2].chain
    log.entries[place - 1].chain = log.entries[place - 1].entry.chain(after: before)
    #expect(try check(log).firstFinding == .brokenChain(UInt32(place + 1)))
  }

  @Test func `a log forged from an entry on is betrayed by the archive`() throws {
    _ = try check(log(20))
    var forged = log(11)
    for place in 12...25 { forged.add(.alarmEnded, at: UInt32(place) * 60) }
    #expect(try check(forged).firstFinding == .differsFromArchive(12))
    #expect(try collect(forged).findings.contains(.differsFromArchive(12)))
    #expect(try check(forged, archived: false).findings.isEmpty)
    // What was read first stays in the archive.
    #expect(try archive.logEntries(serial: Self.serial) == log(20).entries)
  }

  @Test func `a log that went back is betrayed by the archive`() throws {
    _ = try check(log(20))
    #expect(try check(log(15)).firstFinding == .wentBack(from: 16))
    #expect(try collect(log(15)).findings == [.wentBack(from: 16)])
  }

  @Test(arguments: [[1], [7], [8], [20], [3, 4, 5], [1, 20]] as [Set<UInt32>])
  func `damaged entries are named, and the others read`(damaged: Set<UInt32>) throws {
    var log = log(20)
    log.damaged = damaged
    let result = try check(log, archived: false)
    #expect(result.findings == damaged.sorted().map { .unreadable($0) })
    #expect(result.entries.count == 20 - damaged.count)
  }

  @Test func `an entry that is damaged now is known from the archive, and still named`() throws {
    _ = try check(log(20))
    var log = log(20)
    log.damaged = [9]
    let result = try check(log)
    #expect(result.findings == [.unreadable(9)])
    #expect(result.entries == self.log(20).entries)
  }

  @Test func `what the ring overwrote is known from the archive, and a gap is named`() throws {
    _ = try check(log(20))
    var longer = log(50)
    longer.room = 35
    #expect(try check(longer).findings.isEmpty, "entries 16 to 50, and 1 to 20 in the archive")
    var lost = log(100)
    lost.room = 40
    let result = try check(lost)
    #expect(result.findings == [.missing(51...60)])
    #expect(result.entries.count == 90)
    #expect(LogFinding.missing(51...60).isFault && !LogFinding.missing(1...60).isFault)
  }

  @Test func `without an archive a log begins where the pump's ring does`() throws {
    var log = log(100)
    log.room = 40
    let result = try check(log, archived: false)
    #expect(result.findings == [.missing(1...60)])
    #expect(result.findings.allSatisfy { !$0.isFault })
  }

  @Test func `entries the pump could not store are a fault`() throws {
    var log = log(4)
    log.add(.entriesLost, at: 300, number: 3)
    #expect(try check(log).findings == [.lostBefore(5, count: 3)])
  }

  @Test func `only what is new is read from the pump`() throws {
    _ = try collect(log(100))
    var asked = 0
    let longer = log(103)
    let reader = LogReader { first in
      asked += 1
      return longer.page(first)
    }
    let result = try ArchivedLog(reader: reader, archive: archive, serial: Self.serial)
      .entries(from: 1)
    #expect(result.entries == longer.entries && result.findings.isEmpty)
    #expect(asked <= 3, "\(asked) pages")
  }

  @Test func `the newest entries, and those from a number on`() throws {
    #expect(try collect(log(50), last: 5).entries.map(\.entry.sequence) == [46, 47, 48, 49, 50])
    #expect(try collect(log(50), from: 49).entries.map(\.entry.sequence) == [49, 50])
    #expect(try collect(log(50), from: 51).entries.isEmpty)
    #expect(try collect(log(50), last: 500).entries.count == 50)
    #expect(try collect(log(50), from: 3).entries.count == 48, "the gap in the archive is filled")
  }
}
