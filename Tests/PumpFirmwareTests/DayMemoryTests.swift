import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// What the pump keeps of the last 24 hours: exact, and never less than was given.
@Suite(.limited)
struct DayMemoryTests {
  private static let day: UInt64 = 86_400_000

  /// What one value writes, read by another.
  private func read<Value>(
    _ write: (inout ByteWriter) -> Void, _ make: (inout ByteReader) -> Value
  ) -> (value: Value, isWhole: Bool) {
    var bytes = [UInt8](repeating: 0, count: 400)
    return unsafe bytes.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { preconditionFailure("no bytes") }
      var writer = unsafe ByteWriter(base, capacity: raw.count)
      write(&writer)
      var reader = unsafe ByteReader(UnsafeRawPointer(base), count: writer.offset)
      let value = make(&reader)
      return (value, reader.fault == nil && reader.remaining == 0)
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `volumes count to the millisecond, and those that are joined no shorter`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    var doses = RollingDoses()
    var given: [(volume: UInt64, end: UInt64)] = []
    var time = random.below(1 << 40)
    let gap = random.once(in: 2) ? Self.day / 4 : Self.day / 40
    var mostAtOnce = 0
    for _ in 0..<200 {
      time += random.below(gap)
      let volume = random.below(1_000_000)
      doses.add(.nl(volume), at: .ms(time))
      if volume > 0 { given.append((volume, time)) }
      for moment in [time, time + 1, time + Self.day - 1, time + Self.day] {
        let window = given.filter { $0.end + Self.day > moment }
        let exact = window.reduce(0) { $0 + $1.volume }
        let total = doses.total(at: .ms(moment)).rawValue
        #expect(total >= exact, "seed \(seed)")
        mostAtOnce = max(mostAtOnce, window.count)
        if mostAtOnce <= RollingDoses.capacity { #expect(total == exact, "seed \(seed)") }
      }
      let again = read({ doses.encode(to: &$0) }) { RollingDoses(from: &$0, hasAllPlaces: false) }
      #expect(again.isWhole && again.value == doses)
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `hours of an older record count until a day after each of them is over`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let hour = seed < 3 ? seed : random.below(60_000)
    let sums = (0..<25).map { _ in UInt32(random.once(in: 3) ? 0 : random.below(2_000_000)) }
    let doses = read({ writer in
      writer.put(hour)
      for sum in sums { writer.put(sum) }
    }) { RollingDoses(hourly: &$0) }
    #expect(doses.isWhole)
    for ahead in 0...25 as ClosedRange<UInt64> {
      let held = (0..<25 as Range<UInt64>).filter { $0 <= hour && ahead + $0 < 25 }
      let exact = held.reduce(0) { $0 + UInt64(sums[Int((hour - $1) % 25)]) }
      let now = Milliseconds.hours(hour + ahead).rawValue
      #expect(doses.value.total(at: .ms(now)).rawValue >= exact, "seed \(seed), \(ahead) h on")
    }
    #expect(doses.value.total(at: .ms(Milliseconds.hours(hour + 26).rawValue)) == .zero)
  }

  @Test func `the starts of boluses are kept to the millisecond, and long past ones as such`() {
    var starts = RecentStarts()
    for moment in [1, 86_400_001, 86_400_002, 9_000_000_000_000] as [UInt64] {
      starts.add(.ms(moment))
    }
    let again = read({ starts.encode(to: &$0) }) { RecentStarts(from: &$0) }
    #expect(again.isWhole && again.value[0] == .ms(9_000_000_000_000))
    #expect(again.value.count == 4 && again.value.count(in24HoursBefore: .ms(.max / 2)) == 0)
    var recent = RecentStarts()
    recent.add(.ms(5000))
    #expect(recent.count(in24HoursBefore: .ms(5000 + Self.day - 1)) == 1)
    #expect(recent.count(in24HoursBefore: .ms(5000 + Self.day)) == 0)
  }

  @Test func `a start that an older record knows to the second counts to the end of it`() {
    let starts = read({ writer in
      writer.put(1 as UInt8)
      writer.put(5 as UInt32)
      for _ in 1..<24 { writer.put(0 as UInt32) }
    }) { RecentStarts(seconds: &$0) }
    #expect(starts.isWhole && starts.value.count == 1 && starts.value[0] == .ms(5999))
  }
}
