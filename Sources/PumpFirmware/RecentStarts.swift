import Quantities
import Telemetry

/// The moments at which the last boluses of the patient began, the newest first.
struct RecentStarts: Hashable, Sendable {
  private var seconds = [24 of UInt32](repeating: 0)
  private(set) var count = 0

  /// When the one at a place began, rounded down to the second.
  subscript(place: Int) -> UInt32 { seconds[place] }

  /// Adds a moment; the oldest is forgotten when there are 24.
  mutating func add(_ moment: TherapyTime) {
    var place = seconds.count - 1
    while place > 0 {
      seconds[place] = seconds[place - 1]
      place -= 1
    }
    seconds[0] = UInt32(clamping: moment.seconds)
    count = min(count + 1, seconds.count)
  }

  /// How many began in the 24 hours before a moment; up to a second longer, for their seconds were
  /// rounded down.
  func count(in24HoursBefore moment: TherapyTime) -> UInt8 {
    var started: UInt8 = 0
    for place in 0..<count where UInt64(seconds[place]) + 86_400 >= moment.seconds { started += 1 }
    return started
  }

  func encode(to writer: inout ByteWriter) {
    writer.put(UInt8(truncatingIfNeeded: count))
    for place in seconds.indices { writer.put(seconds[place]) }
  }

  init() {}

  init(from reader: inout ByteReader) {
    count = Int(UInt64(reader.u8()))
    if count > 24 {
      reader.reject()
      count = 0
    }
    for place in seconds.indices { seconds[place] = reader.u32() }
  }

  static func == (left: RecentStarts, right: RecentStarts) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count where left.seconds[place] != right.seconds[place] { return false }
    return true
  }

  func hash(into hasher: inout Hasher) {
    for place in 0..<count { hasher.combine(seconds[place]) }
  }
}
