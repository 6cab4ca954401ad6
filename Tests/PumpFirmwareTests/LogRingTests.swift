import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The ring that the log is kept in: it goes round, it can be damaged, it can fail and recover.
@Suite(.limited)
struct LogRingTests {
  /// A pump with so many days of hourly boluses behind it, 49 entries a day.
  private func bench(days: UInt64) throws -> Bench {
    let therapy = Therapy.periodicBolus(.every(60, nanograms: 5000))
    var bench = try Bench(.sample(), .implant(therapy, fill: .ml(40)))
    bench.motor.isLogging = false
    bench.wait(.days(days))
    bench.open()
    return bench
  }

  @Test func `after 4096 entries the oldest make room, and the chain goes on`() throws {
    var bench = try bench(days: 90)
    let newest = bench.firmware.state.log.sequence
    #expect(newest > 4300)
    let oldest = newest - 4095
    #expect(
      bench.ask(.readLog(ReadLog(from: oldest - 1))).refusal
        == Refusal(
          .readLog, .noSuchEntry, asked: UInt64(oldest) - 1, limit: UInt64(oldest)))
    var next = oldest
    var chain: UInt64?
    while next <= newest {
      let pageFound = bench.page(from: next)
      let page = try #require(pageFound)
      #expect(page.oldest == oldest && page.newest == newest)
      try #require(page.count == min(7, Int(newest - next) + 1), "page from \(next)")
      if next > oldest { #expect(page.previousChain == chain) }
      for place in 0..<page.count {
        let entry = page[place]
        #expect(entry.entry.sequence == next)
        if let chain { #expect(entry.entry.chain(after: chain) == entry.chain) }
        chain = entry.chain
        next += 1
      }
    }
    #expect(chain == bench.firmware.state.log.chain)
  }

  @Test func `a pump that starts a hundred times in a row loses no entry`() throws {
    var bench = try Bench(.sample(), .implant(.daily(100_000), fill: .ml(40)))
    // No stroke is due meanwhile, so that nothing but the starts writes a record.
    for _ in 0..<100 { try bench.restart() }
    #expect(bench.entries(.entriesLost).isEmpty)
    #expect(bench.entries(.switchedOn).map(\.number) == (1...101).map { UInt32($0) })
  }

  @Test func `an entry goes to the ring from a stored record alone`() throws {
    let implant = DurableState.implant(.periodicBolus(.every(60, nanograms: 5000)))
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      for index in bytes.indices { image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index] }
    }
    var now = Instant(therapy: .zero, link: .zero)
    var pump = try PumpFirmware(
      profile: .sample(), secrets: .sample(), memory: image.span, rotor: 0, at: now)
    var stored: UInt32 = 0
    var written: [UInt32] = []
    for _ in 0..<40 {
      while let action = pump.nextAction() {
        switch action {
        case .store(let slot):
          let record = pump.withRecord { MemoryRecord.decode($0, number: UInt32(slot)) }
          stored = try #require(record).state.log.sequence
          pump.handle(.stored(true), at: now)
        case .storeLog(let place, let count):
          let numbers = pump.withLogEntries { Self.numbers(in: $0) }
          #expect(numbers.count == Int(count) && Int(place) == Int(numbers[0]) - 1)
          #expect(numbers.allSatisfy { $0 <= stored }, "\(numbers) are ahead of their record")
          written += numbers
          pump.handle(.logStored(true), at: now)
        case .turnMotor(let count):
          let rotor = pump.state.rotor &+ UInt16(count)
          pump.handle(.motorStopped(strokes: count, rotor: rotor), at: now)
        case .selfTest: pump.handle(.selfTested(.sound), at: now)
        case .measureBattery: pump.handle(.batteryMeasured(9000), at: now)
        case .sound: pump.handle(.sounded, at: now)
        default: break
        }
      }
      now.therapy = now.therapy.after(.hours(5))
      pump.handle(.tick, at: now)
    }
    #expect(written.count > 300 && written == Array(1...UInt32(written.count)))
  }

  @Test func `a power cut at any byte of a run loses no entry, and writes none twice`() throws {
    let lived = try bench(days: 1)
    for bytes in 0...(LogJournal.patience + 1) * MemoryMap.entryBytes {
      var bench = lived
      bench.memory.logBytesToCut = bytes
      bench.wait(.days(1))
      try #require(bench.memory.logBytesToCut == nil, "nothing was written")
      try bench.restart()
      bench.open()
      let log = bench.log()
      #expect(log.map(\.entry.sequence) == Array(1...UInt32(log.count)), "\(bytes) bytes")
      #expect(log.last?.entry.sequence == bench.firmware.state.log.sequence, "\(bytes) bytes")
      let chains = log.dropFirst().enumerated().allSatisfy { place, entry in
        entry.entry.chain(after: log[place].chain) == entry.chain
      }
      #expect(chains, "\(bytes) bytes")
    }
  }

  /// The numbers of entries as the ring holds them.
  private static func numbers(in entries: Span<UInt8>) -> [UInt32] {
    stride(from: 0, to: entries.count, by: MemoryMap.entryBytes).map { offset in
      (0..<4).reduce(0) { $0 | UInt32(entries[offset + $1]) << UInt32(8 * $1) }
    }
  }

  @Test func `30 days of the busiest programme fit`() throws {
    let steps = (0..<13 as Range<UInt16>).map { ($0 * 90, UInt32(100_000 + 1000 * UInt32($0))) }
    var plan = DayPlan.steps((0, 100_000))
    for (minute, dose) in steps.dropFirst() {
      if let step = DayStep(startMinute: minute, dose: .ngPerDay(dose)) { plan.append(step) }
    }
    let therapy = Therapy.daySchedule(
      WeekPlan(everyDay: .plan1), periodic: .every(60, nanograms: 2000))
    var bench = try Bench(.sample(), .scheduled([.plan1: plan], therapy))
    bench.motor.isLogging = false
    bench.wait(.days(30))
    let entries = bench.log()
    #expect(entries.first?.entry.sequence == 1)
    #expect(entries.last?.entry.kind == .delivered || entries.count > 1800)
    // 13 steps, 24 boluses that begin and end, and the day's account.
    #expect(entries.count >= 30 * 62)
  }

  @Test func `a damaged entry ends the page before it, and what lies behind can be read`() throws {
    var bench = try bench(days: 1)
    let place = MemoryMap.logOffset + 9 * MemoryMap.entryBytes
    bench.memory.image[place] ^= 0x40
    let pageFound = bench.page(from: 5)
    let page = try #require(pageFound)
    #expect(page.count == 5, "entries 5 through 9")
    let damagedFound = bench.page(from: 10)
    let damaged = try #require(damagedFound)
    #expect(damaged.count == 0 && damaged.first == 10)
    let behindFound = bench.page(from: 11)
    let behind = try #require(behindFound)
    #expect(behind.count == 7 && behind.previousChain == 0)
  }

  @Test func `an entry that still reads but was changed does not fit the chain`() throws {
    var bench = try bench(days: 1)
    let place = MemoryMap.logOffset + 9 * MemoryMap.entryBytes + 20
    bench.memory.image[place] ^= 0x01
    let pageFound = bench.page(from: 8)
    let page = try #require(pageFound)
    #expect(page[1].entry.chain(after: page[0].chain) == page[1].chain)
    #expect(page[2].entry.chain(after: page[1].chain) != page[2].chain)
  }

  @Test func `a ring that fails raises its alarm, and loses nothing when it works again`() throws {
    var bench = try bench(days: 1)
    let newest = bench.firmware.state.log.sequence
    bench.memory.isLogBroken = true
    bench.live(.hours(5))
    #expect(bench.firmware.state.alarms.contains(.memoryError))
    bench.open()
    let pageFound = bench.page(from: newest + 1)
    let page = try #require(pageFound)
    #expect(page.count == 0 && page.newest > newest, "what waits is not in the ring")
    bench.memory.isLogBroken = false
    bench.live(.minutes(1))
    #expect(bench.firmware.state.alarms.isEmpty)
    let log = bench.log()
    #expect(log.map(\.entry.sequence) == Array(1...UInt32(log.count)))
    #expect(!log.map(\.entry.kind).contains(.entriesLost))
  }

  @Test func `what finds no place is counted, and the log says how many are lost`() throws {
    var bench = try bench(days: 1)
    bench.memory.isLogBroken = true
    bench.live(.days(2))
    let before = bench.firmware.state.log
    #expect(before.waiting == LogJournal.capacity && before.lost > 50)
    try bench.restart()
    bench.memory.isLogBroken = false
    bench.live(.hours(3))
    let log = bench.log()
    #expect(log.map(\.entry.sequence) == Array(1...UInt32(log.count)))
    var chain: UInt64 = 0
    for chained in log {
      chain = chained.entry.chain(after: chain)
      #expect(chained.chain == chain)
    }
    let lost = log.map(\.entry).filter { $0.kind == .entriesLost }
    #expect(lost.count == 1)
    // The start after the loss found no place either.
    #expect((before.lost + 1...before.lost + 4).contains(try #require(lost.first?.number)))
  }

  @Test func `the largest record there can be fits its slot`() throws {
    var plans: [PlanNumber: DayPlan] = [:]
    var week = WeekPlan()
    for number in 1...7 as ClosedRange<UInt8> {
      let name = try #require(PlanNumber(rawValue: number))
      var plan = DayPlan.steps((0, 100_000))
      for place in 1..<13 as Range<UInt16> {
        let step = DayStep(startMinute: place * 60, dose: .ngPerDay(200_000))
        plan.append(try #require(step))
      }
      plans[name] = plan
      week[Int(number) - 1] = name
    }
    let therapy = Therapy.daySchedule(week, periodic: .every(60, nanograms: 2000))
    var bench = try Bench(.sample(), .scheduled(plans, therapy))
    bench.open()
    #expect(bench.setPatientBolus(.sample).isDone)
    bench.memory.isLogBroken = true
    bench.live(.days(2))
    #expect(bench.firmware.state.log.waiting == LogJournal.capacity)
    let state = bench.firmware.state
    try bench.restart()
    #expect(bench.firmware.state.plans == state.plans)
    #expect(bench.firmware.state.log.waiting == LogJournal.capacity)
    #expect(!bench.firmware.state.alarms.contains(.memoryLost))
  }
}
