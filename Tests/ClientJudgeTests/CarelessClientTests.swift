import ClientJudge
import Quantities
import TestLimits
import Testing

/// Clients with one mistake each fail the cases that show it, and no other.
@Suite(.limited)
struct CarelessClientTests {
  @Test(arguments: ConformanceCase.allCases)
  func `a careful client passes`(conformanceCase: ConformanceCase) throws {
    let (verdict, evidence, trace) = try Match.play(conformanceCase)
    #expect(
      verdict.isPassed,
      "\(verdict.reason)\n\((evidence.lines + trace.suffix(30)).joined(separator: "\n"))")
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `a careful client passes whatever luck the noisy line has`(seed: UInt64) throws {
    let (verdict, _, trace) = try Match.play(.noisyLine, seed: seed)
    #expect(verdict.isPassed, "\(verdict.reason)\n\(trace.joined(separator: "\n"))")
  }

  @Test(arguments: Mistake.allCases)
  func `a mistake fails the cases that show it, and no other`(mistake: Mistake) throws {
    let failed = try Match.failed(mistake)
    #expect(Set(failed.keys) == Set(mistake.shown.map(\.rawValue)))
    for (name, rules) in failed {
      #expect(rules.contains { mistake.found.contains($0) }, "\(name): \(rules)")
    }
  }

  @Test func `every case but those where all is well is failed by some mistake`() {
    // Who hangs or overrides limits for no reason fails everywhere.
    let telling = Mistake.allCases.filter { ![.hangs, .overrides, .neverExpires].contains($0) }
    let shown = Set(telling.flatMap(\.shown))
    let quiet: Set<ConformanceCase> = [
      .plain, .lowReservoir, .clockJump, .largeStep, .busy, .lateReply, .silent, .otherPump,
      .slowLine,
    ]
    #expect(Set(ConformanceCase.allCases).subtracting(shown) == quiet)
  }

  @Test func `the same client in the same case meets the same`() throws {
    for one in ConformanceCase.allCases {
      let first = try Match.play(one, .asksAgain, seed: 9)
      let second = try Match.play(one, .asksAgain, seed: 9)
      #expect(first.trace == second.trace && first.verdict == second.verdict)
    }
  }
}
