import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// Logs brought together from a pump and an archive, whatever either of them lost.
@Suite(.limited)
struct LogCollectorTests {
  /// A log of some length, of which the pump has overwritten and lost some.
  private static func log(_ random: inout SplitMix64) -> LogLab {
    var log = LogLab()
    let count = random.below(60)
    for place in 0..<count { log.add(.alarmRaised, at: UInt32(place) * 60, detail: 2) }
    log.room = random.once(in: 2) ? 4096 : Int(random.from(1...40))
    while count > 0, random.once(in: 2) {
      log.damaged.insert(UInt32(random.from(1...count)))
    }
    return log
  }

  /// Some of a log's entries, as an archive has them.
  private static func archived(_ log: LogLab, _ random: inout SplitMix64) -> [ChainedEntry] {
    let share = random.from(1...4)
    return log.entries.filter { _ in random.below(share) != 0 }
  }

  private static func drive(_ course: inout some LogCourse, _ log: LogLab) throws -> Int {
    var asked = 0
    while let first = course.wants, asked < 1000 {
      asked += 1
      try course.heard(log.page(first))
    }
    return asked
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every number is an entry or is named as missing`(seed: UInt64) throws {
    for round in 0..<20 as Range<UInt64> {
      var random = SplitMix64(seed: seed * 100 + round)
      let log = Self.log(&random)
      let first = UInt32(random.from(1...8))
      var collector = LogCollector(from: first, archived: Self.archived(log, &random))
      let asked = try Self.drive(&collector, log)
      let result = collector.result
      #expect(asked < 200, "\(seed), \(round): it asks for ever")
      #expect(collector.wants == nil)
      guard result.newest >= first else { continue }
      var known = Set(result.entries.map(\.entry.sequence))
      for finding in result.findings {
        switch finding {
        case .missing(let range): known.formUnion(range)
        case .unreadable(let number): known.insert(number)
        case .brokenChain, .differsFromArchive, .wentBack, .lostBefore: break
        }
      }
      #expect(known.isSuperset(of: first...result.newest), "\(seed), \(round): a silent gap")
      #expect(LogChain.isSound(result.findings), "\(seed), \(round): \(result.findings)")
      for item in result.entries { #expect(log.entries[Int(item.entry.sequence) - 1] == item) }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what does not hang together is told, and never kept`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var log = LogLab()
    for place in 0..<UInt32(random.from(9...60)) { log.add(.alarmRaised, at: place, detail: 2) }
    let archived = Array(log.entries.prefix(5))
    // The pump says another thing of one entry, with a chain value that fits it or does not.
    let place = Int(random.below(UInt64(log.entries.count)))
    let old = log.entries[place]
    let entry = LogEntry(
      sequence: old.entry.sequence, therapySeconds: old.entry.therapySeconds, kind: old.entry.kind,
      detail: 7, short: 0, number: 0, amount: 0)
    let chain = random.once(in: 2) ? old.chain : entry.chain(after: 12)
    log.entries[place] = ChainedEntry(entry, chain: chain)
    var verifier = LogVerifier(archived: archived)
    _ = try Self.drive(&verifier, log)
    #expect(!LogChain.isSound(verifier.result.findings), "place \(place)")
    #expect(verifier.result.toArchive.isEmpty)
  }

  @Test func `a log that went back is told, and nothing of it kept`() throws {
    var log = LogLab()
    for place in 0..<20 as Range<UInt32> { log.add(.alarmRaised, at: place, detail: 2) }
    let archived = log.entries
    log.entries.removeLast(5)
    var collector = LogCollector(from: 1, archived: archived)
    _ = try Self.drive(&collector, log)
    #expect(collector.result.findings == [.wentBack(from: 16)])
    #expect(collector.result.toArchive.isEmpty && collector.result.entries.count == 15)
  }

  @Test(arguments: [false, true])
  func `what only the archive has must lead on to what the pump has`(isTampered: Bool) throws {
    var log = LogLab()
    for place in 0..<30 as Range<UInt32> { log.add(.alarmRaised, at: place, detail: 2) }
    log.room = 10
    var archived = log.entries
    archived.removeLast(10)
    if isTampered {
      archived[19] = ChainedEntry(archived[19].entry, chain: archived[19].chain ^ 1)
    }
    var verifier = LogVerifier(archived: archived)
    _ = try Self.drive(&verifier, log)
    let result = verifier.result
    #expect(LogChain.isSound(result.findings) != isTampered, "\(result.findings)")
    #expect(result.entries.count == 30 && result.toArchive.isEmpty == isTampered)
  }

  @Test func `a pump that gives another page than was asked for is not believed`() {
    var reading = LogReading([3...9])
    #expect(throws: LogFault.otherPage) {
      try reading.heard(.page(LogPage(oldest: 1, newest: 9, first: 4, previousChain: 0)))
    }
    var bounds = LogBoundsReading()
    #expect(throws: LogFault.bounds) {
      try bounds.heard(.page(LogPage(oldest: 9, newest: 3, first: 1, previousChain: 0)))
    }
  }

  @Test(arguments: 0..<120 as Range<UInt64>)
  func `an order in the log is found, and never told as not done`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let order = UnsettledOrder(
      request: .startBolus, command: AppliedCommand(session: 7, request: 3), notAfter: 0)
    var log = LogLab()
    let count = random.from(1...60)
    let place = random.below(count * 2)
    for number in 0..<count {
      if number == place {
        log.add(
          .order, at: UInt32(number), detail: order.request.rawValue,
          short: order.command.request, number: order.command.session)
      } else {
        log.add(.alarmRaised, at: UInt32(number), detail: 2)
      }
    }
    log.room = random.once(in: 2) ? 4096 : Int(random.from(1...40))
    if random.once(in: 3) { log.damaged.insert(UInt32(random.from(1...count))) }
    var search = OrderSearch(order: order, since: nil)
    _ = try Self.drive(&search, log)
    let isThere = place < count
    switch search.outcome {
    case .doneUnheard?: #expect(isThere)
    case .notDone?: #expect(!isThere && log.damaged.isEmpty, "damaged: \(log.damaged)")
    case nil: #expect(!log.damaged.isEmpty || log.room < Int(count))
    case .reply?, .refused?, .unknown?, .failed?: Issue.record("no outcome of a search")
    }
  }
}
