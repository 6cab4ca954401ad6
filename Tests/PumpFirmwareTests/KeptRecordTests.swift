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
  private static func keptMemory() throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = try Data(contentsOf: root.appending(path: "fixtures/kept/758EBACD/pump.state"))
    // The pump's memory lies at the end of the simulator's file.
    return Array(file.suffix(MemoryMap.imageBytes))
  }

  @Test func `a record of version 3 is read with everything in it, and written anew`() throws {
    let memory = try Self.keptMemory()
    for slot in 0..<MemoryMap.slots {
      let bytes = Array(memory[slot * MemoryMap.slotBytes..<(slot + 1) * MemoryMap.slotBytes])
      #expect(bytes[4] == 3)
      let decoded = MemoryRecord.decode(bytes.span, number: UInt32(slot))
      let record = try #require(decoded)
      var state = record.state
      #expect(state.strokes > 0 && state.refills == 1 && state.patientBolus != nil)
      #expect(state.battery == BatteryAccount())
      var written = MemoryRecord()
      written.encode(&state, sequence: record.sequence)
      let again = written.withBytes { MemoryRecord.decode($0, number: UInt32(slot)) }
      #expect(again?.state == state)
      let version = written.withBytes { $0[4] }
      #expect(version == UInt8(MemoryMap.version))
    }
  }
}
