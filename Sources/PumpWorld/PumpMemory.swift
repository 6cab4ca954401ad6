package import PumpFirmware
package import Quantities

/// Where a virtual pump's non-volatile memory is kept.
package protocol PumpMemory {
  /// The whole memory as it reads now: both slots and the ring of the log.
  var image: [UInt8] { get }

  /// Writes one slot, and only returns true when the slot reads back as written.
  ///
  /// `world` is the world as it is at this moment. Memory that outlives the process must keep it
  /// first: a pump may wake up in a world that went on without it, never in one that is older than
  /// what it remembers.
  mutating func store(_ record: Span<UInt8>, slot: UInt8, world: World) -> Bool

  /// Writes entries to places of the log's ring, one after another up to its end at most, and only
  /// returns true when all read back as written.
  mutating func storeLog(_ entries: Span<UInt8>, place: UInt16) -> Bool

  /// So many places of the log's ring, one after another, the place after the last being 0.
  mutating func readLog(place: UInt16, count: UInt8) -> [UInt8]

  /// Takes note of the pump's own time at the write to a slot that was just made.
  mutating func written(at time: TherapyTime)
}

extension PumpMemory {
  /// Most memories do not care when they are written.
  package mutating func written(at time: TherapyTime) {}
}

/// Non-volatile memory that lasts as long as the process.
package struct TransientMemory: PumpMemory, Sendable {
  /// The bytes of both slots and of the log's ring.
  package private(set) var image: [UInt8]
  /// How many records were written.
  package private(set) var writes = 0

  /// Memory with the given contents, as ``PumpSetup/newMemory()`` makes them.
  package init(image: [UInt8]) {
    precondition(image.count == MemoryMap.imageBytes, "a pump's memory has one size")
    self.image = image
  }

  /// Writes one slot; it never fails.
  package mutating func store(_ record: Span<UInt8>, slot: UInt8, world: World) -> Bool {
    MemoryMap.put(record, at: Int(slot) * MemoryMap.slotBytes, in: &image)
    writes += 1
    return true
  }

  /// Writes places of the ring; it never fails.
  package mutating func storeLog(_ entries: Span<UInt8>, place: UInt16) -> Bool {
    MemoryMap.put(entries, at: MemoryMap.logOffset(place), in: &image)
    return true
  }

  /// Reads places of the ring.
  package mutating func readLog(place: UInt16, count: UInt8) -> [UInt8] {
    MemoryMap.logPlaces(from: place, count: count).flatMap { image[$0] }
  }
}

extension MemoryMap {
  /// Where in an image a place of the log's ring begins.
  package static func logOffset(_ place: UInt16) -> Int { logOffset + Int(place) * entryBytes }

  /// Where in an image so many places of the log's ring lie, the place after the last being 0.
  package static func logPlaces(from place: UInt16, count: UInt8) -> [Range<Int>] {
    (0..<Int(count)).map { index in
      let offset = logOffset(UInt16((Int(place) + index) % logEntries))
      return offset..<offset + entryBytes
    }
  }

  /// Puts bytes into an image; traps where it ends before they do.
  package static func put(_ bytes: Span<UInt8>, at offset: Int, in image: inout [UInt8]) {
    unsafe image.withUnsafeMutableBytes { raw in
      unsafe bytes.withUnsafeBytes { source in
        let target = unsafe UnsafeMutableRawBufferPointer(
          rebasing: raw[offset..<offset + source.count])
        unsafe target.copyMemory(from: source)
      }
    }
  }
}
