import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities

@testable import Soak

/// Memory in which power can be cut at any write: it keeps what a pump would wake up with.
struct LifeMemory: PumpMemory {
  /// Where, in a write, power fails.
  enum Cut: CaseIterable {
    case before
    case torn
    case after
  }

  /// What is left when power has failed: the memory, and the world at that moment.
  struct Remains {
    var image: [UInt8]
    var world: World
    /// How many records were written in full since power failures were asked for.
    var records: Int
    /// When the last of all records was made.
    var recordedAt: TherapyTime
  }

  private(set) var image: [UInt8]
  /// The world at the last record.
  private var lastWorld: World?
  /// When the last record was written in full.
  private(set) var recordedAt = TherapyTime.zero
  /// How many writes there are until power fails; `nil` for never.
  private var writesToCut: (count: Int, cut: Cut)?
  /// Records written in full since power failures were asked for.
  private(set) var records = 0
  private(set) var remains: Remains?

  init(image: [UInt8], recordedAt: TherapyTime = .zero) {
    self.image = image
    self.recordedAt = recordedAt
  }

  mutating func store(_ record: Span<UInt8>, slot: UInt8, world: World) -> Bool {
    lastWorld = world
    write(record, at: Int(slot) * MemoryMap.slotBytes, world: world, isRecord: true)
    return true
  }

  mutating func storeLog(_ entry: Span<UInt8>, place: UInt16) -> Bool {
    let offset = MemoryMap.logOffset(place)
    // An entry goes to the ring right after the record that it is in.
    if let lastWorld { write(entry, at: offset, world: lastWorld, isRecord: false) }
    return true
  }

  mutating func readLog(place: UInt16, count: UInt8) -> [UInt8] {
    MemoryMap.logPlaces(from: place, count: count).flatMap { image[$0] }
  }

  /// Asks for power to fail at a write to come; `nil` for no failure after all.
  mutating func cut(_ writesToCut: (count: Int, cut: Cut)?) {
    self.writesToCut = writesToCut
    records = 0
    remains = nil
  }

  private mutating func write(
    _ bytes: Span<UInt8>, at offset: Int, world: World, isRecord: Bool
  ) {
    var cut: Cut?
    if let left = writesToCut {
      writesToCut = left.count == 0 ? nil : (left.count - 1, left.cut)
      if left.count == 0 { cut = left.cut }
    }
    if cut == .before { keep(world) }
    if cut == .torn {
      // A record is a few hundred bytes long and does not fill its slot.
      copy(bytes.extracting(first: min(bytes.count / 2, 100)), to: offset)
      keep(world)
    }
    copy(bytes, to: offset)
    if isRecord {
      records += 1
      recordedAt = world.plant.therapyTime
    }
    if cut == .after { keep(world) }
  }

  private mutating func keep(_ world: World) {
    remains = Remains(image: image, world: world, records: records, recordedAt: recordedAt)
  }

  private mutating func copy(_ bytes: Span<UInt8>, to offset: Int) {
    MemoryMap.put(bytes, at: offset, in: &image)
  }
}
