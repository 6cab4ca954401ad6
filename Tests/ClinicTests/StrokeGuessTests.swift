import TestLimits
import Testing

@testable import Clinic

/// The volume of a stroke, worked out from counters: told again with wider numbers.
@Suite(.limited)
struct StrokeGuessTests {
  /// Drug in pg and strokes times strength, from next to nothing to more than a pump's life.
  static let figures: [(drug: UInt64, strokes: UInt64)] = {
    var figures: [(drug: UInt64, strokes: UInt64)] = []
    var number: UInt64 = 88_172_645_463_325_252
    func next() -> UInt64 {
      number ^= number << 13
      number ^= number >> 7
      number ^= number << 17
      return number
    }
    for _ in 0..<2000 {
      let strokes = next() % (1 << (1 + next() % 40)) + 1
      let whole = next() % (1 << (1 + next() % 20)) + 1
      figures.append((whole * strokes + next() % strokes, strokes))
    }
    // Where a bound is whole, and where the rule changes from two to a twentieth.
    for whole: UInt64 in [1, 2, 3, 39, 40, 41, 60, 250] {
      figures += [(whole * 7, 7), (whole * 7 + 6, 7), (whole * 20 + 19, 20)]
    }
    return figures
  }()

  @Test func `numbers within a twentieth or two are looked at`() {
    for (drug, strokes) in Self.figures {
      let guess = StrokeGuess(drug: drug, strokes: strokes)
      let (exact, divisor) = (UInt128(drug), UInt128(strokes))
      let isSmall = exact < 40 * divisor
      let least =
        isSmall
        ? (exact < 2 * divisor ? 0 : (exact - 2 * divisor) / divisor)
        : 19 * exact / (20 * divisor)
      let most =
        isSmall ? (exact + 2 * divisor) / divisor : 21 * exact / (20 * divisor)
      #expect(
        guess.candidates == UInt64(max(1, least))...UInt64(most), "\(drug) over \(strokes)")
    }
  }

  @Test func `the nearer number is the nearer`() {
    for (drug, strokes) in Self.figures {
      let guess = StrokeGuess(drug: drug, strokes: strokes)
      func distance(_ number: UInt64) -> UInt128 {
        let (volume, exact) = (UInt128(number) * UInt128(strokes), UInt128(drug))
        return volume > exact ? volume - exact : exact - volume
      }
      for one in guess.whole - min(2, guess.whole)...guess.whole + 2 {
        for other in guess.whole - min(2, guess.whole)...guess.whole + 2 {
          #expect(
            (guess.distance(to: one) < guess.distance(to: other))
              == (distance(one) < distance(other)), "\(one), \(other) for \(drug)/\(strokes)")
        }
      }
    }
  }
}
