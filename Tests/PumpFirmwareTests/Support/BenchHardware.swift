import PumpFirmware
import Quantities
import TestSupport

/// Two slots of memory that do as they are told.
struct BenchMemory {
  enum Behaviour: Hashable {
    /// Writes, and says so.
    case works
    /// Writes nothing, and says so.
    case fails
    /// Writes half of the record, and says that it failed.
    case tears
    /// Writes everything, and says that it failed: what is read back differs for a moment.
    case doubts
    /// Writes nothing and says nothing until ``Bench/endStore(_:)``.
    case holds
  }

  var image: [UInt8]
  var behaviour = Behaviour.works
  /// Whether the ring of the log cannot be written, whatever the slots do.
  var isLogBroken = false
  /// After how many bytes of the next write to the ring power fails; `nil` for never.
  var logBytesToCut: Int?
  /// The slot a held write goes to.
  var heldSlot: UInt8?
  private(set) var writes = 0

  init(image: [UInt8]) { self.image = image }

  /// Puts down the first bytes of a record.
  mutating func write(_ record: Span<UInt8>, slot: UInt8, bytes count: Int) {
    writes += 1
    write(record, at: Int(slot) * MemoryMap.slotBytes, bytes: count)
  }

  /// Writes the first bytes of an entry of the log.
  mutating func writeLog(_ entry: Span<UInt8>, place: UInt16, bytes count: Int) {
    write(entry, at: MemoryMap.logOffset + Int(place) * MemoryMap.entryBytes, bytes: count)
  }

  private mutating func write(_ bytes: Span<UInt8>, at offset: Int, bytes count: Int) {
    let count = min(count, bytes.count)
    unsafe image.withUnsafeMutableBytes { raw in
      unsafe bytes.withUnsafeBytes { source in
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: raw[offset..<offset + count])
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[0..<count]))
      }
    }
  }

  /// Places of the log's ring, one after another.
  func log(from place: UInt16, count: UInt8) -> [UInt8] {
    (0..<Int(count)).flatMap { index in
      let offset =
        MemoryMap.logOffset + (Int(place) + index) % MemoryMap.logEntries * MemoryMap.entryBytes
      return image[offset..<offset + MemoryMap.entryBytes]
    }
  }
}

/// A motor that keeps a list of its strokes.
struct BenchMotor {
  /// One turn: how many strokes, and the firmware's time of the last of them.
  struct Turn: Equatable {
    var strokes: UInt32
    var time: TherapyTime
  }

  var rotor: UInt16 = 0
  private(set) var strokes: UInt64 = 0
  private(set) var turns: [Turn] = []
  /// How many strokes a turn makes before the motor stalls; `nil` when it does not.
  var stallsAfter: UInt32?
  /// How many strokes more than asked a turn makes.
  var overrun: UInt32 = 0
  /// Whether it keeps ``turns``.
  var isLogging = true

  mutating func turn(_ asked: UInt32, at time: TherapyTime) -> UInt32 {
    let made = min(asked, stallsAfter ?? asked) + overrun
    rotor &+= UInt16(truncatingIfNeeded: made)
    strokes += UInt64(made)
    if isLogging && made > 0 { turns.append(Turn(strokes: made, time: time)) }
    return made
  }
}

/// What the battery gauge shows.
enum BenchBattery {
  /// Always the same, in 1/100 %.
  case reads(UInt16)
  /// What time and strokes have left of the profile's capacity.
  case runsDown
  /// The same, with so many times the power at rest from a day on.
  case drains(from: UInt64, times: UInt64)

  func reading(at time: TherapyTime, strokes: UInt64, _ profile: BatteryCalibration) -> UInt16 {
    switch self {
    case .reads(let reading): return reading
    case .runsDown: return left(at: time, strokes: strokes, drained: 0, profile)
    case .drains(let day, let times):
      let began = TherapyTime.zero.after(.days(day))
      let length = time.minus(began)?.rawValue ?? 0
      let drained = length * profile.idlePower * (times - 1)
      return left(at: time, strokes: strokes, drained: drained, profile)
    }
  }

  private func left(
    at time: TherapyTime, strokes: UInt64, drained: UInt64, _ profile: BatteryCalibration
  ) -> UInt16 {
    let used = drained + time.rawValue * profile.idlePower + strokes * profile.strokeEnergy.rawValue
    let capacity = profile.capacity.rawValue
    return UInt16((capacity > used ? capacity - used : 0) / (capacity / 10_000))
  }
}
