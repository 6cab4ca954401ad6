import TestLimits
import Testing

/// Random pumps in random states: what each foretells is held against what then happens, in its log
/// and in its catheter.
@Suite(.limited)
struct ForecastLivesTests {
  private static let parts: UInt64 = 4

  /// 120 lives; the moments are those of the first stroke, or of the day's measurement, to the
  /// second in which they are told.
  @Test(arguments: 0..<parts)
  func `what is foretold comes true to the second, in every state`(part: UInt64) throws {
    var met = Set<Awaited>()
    for index in 0..<30 as Range<UInt64> {
      var life = try ForecastLife(seed: index * Self.parts + part)
      do {
        try life.begin()
        met.formUnion(try life.comesTrue())
      } catch { Issue.record("\(error)") }
    }
    #expect(met.count == Awaited.allCases.count, "only \(met) came to be")
  }
}
