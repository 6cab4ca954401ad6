public import PumpPlant

/// Where a virtual pump's non-volatile memory is kept.
public protocol PumpMemory {
  /// Writes one slot, and only returns true when the slot reads back as written.
  ///
  /// `plant` is the world as it is at this moment. Memory that outlives the process must keep it
  /// first: a pump may wake up in a world that went on without it, never in one that is older than
  /// what it remembers.
  mutating func store(_ record: Span<UInt8>, slot: UInt8, plant: Plant) -> Bool
}

/// Non-volatile memory that lasts as long as the process.
public struct TransientMemory: PumpMemory, Sendable {
  /// The bytes of both slots.
  public private(set) var image: [UInt8]
  /// How many writes there were.
  public private(set) var writes = 0
  private let slotBytes: Int

  /// Memory with the given contents, made of slots of `slotBytes`.
  public init(image: [UInt8], slotBytes: Int) {
    self.image = image
    self.slotBytes = slotBytes
  }

  /// Writes one slot; it never fails.
  public mutating func store(
    _ record: Span<UInt8>, slot: UInt8, plant: Plant
  ) -> Bool {
    let start = Int(slot) * slotBytes
    for index in record.indices { image[start + index] = record[index] }
    writes += 1
    return true
  }
}
