import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// Memory of a pump in a soak: what is written to it may be torn, fail, or be reported wrongly.
struct SoakMemory: PumpMemory {
  /// What becomes of a write.
  enum Fate: Sendable {
    /// Nothing of it is written, and that is noticed.
    case fails
    /// Only its first bytes are written, and that is noticed.
    case isTorn(bytes: Int)
    /// It is written, and reads back wrong all the same.
    case readsWrong
  }

  /// The bytes in blocks of a slot's size: a copy of the pump is changed at every event, and then
  /// copies no more of them than it writes to.
  private var blocks: [[UInt8]]
  /// What becomes of the writes to come, the next one last; those after them are good.
  var fates: [Fate] = []
  /// What the writes to the slots since they were taken last have left there.
  private var records: [Record] = []
  private var writes = 0
  private var last = (slot: 0, rotor: UInt16.zero, isWhole: false, isSame: false)

  /// A write to a slot that was made, or at least begun.
  struct Record {
    /// The pump's own time.
    var time: TherapyTime
    /// Where the rotor stood.
    var rotor: UInt16
    var slot: Int
    /// Whether the slot holds it; else it holds nothing that can be read.
    var isWhole: Bool
    /// Whether it was the first of the writes that were asked for.
    var isFirst: Bool
  }

  init(image: [UInt8]) {
    blocks = stride(from: 0, to: image.count, by: Self.blockBytes).map { first in
      Array(image[first..<min(first + Self.blockBytes, image.count)])
    }
  }

  /// The size of a block, in bytes: a slot is one, and so are 64 places of the log's ring.
  private static var blockBytes: Int { MemoryMap.slotBytes }

  var image: [UInt8] {
    var image: [UInt8] = []
    image.reserveCapacity(blocks.count * Self.blockBytes)
    for block in blocks { image += block }
    return image
  }

  /// Puts bytes into the image; traps where it ends before they do.
  private mutating func put(_ bytes: Span<UInt8>, at offset: Int) {
    var done = 0
    while done < bytes.count {
      let (block, place) = (offset + done).quotientAndRemainder(dividingBy: Self.blockBytes)
      let count = min(bytes.count - done, Self.blockBytes - place)
      MemoryMap.put(bytes.extracting(done..<done + count), at: place, in: &blocks[block])
      done += count
    }
  }

  mutating func store(_ record: Span<UInt8>, slot: UInt8, world: World) -> Bool {
    // The rest of a slot is zeros: a record is whole with its checksum.
    let whole = Self.length(of: record)
    var bytes = record.count
    var isGood = true
    switch fates.popLast() {
    case nil: break
    case .fails?: bytes = 0
    // One that is torn behind its checksum reads back well.
    case .isTorn(let part)?: bytes = min(bytes, part)
    case .readsWrong?: isGood = false
    }
    let isSame = holds(record.extracting(first: bytes), slot)
    put(record.extracting(first: bytes), at: Int(slot) * MemoryMap.slotBytes)
    // What is torn can complete what was torn before.
    last = (Int(slot), world.plant.rotorPosition, isRecord(slot), isSame)
    return isGood && bytes >= whole
  }

  /// Whether a slot begins with these bytes.
  private func holds(_ record: Span<UInt8>, _ slot: UInt8) -> Bool {
    let block = blocks[Int(slot)]
    for place in record.indices where block[place] != record[place] { return false }
    return true
  }

  /// Whether there is a record with the right checksum in a slot.
  private func isRecord(_ slot: UInt8) -> Bool {
    let block = blocks[Int(slot)]
    let slot = block.span
    let end = Self.length(of: slot) - 4
    guard end + 4 <= slot.count else { return false }
    let checksum = CRC32C.checksum(slot.extracting(first: end))
    return (0..<4).allSatisfy {
      slot[end + $0] == UInt8(truncatingIfNeeded: checksum >> UInt32(8 * $0))
    }
  }

  /// How long a record is, its checksum included.
  private static func length(of record: Span<UInt8>) -> Int {
    guard record.count >= 8 else { return .max }
    return 12 + (Int(record[6]) | Int(record[7]) << 8) + 4
  }

  /// Makes both records unreadable, and empties the log's ring.
  mutating func spoil(_ random: inout Random) {
    let length = Self.blockBytes
    for slot in 0..<2 {
      if random.once(in: 2) {
        blocks[slot] = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      } else if isRecord(UInt8(slot)) {
        blocks[slot][Int(random.below(300))] ^= 1 << UInt8(random.below(8))
      }
    }
    for block in blocks.indices.dropFirst(2) {
      blocks[block] = [UInt8](repeating: 0, count: blocks[block].count)
    }
    records.removeAll()
  }

  mutating func written(at time: TherapyTime) {
    writes += 1
    // What left the slot as it was is no write.
    guard !last.isSame else { return }
    records.append(
      Record(
        time: time, rotor: last.rotor, slot: last.slot, isWhole: last.isWhole,
        isFirst: writes == 1))
  }

  mutating func storeLog(_ entries: Span<UInt8>, place: UInt16) -> Bool {
    let offset = MemoryMap.logOffset(place)
    switch fates.popLast() {
    case nil:
      put(entries, at: offset)
      return true
    case .fails?: return false
    case .isTorn(let bytes)?:
      put(entries.extracting(first: min(bytes, entries.count)), at: offset)
      return false
    case .readsWrong?:
      put(entries, at: offset)
      return false
    }
  }

  mutating func readLog(place: UInt16, count: UInt8) -> [UInt8] {
    MemoryMap.logPlaces(from: place, count: count).flatMap { place in
      // A block holds whole places.
      let (block, first) = place.lowerBound.quotientAndRemainder(dividingBy: Self.blockBytes)
      return blocks[block][first..<first + place.count]
    }
  }

  /// What the writes since the last call have left in the slots, in order.
  mutating func takeRecords() -> [Record] {
    writes = 0
    defer { records.removeAll(keepingCapacity: true) }
    return records
  }
}
