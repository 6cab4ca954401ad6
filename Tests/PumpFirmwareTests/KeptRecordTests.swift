import Foundation
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The record of a pump that an earlier build has run is read, and goes on in this version.
@Suite(.limited)
struct KeptRecordTests {
  private static func keptMemory(_ build: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = try Data(contentsOf: root.appending(path: "fixtures/kept/\(build)/pump.state"))
    // The pump's memory lies at the end of the simulator's file.
    return Array(file.suffix(MemoryMap.imageBytes))
  }

  /// The builds that left a memory, with the version of its records.
  private static let builds: [(build: String, version: UInt8)] = [
    ("758EBACD", 3), ("E8D61EAA", 4), ("E8D61EAA-record", 5), ("B1163A8F", 6),
  ]

  @Test(arguments: builds)
  func `a record of an earlier version is read with everything in it, and written anew`(
    build: String, version: UInt8
  ) throws {
    let memory = try Self.keptMemory(build)
    for slot in 0..<MemoryMap.slots {
      let bytes = Array(memory[slot * MemoryMap.slotBytes..<(slot + 1) * MemoryMap.slotBytes])
      #expect(bytes[4] == version)
      let decoded = MemoryRecord.decode(bytes.span, number: UInt32(slot))
      let record = try #require(decoded)
      var state = record.state
      #expect(state.strokes > 0 && state.refills == 1)
      #expect((state.patientBolus == nil) == (version == 5))
      #expect((state.catheter == FittedCatheter()) == (version < 6))
      #expect(!state.temporary.isRunning)
      #expect((state.battery == BatteryAccount()) == (version == 3))
      var written = MemoryRecord()
      written.encode(&state, sequence: record.sequence)
      let again = written.withBytes { MemoryRecord.decode($0, number: UInt32(slot)) }
      #expect(again?.state == state)
      let now = written.withBytes { $0[4] }
      #expect(now == UInt8(MemoryMap.version))
    }
  }

  @Test func `what a record of version 6 tells of a stop and a bridge is read too`() throws {
    let memory = try Self.keptMemory("B1163A8F")
    for slot in 0..<MemoryMap.slots {
      let bytes = Array(memory[slot * MemoryMap.slotBytes..<(slot + 1) * MemoryMap.slotBytes])
      let decoded = MemoryRecord.decode(bytes.span, number: UInt32(slot))
      let state = try #require(decoded).state
      #expect(state.isStopped == (state.stoppedSince != nil) && state.bridgeFlow > .zero)
      #expect(state.isStopped == (state.bridgeWaiting > .zero))
      #expect(state.filledVolume == .nl(18_000_000) && state.lowAlarmVolume == .nl(2_000_000))
    }
  }

  @Test func `what a record of version 4 tells of the days before is read too`() throws {
    let memory = try Self.keptMemory("E8D61EAA")
    for slot in 0..<MemoryMap.slots {
      let bytes = Array(memory[slot * MemoryMap.slotBytes..<(slot + 1) * MemoryMap.slotBytes])
      let decoded = MemoryRecord.decode(bytes.span, number: UInt32(slot))
      var state = try #require(decoded).state
      #expect(state.patientStarts.count == 1 && state.keys.clinician.current != nil)
      #expect(state.recentDoses.newest > .zero)
      #expect(state.formerStrength?.microgramsPerMillilitre == 2000)
      // The pump was killed before what waited was in the ring. Each entry follows the one before.
      let waiting = state.log.waiting
      var chained: [ChainedEntry] = []
      state.log.withStored(first: waiting) { stored in
        let size = MemoryMap.entryBytes
        chained = (0..<waiting).compactMap {
          PumpFirmware.entry(stored.extracting($0 * size..<($0 + 1) * size))
        }
      }
      #expect(waiting > 1 && chained.count == waiting && chained.last?.chain == state.log.chain)
      #expect(chained.last?.entry.sequence == state.log.sequence)
      for (former, next) in zip(chained, chained.dropFirst()) {
        #expect(next.entry.chain(after: former.chain) == next.chain)
      }
    }
  }

  @Test func `a journal whose entries do not follow each other is not read`() throws {
    var memory = try Self.keptMemory("E8D61EAA")
    let length = 12 + Int(memory[6]) + Int(memory[7]) << 8
    let plans = 78 * memory[12 + 21].nonzeroBitCount
    // The seconds of the second entry that waits; then a checksum that fits.
    memory[12 + 501 + plans + 28] ^= 1
    let sum = CRC32C.checksum(memory.span.extracting(first: length))
    for index in 0..<4 { memory[length + index] = UInt8(truncatingIfNeeded: sum >> (8 * index)) }
    let slot = Array(memory[0..<MemoryMap.slotBytes])
    let decoded = MemoryRecord.decode(slot.span, number: 0)
    #expect(decoded == nil)
  }
}
