public import PumpFirmware
public import PumpPlant

/// Where a virtual pump's non-volatile memory is kept.
public protocol PumpMemory {
  /// Writes one slot, and only returns true when the slot reads back as written.
  ///
  /// `plant` is the world as it is at this moment. Memory that outlives the process must keep it
  /// first: a pump may wake up in a world that went on without it, never in one that is older than
  /// what it remembers.
  mutating func store(_ record: Span<UInt8>, slot: UInt8, plant: Plant) -> Bool

  /// Writes one place of the log's ring, and only returns true when it reads back as written.
  mutating func storeLog(_ entry: Span<UInt8>, place: UInt16) -> Bool

  /// So many places of the log's ring, one after another, the place after the last being 0.
  mutating func readLog(place: UInt16, count: UInt8) -> [UInt8]
}

/// Non-volatile memory that lasts as long as the process.
public struct TransientMemory: PumpMemory, Sendable {
  /// The bytes of both slots and of the log's ring.
  public private(set) var image: [UInt8]
  /// How many records were written.
  public private(set) var writes = 0

  /// Memory with the given contents, as ``PumpSetup/newMemory()`` makes them.
  public init(image: [UInt8]) {
    precondition(image.count == MemoryMap.imageBytes, "a pump's memory has one size")
    self.image = image
  }

  /// Writes one slot; it never fails.
  public mutating func store(
    _ record: Span<UInt8>, slot: UInt8, plant: Plant
  ) -> Bool {
    write(record, at: Int(slot) * MemoryMap.slotBytes)
    writes += 1
    return true
  }

  /// Writes one place of the ring; it never fails.
  public mutating func storeLog(_ entry: Span<UInt8>, place: UInt16) -> Bool {
    write(entry, at: MemoryMap.logOffset + Int(place) * MemoryMap.entryBytes)
    return true
  }

  /// Reads places of the ring.
  public mutating func readLog(place: UInt16, count: UInt8) -> [UInt8] {
    MemoryMap.logPlaces(from: place, count: count).flatMap { image[$0] }
  }

  private mutating func write(_ bytes: Span<UInt8>, at offset: Int) {
    unsafe image.withUnsafeMutableBytes { raw in
      unsafe bytes.withUnsafeBytes { source in
        let target = unsafe UnsafeMutableRawBufferPointer(
          rebasing: raw[offset..<offset + source.count])
        unsafe target.copyMemory(from: source)
      }
    }
  }
}

extension MemoryMap {
  /// Where in an image so many places of the log's ring lie, the place after the last being 0.
  public static func logPlaces(from place: UInt16, count: UInt8) -> [Range<Int>] {
    (0..<Int(count)).map { index in
      let offset = logOffset + (Int(place) + index) % logEntries * entryBytes
      return offset..<offset + entryBytes
    }
  }
}
