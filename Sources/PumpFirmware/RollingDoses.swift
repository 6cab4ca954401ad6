import Quantities

/// The volume of the boluses and primes of the last 24 hours, by the hour in which each ended.
///
/// It holds 25 hours, so that a full window of 24 is covered at any minute of the hour. It counts a
/// dose a little longer than needed, never shorter.
struct RollingDoses: Hashable, Sendable {
  static var hours: Int { 25 }

  /// The hour of therapy the newest entry belongs to.
  var hour: UInt64 = 0
  /// Nanolitres per hour; the entry of an hour is at its number modulo ``hours``.
  var nanolitres = Ring()

  /// Adds a volume that was infused by the time it ended at a moment.
  mutating func add(_ volume: Nanolitres, at time: TherapyTime) {
    roll(to: time)
    let place = Int(hour % UInt64(Self.hours))
    let (sum, overflow) = nanolitres[place].addingReportingOverflow(
      UInt32(clamping: volume.rawValue))
    nanolitres[place] = overflow ? .max : sum
  }

  /// The volume of the 24 hours before a moment.
  func total(at time: TherapyTime) -> Nanolitres {
    var rolled = self
    rolled.roll(to: time)
    var sum: UInt64 = 0
    for place in 0..<Self.hours { sum += UInt64(rolled.nanolitres[place]) }
    return Nanolitres(rawValue: sum)
  }

  private mutating func roll(to time: TherapyTime) {
    let now = time.rawValue / 3_600_000
    if now >= hour + UInt64(Self.hours) {
      nanolitres = Ring()
      hour = now
    }
    while hour < now {
      hour += 1
      nanolitres[Int(hour % UInt64(Self.hours))] = 0
    }
  }

  /// Twenty-five counters with the equality that fixed arrays lack.
  struct Ring: Hashable, Sendable {
    private var values = [25 of UInt32](repeating: 0)

    subscript(place: Int) -> UInt32 {
      get { values[place] }
      set { values[place] = newValue }
    }

    static func == (left: Ring, right: Ring) -> Bool {
      for place in left.values.indices where left.values[place] != right.values[place] {
        return false
      }
      return true
    }

    func hash(into hasher: inout Hasher) {
      for place in values.indices { hasher.combine(values[place]) }
    }
  }
}
