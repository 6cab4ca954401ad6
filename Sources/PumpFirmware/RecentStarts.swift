import Quantities
import Telemetry

/// The moments at which the last boluses of the patient began, the newest first.
struct RecentStarts: Hashable, Sendable {
  private static var capacity: Int { 24 }

  private var moments = [24 of UInt64](repeating: 0)
  private(set) var count = 0

  /// When the one at a place began.
  subscript(place: Int) -> TherapyTime { TherapyTime(rawValue: moments[place]) }

  /// Adds a moment; the oldest is forgotten when there are 24.
  mutating func add(_ moment: TherapyTime) {
    var place = Self.capacity - 1
    while place > 0 {
      moments[place] = moments[place - 1]
      place -= 1
    }
    moments[0] = moment.rawValue
    count = min(count + 1, Self.capacity)
  }

  /// How many began in the 24 hours that end with a moment: one that began 24 hours before it to
  /// the millisecond is out of them.
  func count(in24HoursBefore moment: TherapyTime) -> UInt8 {
    var started: UInt8 = 0
    for place in 0..<count where moments[place] + 86_400_000 > moment.rawValue { started += 1 }
    return started
  }

  init() {}

  static func == (left: RecentStarts, right: RecentStarts) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count where left.moments[place] != right.moments[place] { return false }
    return true
  }

  func hash(into hasher: inout Hasher) {
    for place in 0..<count { hasher.combine(moments[place]) }
  }
}

extension RecentStarts {
  /// How many there are, when the newest began, and of each other by how many ms it began before
  /// that; 2^32-1 also stands for more.
  mutating func encode(to writer: inout ByteWriter) {
    writer.put(UInt8(truncatingIfNeeded: count))
    if count == 0 { return }
    writer.put(moments[0])
    for place in 1..<count { writer.put(UInt32(clamping: moments[0] - moments[place])) }
  }

  init(from reader: inout ByteReader) {
    let stored = Int(UInt64(reader.u8()))
    if stored > Self.capacity {
      reader.reject()
      return
    }
    if stored == 0 { return }
    count = stored
    moments[0] = reader.u64()
    if moments[0] > 1 << 53 {
      reader.reject()
      return
    }
    for place in 1..<count { readMoment(place, from: &reader) }
  }

  /// The age of one long past may stand for more than there is time.
  private mutating func readMoment(_ place: Int, from reader: inout ByteReader) {
    moments[place] = moments[0] - min(UInt64(reader.u32()), moments[0])
    if moments[place] > moments[place - 1] { reader.reject() }
  }

  /// Reads what records of version 4 kept: all places, zeros behind those in use.
  init(allPlaces reader: inout ByteReader) {
    let stored = UInt64(reader.u8())
    let newest = reader.u64()
    if stored > UInt64(Self.capacity) || newest > 1 << 53 || stored == 0 && newest != 0 {
      reader.reject()
      return
    }
    count = Int(stored)
    moments[0] = newest
    for place in 1..<Self.capacity {
      if place < count {
        readMoment(place, from: &reader)
      } else if reader.u32() != 0 {
        reader.reject()
      }
    }
  }

  /// Reads what records up to version 3 kept: whole seconds, rounded down. Each is taken to have
  /// begun at the end of its second, so that none counts shorter than it should.
  init(seconds reader: inout ByteReader) {
    count = Int(UInt64(reader.u8()))
    if count > Self.capacity {
      reader.reject()
      count = 0
    }
    for place in 0..<Self.capacity {
      let second = UInt64(reader.u32())
      if place < count { moments[place] = second * 1000 + 999 }
    }
  }
}
