import Foundation
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpSimulator

@Suite(.limited)
struct StateFileTests {
  private let directory: TemporaryDirectory
  private let path: String
  private let setup: PumpSetup

  init() throws {
    setup = try Samples.setup()
    directory = try TemporaryDirectory()
    path = directory.file("state")
  }

  /// A state file whose world went on to some moments, one after the other; the bytes after each.
  private func history(_ hours: [UInt64]) throws -> [[UInt8]] {
    let opened = try StateFile.open(path, setup)
    var plant = opened.world.plant
    return try hours.map { hour in
      plant.advance(to: .zero.after(.hours(hour)))
      try opened.file.saveWorld(World(plant: plant))
      return try directory.read("state")
    }
  }

  private func reopened() throws -> StateFile.Opened {
    try StateFile.open(path, setup)
  }

  @Test func `a new file holds the world and the memory of the setup`() throws {
    let opened = try reopened()
    #expect(opened.world.plant.truth == (try setup.newPlant().truth))
    #expect(opened.file.image == setup.newMemory())
    #expect(try directory.read("state").count == StateLayout.fileBytes)
  }

  @Test func `a record is as long as memory.md says`() throws {
    for (name, plans) in [("adult-40ml", 0), ("schedule-40ml", 2)] {
      let image = try Samples.setup(name).newMemory()
      #expect(image[4] == 7 && image[5] == 0)
      #expect(Int(image[6]) + Int(image[7]) << 8 == 367 + 78 * plans)
    }
    #expect(StateLayout.fileBytes == 147_456 && StateLayout.memoryOffset == 12_288)
    #expect(MemoryMap.logOffset == 4096 && MemoryMap.imageBytes == 135_168)
  }

  @Test func `what was written is there again`() throws {
    _ = try history([1, 5, 7])
    #expect(try reopened().world.plant.therapyTime == .zero.after(.hours(7)))
  }

  @Test func `a memory slot is written where it belongs, and the world with it`() throws {
    do {
      let opened = try reopened()
      var plant = opened.world.plant
      plant.advance(to: .zero.after(.hours(2)))
      let record = [UInt8](repeating: 0xA5, count: MemoryMap.slotBytes)
      let isStored = opened.file.store(record.span, slot: 1, world: World(plant: plant))
      #expect(isStored)
    }
    let opened = try reopened()
    let image = opened.file.image
    #expect(image[MemoryMap.slotBytes..<2 * MemoryMap.slotBytes].allSatisfy { $0 == 0xA5 })
    #expect(image.prefix(4) != [0xA5, 0xA5, 0xA5, 0xA5])
    #expect(image[MemoryMap.logOffset...].allSatisfy { $0 == 0 })
    #expect(opened.world.plant.therapyTime == .zero.after(.hours(2)))
  }

  @Test func `places of the ring are written where they belong, and read round its end`() throws {
    let last = UInt16(MemoryMap.logEntries - 1)
    do {
      let file = try reopened().file
      for place in [0, 1, last] {
        let entry = [UInt8](repeating: UInt8(place & 7) + 1, count: MemoryMap.entryBytes)
        let isStored = file.storeLog(entry.span, place: place)
        #expect(isStored)
      }
    }
    let file = try reopened().file
    let read = file.readLog(place: last, count: 3)
    #expect(read.count == 3 * MemoryMap.entryBytes)
    let firsts = [0, 1, 2].map { read[$0 * MemoryMap.entryBytes] }
    #expect(firsts == [8, 1, 2])
    #expect(file.image.prefix(MemoryMap.logOffset) == setup.newMemory().prefix(MemoryMap.logOffset))
    #expect(try directory.read("state").count == StateLayout.fileBytes)
  }

  @Test func `the faults, the clock and the tones of a world are there again`() throws {
    var pump = try setup.newPump()
    let stall = try Fault(unit: .motor, kind: .stall)
    let drift = try Fault(unit: .clock, kind: .drift, value: -1234)
    let failure = try Fault(unit: .memory, kind: .failure)
    var now = Instant(therapy: .zero.after(.hours(1)), link: .zero)
    try pump.inject(stall, for: .days(2), at: now)
    try pump.inject(drift, at: now)
    try pump.inject(failure, at: now)
    pump.setHead(.near, at: now)
    now.therapy = .zero.after(.days(1))
    pump.advance(to: now)
    let before = pump.world
    try reopened().file.saveWorld(before)
    let world = try reopened().world
    #expect(world.snapshot == before.snapshot)
    #expect(world.fault(of: .motor) == stall && world.fault(of: .clock) == drift)
    #expect(world.fault(of: .memory) == failure && world.fault(of: .processor) == nil)
    #expect(world.end(of: .motor) == .zero.after(.hours(49)))
    #expect(world.tones == before.tones && before.tones.twoTone > 100)
    #expect(world.head == .near && world.isPowered)
  }

  @Test func `a write of the world torn at any byte leaves the world before it`() throws {
    let steps = try history([1, 2, 3])
    let (before, after) = (steps[1], steps[2])
    let changed = before.indices.filter { before[$0] != after[$0] }
    let first = try #require(changed.first)
    let last = try #require(changed.last)
    for cut in first...last {
      try directory.write(Array(after[..<cut] + before[cut...]), to: "state")
      let time = try reopened().world.plant.therapyTime
      #expect(time == .zero.after(.hours(2)), "torn at byte \(cut)")
    }
  }

  @Test func `the newest world counts, also when its number wraps`() throws {
    _ = try history([1, 2])
    var bytes = try directory.read("state")
    // The two slots get the numbers just before and just after the wrap.
    for (slot, number) in [(0, UInt32.max - 1), (1, UInt32.max)] {
      try renumber(&bytes, slot: slot, number)
    }
    try directory.write(bytes, to: "state")
    let newest = try reopened()
    #expect(newest.world.plant.therapyTime == .zero.after(.hours(1)))
    try newest.file.saveWorld(newest.world)
    #expect(try directory.read("state").littleEndian(at: StateLayout.worldOffset) == 0)
  }

  @Test func `a file of the first layout is refused by its version`() throws {
    _ = try reopened()
    var bytes = Array(try directory.read("state").prefix(5632))
    bytes[8] = 1
    bytes.replaceSubrange(28..<32, with: checksum(bytes.prefix(28)))
    try directory.write(bytes, to: "state")
    let error = #expect(throws: SimulatorError.self) { try reopened() }
    #expect(error?.cause == .data)
    #expect(error?.description.contains("layout 1, this one reads 3") == true)
    #expect(try directory.read("state") == bytes)
  }

  private func checksum(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.append(littleEndian: CRC32C.checksum(Array(bytes).span))
    return result
  }

  @Test func `a second opening is refused while the first lives`() throws {
    let first = try reopened()
    let error = #expect(throws: SimulatorError.self) { try reopened() }
    #expect(error?.cause == .configuration)
    #expect(error?.description.contains("another pump is running on this state") == true)
    withExtendedLifetime(first) {}
  }

  @Test func `whose a file is can be read from its header, from a damaged one it cannot`() throws {
    _ = try reopened()
    #expect(try StateFile.Header.read(path)?.serial.string == Samples.card.serial)
    #expect(try StateFile.Header.read(path)?.keys == Samples.keys)
    let good = try directory.read("state")
    for place in [0, 8, 14, 25, 28, 43, 44, 59, 60, 63] {
      var bytes = good
      bytes[place] ^= 0x10
      try directory.write(bytes, to: "state")
      #expect(try StateFile.Header.read(path) == nil, "byte \(place)")
      #expect(throws: SimulatorError.self, "byte \(place)") { try reopened() }
    }
    #expect(try StateFile.Header.read(directory.file("nowhere")) == nil)
  }

  @Test func `the keys of a file are its own, whatever card it is opened with`() throws {
    _ = try reopened()
    let bytes = try directory.read("state")
    let hex = bytes[28..<60].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(hex == Samples.card.keys.clinician + Samples.card.keys.patient)
    var other = setup
    other.secrets.factoryKeys.clinician = AsconBlock(low: 1, high: 2)
    #expect(try StateFile.open(path, other).file.factoryKeys == Samples.keys)
    #expect(try directory.read("state") == bytes)
  }

  /// Physics other than the sample's in one field each.
  static let otherPhysics: [(String, @Sendable (inout PlantParts) -> Void)] = [
    ("stroke", { $0.stroke += 1 }), ("stroke error", { $0.errorPPM -= 1 }),
    ("path", { $0.path += 1 }), ("front smear", { $0.smear += 15 }),
    ("capacity", { $0.capacity += 1 }), ("residual", { $0.residual += 1 }),
    ("battery", { $0.battery += 1 }), ("idle power", { $0.idle += 1 }),
    ("stroke energy", { $0.energy += 1 }),
  ]

  /// The physics of a setup, field by field.
  struct PlantParts {
    var stroke, path, smear, capacity, residual, battery, idle, energy: UInt64
    var errorPPM: Int32

    init(_ plant: PlantProfile) {
      stroke = plant.strokeVolume.rawValue
      path = plant.pathVolume.rawValue
      smear = plant.frontSmear.rawValue
      capacity = plant.reservoirCapacity.rawValue
      residual = plant.residualVolume.rawValue
      battery = plant.batteryCapacity.rawValue
      idle = plant.idlePower
      energy = plant.strokeEnergy.rawValue
      errorPPM = plant.strokeErrorPPM
    }

    func profile() throws -> PlantProfile {
      try PlantProfile(
        strokeVolume: Nanolitres(rawValue: stroke), strokeErrorPPM: errorPPM,
        pathVolume: Nanolitres(rawValue: path), frontSmear: Nanolitres(rawValue: smear),
        reservoirCapacity: Nanolitres(rawValue: capacity),
        residualVolume: Nanolitres(rawValue: residual),
        batteryCapacity: Nanojoules(rawValue: battery), idlePower: idle,
        strokeEnergy: Nanojoules(rawValue: energy))
    }
  }

  @Test(arguments: otherPhysics.indices)
  func `a file made with physics that differ in one field is refused by name`(
    index: Int
  ) throws {
    _ = try reopened()
    let bytes = try directory.read("state")
    let (name, change) = Self.otherPhysics[index]
    var parts = PlantParts(setup.plant)
    var other = setup
    other.plant = try parts.profile()
    #expect(try StateFile.open(path, other).file.image == setup.newMemory(), "the same physics")
    change(&parts)
    other.plant = try parts.profile()
    let error = #expect(throws: SimulatorError.self, "\(name)") {
      try StateFile.open(path, other)
    }
    #expect(error?.cause == .configuration, "\(name): 78")
    #expect(error?.description.contains("another motor, catheter, reservoir or battery") == true)
    #expect(try directory.read("state") == bytes)
  }

  @Test func `a file that others may read is refused, for the keys in it`() throws {
    _ = try reopened()
    let manager = FileManager.default
    for mode in [0o640, 0o604, 0o660] {
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let error = #expect(throws: SimulatorError.self) { try reopened() }
      #expect(error?.cause == .configuration)
      #expect(error?.description.contains("chmod 600") == true)
    }
    try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    _ = try reopened()
  }

  /// Gives a slot of the world another number, and the checksum that goes with it.
  private func renumber(_ bytes: inout [UInt8], slot: Int, _ number: UInt32) throws {
    let start = StateLayout.worldOffset + slot * StateLayout.worldSlotBytes
    let end = start + 8 + World.snapshotBytes
    var slot: [UInt8] = []
    slot.append(littleEndian: number)
    slot += bytes[start + 4..<end]
    slot.append(littleEndian: CRC32C.checksum(slot.span))
    bytes.replaceSubrange(start..<end + 4, with: slot)
  }
}
