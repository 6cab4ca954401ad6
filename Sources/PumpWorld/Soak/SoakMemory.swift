import PumpFirmware
import Quantities

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

  private(set) var image: [UInt8]
  /// What becomes of the writes to come, the next one last; those after them are good.
  var fates: [Fate] = []
  /// The pump's own time of each record that is whole in its slot, since they were taken last.
  private var records: [TherapyTime] = []
  private var isWhole = false

  init(image: [UInt8]) { self.image = image }

  mutating func store(_ record: Span<UInt8>, slot: UInt8, world: World) -> Bool {
    // The rest of a slot is zeros: a record is whole with its checksum.
    let whole = Self.length(of: record)
    let offset = Int(slot) * MemoryMap.slotBytes
    isWhole = record.count >= whole
    switch fates.popLast() {
    case nil:
      MemoryMap.put(record, at: offset, in: &image)
      return isWhole
    case .fails?:
      isWhole = false
      return false
    case .isTorn(let bytes)?:
      // One that is torn behind its checksum reads back well.
      isWhole = isWhole && bytes >= whole
      MemoryMap.put(record.extracting(first: min(bytes, record.count)), at: offset, in: &image)
      return isWhole
    case .readsWrong?:
      MemoryMap.put(record, at: offset, in: &image)
      return false
    }
  }

  /// How long a record is, its checksum included.
  private static func length(of record: Span<UInt8>) -> Int {
    guard record.count >= 8 else { return .max }
    return 12 + (Int(record[6]) | Int(record[7]) << 8) + 4
  }

  mutating func written(at time: TherapyTime) { if isWhole { records.append(time) } }

  mutating func storeLog(_ entry: Span<UInt8>, place: UInt16) -> Bool {
    let offset = MemoryMap.logOffset(place)
    switch fates.popLast() {
    case nil:
      MemoryMap.put(entry, at: offset, in: &image)
      return true
    case .fails?: return false
    case .isTorn(let bytes)?:
      MemoryMap.put(entry.extracting(first: min(bytes, entry.count)), at: offset, in: &image)
      return false
    case .readsWrong?:
      MemoryMap.put(entry, at: offset, in: &image)
      return false
    }
  }

  mutating func readLog(place: UInt16, count: UInt8) -> [UInt8] {
    MemoryMap.logPlaces(from: place, count: count).flatMap { image[$0] }
  }

  /// The pump's own time of each whole record since the last call, in order.
  mutating func takeRecords() -> [TherapyTime] {
    defer { records.removeAll(keepingCapacity: true) }
    return records
  }
}
