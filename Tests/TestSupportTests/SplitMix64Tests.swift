import TestLimits
import TestSupport
import Testing

@Suite(.limited)
struct SplitMix64Tests {
  @Test func `the numbers of a seed are those of the published generator`() {
    var random = SplitMix64(seed: 1_234_567)
    let numbers = (0..<3).map { _ in random.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test func `a bounded number stays within its bound and reaches both ends`() {
    var random = SplitMix64(seed: 1)
    let numbers = Set((0..<1000).map { _ in random.from(3...5) })
    #expect(numbers == [3, 4, 5])
    let spread = Set((0..<1000).map { _ in random.spread(upTo: 7) })
    #expect(spread.isSuperset(of: [0, 1, 6, 7]) && spread.max() == 7)
  }
}
