import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// What was in force is never forgotten within 24 hours, however much is kept together.
@Suite(.limited)
struct FormerTotalsTests {
  private func totals(_ value: UInt32) -> DayTotals {
    DayTotals(least: value / 2, most: value, mostWithPatient: value * 2)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `its range holds every total of the last 24 hours`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var former = FormerTotals()
    var all: [(totals: DayTotals, end: UInt64)] = []
    var now: UInt64 = 0
    for step in 0..<300 {
      now += random.below(random.below(3) == 0 ? 90_000_000 : 20_000_000)
      let moment = TherapyTime.ms(now)
      let recent = all.filter { now < $0.end + 86_400_000 }.map(\.totals)
      let range = former.range(at: moment, with: nil)
      if let lowest = recent.map(\.most).min() {
        let range = try #require(range, "step \(step)")
        #expect(range.lowMost <= lowest)
        #expect(range.highMost >= (try #require(recent.map(\.most).max())))
        #expect(range.lowLeast <= (try #require(recent.map(\.least).min())))
        #expect(range.highLeast >= (try #require(recent.map(\.least).max())))
        #expect(range.lowWithPatient <= (try #require(recent.map(\.mostWithPatient).min())))
        #expect(range.highWithPatient >= (try #require(recent.map(\.mostWithPatient).max())))
        // Two that ended are told apart exactly.
        if recent.count == 1 && all.filter({ now < $0.end + 172_800_000 }).count == 1 {
          #expect(range == TotalsRange(recent[0]))
        }
      }
      let ending = totals(UInt32(random.from(100...100_000)))
      former.end(ending, at: moment)
      all.append((ending, now))
    }
    #expect(former.range(at: .ms(now + 86_399_999), with: nil) != nil)
    #expect(former.range(at: .ms(now + 86_400_000), with: nil) == nil)
  }

  @Test func `it is stored whole, and nothing impossible is read`() throws {
    var former = FormerTotals()
    former.end(totals(1000), at: .ms(5))
    former.end(totals(3000), at: .ms(9))
    var bytes = [UInt8](repeating: 0, count: 64)
    var span = bytes.mutableSpan
    unsafe span.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return }
      var writer = unsafe ByteWriter(base, capacity: raw.count, offset: 0)
      former.encode(to: &writer)
      #expect(writer.offset == 64)
    }
    func read(_ bytes: [UInt8]) -> FormerTotals? {
      unsafe bytes.span.withUnsafeBytes { raw in
        guard let base = raw.baseAddress else { return nil }
        var reader = unsafe ByteReader(base, count: raw.count)
        let found = FormerTotals(from: &reader, hasAllPlaces: false)
        return reader.fault == nil ? found : nil
      }
    }
    #expect(read(bytes) == former)
    // The lowest above the highest.
    var wrong = bytes
    wrong[11] = 0xFF
    #expect(read(wrong) == nil)
    wrong = bytes
    wrong.replaceSubrange(0..<8, with: [UInt8](repeating: 0, count: 8))
    #expect(read(wrong) == nil, "totals without an end")
  }
}
