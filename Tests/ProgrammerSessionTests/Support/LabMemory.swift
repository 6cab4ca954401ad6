import PumpFirmware
import PumpPlant
import PumpWorld
import TestSupport

/// Memory under whose writes the power can fail.
struct LabMemory: PumpMemory {
  /// When power fails in a write.
  enum Cut {
    /// Before it, in its middle, and after it but before anyone is told.
    case before, within, after
  }

  private(set) var image: [UInt8]
  /// At which write from now power fails, and where in it.
  var cut: (writesLeft: Int, place: Cut)?
  /// The world at the moment power failed.
  private(set) var cutPlant: Plant?

  init(image: [UInt8]) { self.image = image }

  mutating func store(_ record: Span<UInt8>, slot: UInt8, world: World) -> Bool {
    // What a pump without power does is no matter.
    guard cutPlant == nil else { return true }
    var count = record.count
    if let cut {
      if cut.writesLeft == 0 {
        cutPlant = world.plant
        count = cut.place == .before ? 0 : cut.place == .within ? 100 : count
      } else {
        self.cut = (cut.writesLeft - 1, cut.place)
      }
    }
    for index in 0..<count { image[Int(slot) * MemoryMap.slotBytes + index] = record[index] }
    return true
  }

  mutating func storeLog(_ entry: Span<UInt8>, place: UInt16) -> Bool {
    guard cutPlant == nil else { return true }
    let offset = MemoryMap.logOffset + Int(place) * MemoryMap.entryBytes
    for index in entry.indices { image[offset + index] = entry[index] }
    return true
  }

  mutating func readLog(place: UInt16, count: UInt8) -> [UInt8] {
    MemoryMap.logPlaces(from: place, count: count).flatMap { image[$0] }
  }
}
