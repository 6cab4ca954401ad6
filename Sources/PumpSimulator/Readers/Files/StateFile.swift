import BenchControl
import Glibc
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import SerialLink
import Telemetry

/// The pump's non-volatile memory and the world it stands in, in one file.
///
/// The pump's part has the layout of the pump. The world's part is the bench's: what a real pump
/// would find around it when it wakes up. The world is written first, always; so after a kill at
/// any moment the pump wakes up as after a power cut at that moment.
final class StateFile: PumpMemory {
  private let file: RawFile
  /// The first bytes of the file, which never change.
  private let header: Header
  private var worldSequence: UInt32
  /// The moment of the world that was written last.
  private(set) var savedTime: TherapyTime
  /// Whether each record waits for the disk.
  private var waitsForDisk: Bool
  /// Whether the pump outlives its process. That of a script does not, and its disk is never waited
  /// for.
  private let isLasting: Bool
  /// The write at which the process is to be killed; `nil` for none.
  var killPlan: ArmedCrash?
  /// Whether entries of the log went into the ring since the disk was waited for last.
  private var isRingAhead = false
  /// Whether the file has been made as long as one of several drugs.
  private var isLong = false

  private init(
    _ file: consuming RawFile, _ contents: Contents, _ isLasting: Bool, waits: Bool = true
  ) {
    self.file = file
    self.isLasting = isLasting
    waitsForDisk = isLasting && waits
    header = contents.header
    worldSequence = contents.sequence
    savedTime = contents.world.plant.therapyTime
  }

  /// A process that is just being started may still hold the file open; its lock must not last.
  deinit { file.unlock() }

  /// The pump's memory as it is in the file, which is read for it: of its 131 KB a pump that runs
  /// needs some entries of the log now and then. What cannot be read holds nothing, as the pump
  /// finds then, and says.
  var image: [UInt8] { read(MemoryMap.imageBytes, at: 0) }

  /// The keys that are in the pump for good.
  var factoryKeys: PairingKeys { header.keys }

  /// What a state file gives back: itself with the pump's memory, and the world.
  struct Opened {
    let file: StateFile
    let world: World
  }

  /// Opens the state of a pump, or makes it from its setup when there is none. Unless `waits`, the
  /// disk is waited for only from ``beginWaiting()`` on: for whoever opens many and waits once.
  static func open(
    _ path: String, _ setup: PumpSetup, isLasting: Bool = true, waits: Bool = true
  ) throws -> Opened {
    guard let file = try RawFile.open(path) else {
      let new = Contents(
        header: Header(setup), world: try setup.newWorld(), sequence: 0,
        image: setup.newMemory())
      let file = try RawFile.create(
        path, contents: contents(new.header, new.world, new.image), waits: isLasting && waits)
      return Opened(file: StateFile(file, new, isLasting, waits: waits), world: new.world)
    }
    try claim(file)
    let bytes = try file.readAll(limit: StateLayout.longFileBytes + 1)
    let found = try parse(bytes, path: path, setup)
    try file.checkSecrecy("the pump's keys and memory are in it")
    return Opened(file: StateFile(file, found, isLasting, waits: waits), world: found.world)
  }

  /// Writes a copy with a world to a new file.
  func copy(to path: String, _ world: World) throws {
    do {
      _ = try RawFile.create(path, contents: Self.contents(header, world, image))
    } catch let error as SerialError where error.code == EEXIST {
      throw SimulatorError(.data, "\(path): there is a file already; nothing was written")
    }
  }

  /// Puts a copy of another state of the same pump in the place of one, whole or not at all.
  static func replace(_ state: StateFile, with path: String, _ setup: PumpSetup) throws -> Opened {
    guard let file = try RawFile.open(path) else {
      throw SimulatorError(.data, "\(path): there is no such file; nothing was changed")
    }
    let bytes = try file.readAll(limit: StateLayout.longFileBytes + 1)
    let found = try parse(bytes, path: path, setup, for: .restore)
    let copy = try RawFile.create(state.file.path, contents: bytes, replacing: true)
    return Opened(file: StateFile(copy, found, state.isLasting), world: found.world)
  }

  private static func claim(_ file: borrowing RawFile) throws {
    do throws(SerialError) {
      try file.lock()
    } catch {
      guard error.kind == .busy else { throw error }
      throw SimulatorError(
        .configuration, "\(file.path): another pump is running on this state; nothing was changed")
    }
  }

  /// Waits for the disk from now on, where the pump outlives its process.
  func beginWaiting() { waitsForDisk = isLasting }

  /// Does something that writes much and is not acknowledged before ``sync()``, as a jump in time:
  /// no single record waits for the disk.
  func withoutWaiting(_ body: () -> Void) {
    waitsForDisk = false
    body()
    waitsForDisk = isLasting
  }

  // MARK: The pump's memory

  func store(_ record: Span<UInt8>, slot: UInt8, world: World) -> Bool {
    report { () throws(SerialError) in
      // A record may leave out an entry because it is in the ring, so the ring must be safe first.
      if waitsForDisk && isRingAhead { try sync() }
      try saveWorld(world)
      try write(record, at: Int(slot) * MemoryMap.slotBytes, .record)
      if waitsForDisk { try sync() }
    }
  }

  /// Writes places of the ring. The disk is not waited for: the entries are in the record until
  /// the next one is stored.
  func storeLog(_ entries: Span<UInt8>, place: UInt16) -> Bool {
    report { () throws(SerialError) in
      try write(entries, at: MemoryMap.logOffset(place), .log)
      isRingAhead = true
    }
  }

  func readLog(place: UInt16, count: UInt8) -> [UInt8] {
    // Up to the ring's end they lie one behind the other.
    let untilEnd = min(Int(count), MemoryMap.logEntries - Int(place))
    let bytes = read(untilEnd * MemoryMap.entryBytes, at: MemoryMap.logOffset(place))
    if untilEnd == Int(count) { return bytes }
    let rest = (Int(count) - untilEnd) * MemoryMap.entryBytes
    return bytes + read(rest, at: MemoryMap.logOffset(0))
  }

  private func read(_ count: Int, at offset: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    _ = report { () throws(SerialError) in
      _ = try file.read(into: &bytes, at: StateLayout.memoryOffset + offset)
    }
    return bytes
  }

  private func write(
    _ bytes: Span<UInt8>, at offset: Int, _ kind: CrashPlace.Write
  ) throws(SerialError) {
    try put(bytes, at: StateLayout.memoryOffset + offset, kind)
  }

  /// Whether a write went well. When it did not, the pump raises its alarm and goes on, and the
  /// bench should know why.
  private func report(_ body: () throws(SerialError) -> Void) -> Bool {
    do throws(SerialError) {
      try body()
      return true
    } catch {
      StandardStreams.error("PumpFirmwareSim: the pump's memory failed: \(error)\n")
      return false
    }
  }

  /// Writes the world alone, as before an answer that tells its time.
  func saveWorld(_ world: World) throws(SerialError) {
    let sequence = worldSequence &+ 1
    let all = Self.worldSlot(world, sequence)
    let slot = Array(all.prefix(StateLayout.worldSlotBytes))
    // Where it goes on is written first: without it the slot would not be whole.
    if all.count > slot.count {
      try makeRoom()
      let rest = Array(all.dropFirst(slot.count))
      try file.write(rest.span, at: StateLayout.overflowSlot(sequence))
    }
    try put(slot.span, at: StateLayout.worldSlot(sequence), .world)
    worldSequence = sequence
    savedTime = world.plant.therapyTime
  }

  /// Makes a file that has no room for several drugs longer, its space on the disk reserved.
  private func makeRoom() throws(SerialError) {
    guard !isLong else { return }
    try file.grow(to: StateLayout.longFileBytes)
    isLong = true
  }

  /// Writes bytes to a place of the file, unless the process is killed before or meanwhile.
  private func put(
    _ bytes: Span<UInt8>, at place: Int, _ kind: CrashPlace.Write
  ) throws(SerialError) {
    let moment = killPlan?.meet(kind)
    if moment == .before { die() }
    if moment == .torn {
      try file.write(bytes.extracting(first: min(bytes.count / 2, 100)), at: place)
      die()
    }
    try file.write(bytes, at: place)
    if moment == .after { die() }
  }

  /// Ends the process as `kill -9` does: nothing is cleared away.
  private func die() -> Never {
    _ = kill(getpid(), SIGKILL)
    fatalError("a process outlived its SIGKILL")
  }

  /// Waits until everything written is on the disk.
  func sync() throws(SerialError) {
    if isLasting { try file.sync() }
    isRingAhead = false
  }
}
