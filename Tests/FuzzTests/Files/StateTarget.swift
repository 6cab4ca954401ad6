import FuzzSupport
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestSupport

@testable import PumpSimulator

/// The state file: bytes of one that is whole are replaced, and the checksums are made to fit again
/// or not. What is taken is a pump that boots and lives.
enum StateTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    var script = Script(input)
    let number = Int(script.u8())
    let setup = ReadPumps.setups[number % ReadPumps.setups.count]
    var bytes = files[number % files.count]
    let fits = script.u8()
    if fits & 8 != 0 { bytes = script.rest() }
    while !script.isAtEnd {
      // The ends of the parts are where something is; in between lie zeros.
      let place = starts[Int(script.u8()) % starts.count] + Int(script.u16() & 0x0FFF)
      let run = script.run()
      guard place < bytes.count else { continue }
      let end = min(place + run.count, bytes.count)
      bytes.replaceSubrange(place..<end, with: run.prefix(end - place))
    }
    if bytes.count == StateLayout.fileBytes { fit(&bytes, fits) }
    guard let found = try? StateFile.parse(bytes, path: "file", setup) else { return }
    // A record that was altered and sealed again may count other strokes than were made.
    try hold(setup.live(in: found.world, on: found.image, isWatched: fits & 4 == 0))
  }

  private static let starts = [
    0, StateLayout.worldSlot(0), StateLayout.worldSlot(1), StateLayout.memoryOffset,
    StateLayout.memoryOffset + MemoryMap.slotBytes, StateLayout.memoryOffset + MemoryMap.logOffset,
  ]

  /// A state file of each of the pumps, as it is when the pump was just switched on.
  private static let files: [[UInt8]] = zip(ReadPumps.setups, ReadPumps.pumps).map { setup, pump in
    StateFile.contents(StateFile.Header(setup), pump.world, pump.memory.image)
  }

  /// Puts the checksums right that a bit of `which` stands for.
  private static func fit(_ bytes: inout [UInt8], _ which: UInt8) {
    if which & 1 != 0 { bytes.seal(0..<StateLayout.headerChecksumOffset) }
    if which & 2 != 0 {
      for slot in [0, 1] as [UInt32] {
        let start = StateLayout.worldSlot(slot)
        bytes.seal(start..<start + 8 + World.snapshotBytes)
      }
    }
    if which & 4 != 0 {
      for slot in 0..<MemoryMap.slots {
        let start = StateLayout.memoryOffset + slot * MemoryMap.slotBytes
        let length = Int(bytes.littleEndian(at: start + 4) >> 16)
        guard 12 + length + 4 <= MemoryMap.slotBytes else { continue }
        bytes.seal(start..<start + 12 + length)
      }
    }
  }
}

extension [UInt8] {
  /// Puts behind a range the checksum of what is in it.
  fileprivate mutating func seal(_ range: Range<Int>) {
    let sum = [UInt8](littleEndian: UInt64(PlainFrame.checksum(self[range])), 4)
    replaceSubrange(range.upperBound..<range.upperBound + 4, with: sum)
  }
}
