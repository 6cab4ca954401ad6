import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The two slots: a change is stored or it is not, whatever happens to the write.
@Suite(.limited)
struct MemoryTests {
  private let other = Therapy.daily(134_567)

  /// Stages a programme in a pump, and gives the order to commit it. A pump is never part of a
  /// tuple: the compiler takes minutes over each that is taken apart.
  private func staged(_ bench: inout Bench) throws -> Request {
    bench.wait(.hours(1))
    bench.open()
    let read = bench.stage(other)
    let token = try #require(read)
    return bench.timed(.commit(Commit(token: token)))
  }

  @Test func `until a change is stored the old therapy runs, and then the new one does`() throws {
    var bench = try Bench()
    let order = try staged(&bench)
    bench.memory.behaviour = .holds
    #expect(bench.ask(order) == nil)
    #expect(bench.firmware.state.therapy == .daily(100_000))
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 100_000_000)
    #expect(bench.ask(.readStatus).refusal?.code == .busy)
    bench.memory.behaviour = .works
    bench.endStore(true)
    #expect(bench.firmware.state.therapy == other)
    let answer = try #require(bench.sent.first.flatMap { bench.reply(in: $0) })
    #expect(answer.header.request == bench.client.lastRequest - 1)
    #expect(answer.reply.type == .acknowledged)
  }

  @Test(arguments: [BenchMemory.Behaviour.fails, .tears, .doubts])
  func `a write that fails leaves everything as it was, and says so`(
    behaviour: BenchMemory.Behaviour
  ) throws {
    var bench = try Bench()
    let order = try staged(&bench)
    let before = bench.firmware.state
    bench.memory.behaviour = behaviour
    #expect(bench.ask(order) == nil, "what the memory holds is not known")
    #expect(bench.firmware.state.therapy == before.therapy)
    #expect(bench.firmware.state.integral == before.integral)
    #expect(bench.firmware.state.lastApplied == before.lastApplied)
    #expect(bench.firmware.state.alarms.contains(.memoryError))
    #expect(bench.ask(.readStatus).refusal?.code == .busy)
    let strokes = bench.motor.strokes
    bench.live(.hours(12))
    #expect(bench.motor.strokes == strokes + 100, "therapy goes on")
    bench.memory.behaviour = .works
    bench.live(.hours(1))
    bench.open()
    #expect(bench.status()?.alarms.isEmpty == true, "the alarm ends with the next good write")
    #expect(bench.change(to: other).isDone)
  }

  @Test(arguments: [BenchMemory.Behaviour.fails, .tears, .doubts])
  func `a change that was refused for its write does not come back with the power`(
    behaviour: BenchMemory.Behaviour
  ) throws {
    var bench = try Bench()
    let order = try staged(&bench)
    // The write of the change goes wrong; the memory is good again for the next one.
    bench.memory.behaviour = .holds
    #expect(bench.ask(order) == nil)
    bench.memory.behaviour = .works
    let slot = try #require(bench.memory.heldSlot)
    let written = [.fails: 0, .tears: 100, .doubts: MemoryMap.slotBytes][behaviour] ?? 0
    bench.firmware.withRecord { bench.memory.write($0, slot: slot, bytes: written) }
    bench.endStore(false)
    #expect(bench.sent.first.flatMap { bench.reply(in: $0) }?.reply.type == .refused)
    try bench.restart()
    #expect(bench.firmware.state.therapy == .daily(100_000))
    #expect(bench.firmware.state.lastApplied == nil)
  }

  /// What becomes of each of a row of writes: all rows of up to three bad ones.
  static let rows: [[BenchMemory.Behaviour]] = {
    let bad: [BenchMemory.Behaviour] = [.fails, .tears, .doubts]
    let pairs = bad.flatMap { first in bad.map { [first, $0] } }
    return bad.map { [$0] } + pairs + pairs.flatMap { pair in bad.map { pair + [$0] } }
  }()

  @Test(arguments: rows)
  func `a refused order never comes into force, however many writes in a row go wrong`(
    row: [BenchMemory.Behaviour]
  ) throws {
    var bench = try Bench()
    let order = try staged(&bench)
    let name = AppliedCommand(session: bench.session, request: 9)
    for (place, behaviour) in row.enumerated() {
      // The first write is the order's; each of the others is asked for by a request.
      bench.memory.behaviour = .holds
      #expect(
        bench.ask(place == 0 ? order : .query(.readStatus), id: UInt16(9 + place)).isBusyOrNone)
      try bench.endHeldWrite(behaviour)
      #expect(bench.sent.isEmpty, "nothing is told while it is not known")
    }
    var cut = bench
    cut.memory.behaviour = .works
    try cut.restart()
    let isInForce = cut.firmware.state.therapy == other
    #expect(isInForce == (cut.firmware.state.lastApplied?.command == name))
    // The memory works again: the refusal comes, and is true for good.
    bench.memory.behaviour = .works
    if let slot = bench.memory.heldSlot {
      bench.firmware.withRecord {
        bench.memory.write($0, slot: slot, bytes: MemoryMap.slotBytes)
      }
      bench.endStore(true)
    } else {
      bench.wait(.minutes(1))
    }
    let answer = bench.sent.compactMap { bench.reply(in: $0) }.last
    #expect(answer?.reply == .refused(Refusal(.commit, .storageFailed)))
    try bench.restart()
    #expect(bench.firmware.state.therapy == .daily(100_000))
    #expect(bench.firmware.state.lastApplied == nil)
  }

  @Test func `a record to be written over is tried again with each request, and every minute`()
    throws
  {
    var bench = try Bench()
    let order = try staged(&bench)
    // Nothing else is stored meanwhile: a stopped pump makes no strokes.
    bench.stop()
    bench.memory.behaviour = .doubts
    #expect(bench.ask(order, id: 80) == nil)
    var waiting = bench
    bench.memory.behaviour = .works
    let answers = bench.receive(bench.frame(.query(.readStatus), id: 81)).compactMap {
      bench.reply(in: $0)
    }
    #expect(answers.map(\.header.request) == [81, 80])
    #expect(answers.map(\.reply.type) == [.refused, .refused])
    #expect(bench.ask(.query(.readStatus), id: 82)?.type == .status)
    waiting.memory.behaviour = .works
    let writes = waiting.memory.writes
    waiting.wait(.seconds(59))
    #expect(waiting.memory.writes == writes)
    waiting.wait(.seconds(1))
    #expect(waiting.memory.writes > writes)
    #expect(waiting.ask(.query(.readStatus), id: 82)?.type == .status)
  }

  @Test func `however many writes are torn in a row, the record in use stays`() throws {
    for count in 1...6 {
      var bench = try Bench()
      let order = try staged(&bench)
      bench.memory.behaviour = .tears
      #expect(bench.ask(order) == nil)
      for _ in 1..<count { #expect(bench.ask(order).refusal?.code == .busy) }
      bench.live(.minutes(8 * UInt64(count)))
      bench.memory.behaviour = .works
      try bench.restart()
      #expect(bench.firmware.state.therapy == .daily(100_000), "\(count) torn writes")
      #expect(bench.firmware.state.alarms.isEmpty)
      #expect(bench.firmware.state.strokes == bench.motor.strokes)
    }
  }

  @Test func `what lies behind a record in its slot is zero, whatever lay there before`() throws {
    var bench = try Bench(
      .sample(), .implant(.periodicBolus(.every(60, nanograms: 5000)), fill: .ml(40)))
    bench.motor.isLogging = false
    var lengths: Set<Int> = []
    for turn in 0..<40 as Range<UInt64> {
      // A failed write may have reached further than the one that follows it.
      bench.memory.behaviour = turn % 5 == 3 ? .doubts : .works
      bench.wait(.hours(turn % 3 == 0 ? 70 : 1))
      guard bench.memory.behaviour == .works else { continue }
      for slot in 0..<MemoryMap.slots {
        let start = slot * MemoryMap.slotBytes
        let record = bench.memory.image[start..<start + MemoryMap.slotBytes]
        let length = 16 + Int(record[start + 6]) + Int(record[start + 7]) << 8
        lengths.insert(length)
        #expect(record.dropFirst(length).allSatisfy { $0 == 0 }, "turn \(turn), slot \(slot)")
      }
    }
    #expect(lengths.count > 3, "only records of a few lengths were written")
  }

  @Test(arguments: [0x00, 0xFF] as [UInt8])
  func `a write torn at any byte leaves the previous state or is whole`(erased: UInt8) throws {
    var bench = try Bench()
    let order = try staged(&bench)
    let before = bench.memory.image
    #expect(bench.ask(order).isDone)
    let after = bench.memory.image
    let size = MemoryMap.slotBytes
    let isFirst = before.prefix(size) != after.prefix(size)
    let start = isFirst ? 0 : size
    // The order is one write, to one slot.
    #expect(isFirst != (before[size..<2 * size] != after[size..<2 * size]))
    var whole = 0
    for torn in 0...size {
      for isErased in [false, true] {
        var image = before
        if isErased { for place in start..<start + size { image[place] = erased } }
        image.replaceSubrange(start..<start + torn, with: after[start..<start + torn])
        let pump = try PumpFirmware(
          profile: .sample(), secrets: .sample(), memory: image.span, rotor: bench.motor.rotor,
          at: bench.now)
        let isNew = pump.state.therapy == other
        #expect(isNew == (pump.state.lastApplied != nil))
        #expect(isNew == (pump.state.therapyRevision == 1))
        #expect(isNew || pump.state.therapy == .daily(100_000))
        whole += isNew ? 1 : 0
      }
    }
    #expect(whole > 0, "the whole record is the new state")
  }

  @Test func `any single wrong bit in the newer slot leaves the older one`() throws {
    var bench = try Bench()
    let order = try staged(&bench)
    #expect(bench.ask(order).isDone)
    let slot = Int(bench.firmware.store.sequence & 1) * MemoryMap.slotBytes
    for bit in 0..<MemoryMap.slotBytes * 8 {
      var image = bench.memory.image
      image[slot + bit / 8] ^= 1 << (bit % 8)
      let pump = try PumpFirmware(
        profile: .sample(), secrets: .sample(), memory: image.span, rotor: bench.motor.rotor,
        at: bench.now)
      // Bits behind the record's end say nothing.
      let isNewest = pump.store.sequence == bench.firmware.store.sequence
      #expect((pump.state.therapy == .daily(100_000)) == isNewest)
    }
  }

  @Test func `the sequence number wraps like any other`() throws {
    var bench = try Bench()
    bench.firmware.store.sequence = .max - 15
    // Both slots get a number of the new row.
    bench.live(.hours(1))
    for step in 1...12 {
      bench.open()
      let dose = UInt32(100_000 + step * 1000)
      #expect(bench.change(to: .daily(dose)).isDone)
      try bench.restart()
      let sequence = bench.firmware.store.sequence
      #expect(bench.firmware.state.therapy == .daily(dose), "sequence \(sequence)")
      #expect(bench.firmware.state.therapyRevision == UInt32(step))
    }
    #expect(bench.firmware.store.sequence < 100)
  }

  @Test func `an order is not taken before the switch-on is stored, and then it is`() throws {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    #expect(bench.stop().isDone)
    bench.memory.behaviour = .fails
    try bench.restart()
    bench.open()
    #expect(bench.status()?.alarms.contains(.memoryError) == true)
    #expect(bench.resume().refusal?.code == .storageFailed)
    bench.memory.behaviour = .works
    // Trying again has it stored, although a stopped pump has nothing else to store. The session's
    // own number may come again all the same.
    #expect(bench.resume().refusal?.code == .storageFailed)
    #expect(bench.resume().refusal?.code == .storageFailed)
    bench.open()
    #expect(bench.resume().isDone)
    // The ring of the log is tried again after a minute.
    bench.wait(.minutes(1))
    #expect(bench.status()?.alarms.isEmpty == true)
  }
}

extension Reply? {
  /// Whether it says nothing, or that the pump is busy.
  fileprivate var isBusyOrNone: Bool { self == nil || refusal?.code == .busy }
}

extension Bench {
  /// Ends the write that is held as a memory would that behaves like this; the one that is asked
  /// for next is held again.
  fileprivate mutating func endHeldWrite(_ behaviour: BenchMemory.Behaviour) throws {
    let slot = try #require(memory.heldSlot)
    let bytes: [BenchMemory.Behaviour: Int] = [.tears: 100, .doubts: MemoryMap.slotBytes]
    firmware.withRecord { memory.write($0, slot: slot, bytes: bytes[behaviour] ?? 0) }
    endStore(false)
  }
}
