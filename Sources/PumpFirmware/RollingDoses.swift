import Quantities
import Telemetry

/// The volumes given beside the programme in the last 24 hours, each with the moment it ended at.
///
/// A volume counts until 24 hours after its end, to the millisecond. There are ``capacity`` places.
/// When they are full, the two neighbours that ended closest to each other become one that ended
/// with the later: what is joined counts longer than it need, never shorter. Spec: therapy.md,
/// "Limits".
struct RollingDoses: Hashable, Sendable {
  static var capacity: Int { 16 }
  private static var window: UInt64 { 86_400_000 }

  private(set) var count = 0
  /// When each ended, the oldest first, in ms of therapy.
  private var ends = [16 of UInt64](repeating: 0)
  /// How much each was, in nL.
  private var volumes = [16 of UInt32](repeating: 0)

  init() {}

  /// Adds a volume that was infused by the time it ended at a moment, none before those added so
  /// far.
  mutating func add(_ volume: Nanolitres, at time: TherapyTime) {
    guard volume > .zero else { return }
    forget(endedBy: time)
    put(volume, at: time)
  }

  private mutating func put(_ volume: Nanolitres, at time: TherapyTime) {
    let added = UInt32(clamping: volume.rawValue)
    if count > 0, ends[count - 1] >= time.rawValue {
      volumes[count - 1] = Self.sum(volumes[count - 1], added)
      return
    }
    if count == Self.capacity { joinClosest() }
    ends[count] = time.rawValue
    volumes[count] = added
    count += 1
  }

  /// Whether none counts any more at a moment: they stand in the order in which they end.
  @inline(__always)
  func isOver(by time: TherapyTime) -> Bool {
    count == 0 || newest.rawValue + Self.window <= time.rawValue
  }

  /// The volume of the 24 hours before a moment.
  func total(at time: TherapyTime) -> Nanolitres {
    var sum: UInt64 = 0
    for place in 0..<count where ends[place] + Self.window > time.rawValue {
      sum += UInt64(volumes[place])
    }
    return Nanolitres(rawValue: sum)
  }

  private static func sum(_ left: UInt32, _ right: UInt32) -> UInt32 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  private mutating func forget(endedBy time: TherapyTime) {
    while count > 0, ends[0] + Self.window <= time.rawValue { remove(0) }
  }

  private mutating func joinClosest() {
    var closest = 0
    for place in 1..<count - 1
    where ends[place + 1] - ends[place] < ends[closest + 1] - ends[closest] { closest = place }
    volumes[closest + 1] = Self.sum(volumes[closest], volumes[closest + 1])
    remove(closest)
  }

  private mutating func remove(_ place: Int) {
    count -= 1
    for index in place..<count {
      ends[index] = ends[index + 1]
      volumes[index] = volumes[index + 1]
    }
  }

  static func == (left: RollingDoses, right: RollingDoses) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count
    where left.ends[place] != right.ends[place] || left.volumes[place] != right.volumes[place] {
      return false
    }
    return true
  }

  func hash(into hasher: inout Hasher) {
    for place in 0..<count {
      hasher.combine(ends[place])
      hasher.combine(volumes[place])
    }
  }
}

extension RollingDoses {
  /// How many there are, when the newest ended, and of each the ms by which it ended before that
  /// and the volume, the oldest first. It changes nothing, as ``DayPlan/step(at:from:)``.
  mutating func encode(to writer: inout ByteWriter) {
    writer.put(UInt8(truncatingIfNeeded: count))
    if count == 0 { return }
    let newest = ends[count - 1]
    writer.put(newest)
    for place in 0..<count {
      writer.put(UInt32(clamping: newest - ends[place]))
      writer.put(volumes[place])
    }
  }

  /// Records of version 4 kept all places, zeros behind those in use.
  init(from reader: inout ByteReader, hasAllPlaces: Bool) {
    let stored = Int(UInt64(reader.u8()))
    let newest = stored > 0 || hasAllPlaces ? reader.u64() : 0
    if stored > Self.capacity || newest > 1 << 53 {
      reader.reject()
      return
    }
    count = stored
    for place in 0..<count {
      let age = UInt64(reader.u32())
      volumes[place] = reader.u32()
      if age > newest || volumes[place] == 0 { reader.reject() }
      ends[place] = newest - min(age, newest)
    }
    if hasAllPlaces {
      for _ in count..<Self.capacity where reader.u64() != 0 { reader.reject() }
    }
    for place in 1..<max(count, 1) where ends[place] <= ends[place - 1] { reader.reject() }
    if count > 0 ? ends[count - 1] != newest : newest != 0 { reader.reject() }
  }

  /// When the newest ended; zero when there is none.
  var newest: TherapyTime { TherapyTime(rawValue: count > 0 ? ends[count - 1] : 0) }

  /// Reads what records up to version 3 kept: the sum of each of 25 hours. All of an hour's counts
  /// from the hour's end on, for it may have ended then.
  init(hourly reader: inout ByteReader) {
    let hour = reader.u64()
    var sums = [25 of UInt32](repeating: 0)
    for place in sums.indices { sums[place] = reader.u32() }
    guard hour <= 1 << 40 else {
      reader.reject()
      return
    }
    let hours = UInt64(sums.count)
    var back = hours
    while back > 0 {
      back -= 1
      guard hour >= back else { continue }
      let end = TherapyTime.zero.after(.hours(hour - back + 1)).rawValue - 1
      let sum = sums[Int((hour - back) % hours)]
      // None is over yet: nobody knows how far into the newest hour the record was made.
      if sum > 0 { put(Nanolitres(rawValue: UInt64(sum)), at: TherapyTime(rawValue: end)) }
    }
  }
}
