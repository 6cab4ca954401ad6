import ClientJudge
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Not the one of the testing library.
private typealias Expected = ClientJudge.Expectation

/// What is expected, as values: of a client that is judged in another way than by the cases.
@Suite(.limited)
struct ExpectationTests {
  private func plain(_ mistake: Mistake? = nil) throws -> Evidence {
    try Match.play(.plain, mistake).evidence
  }

  @Test func `a client is held to numbers, which it may reach and not pass`() throws {
    let seen = try plain()
    let frames = seen.conduct.sent.frames
    let bytes = seen.conduct.sent.bytes
    #expect(frames == 7 && bytes > 150, "identify, opening, proof, stage, read-back, commit, close")
    let limits: [(Int, (Int) -> Expected)] = [
      (1, Expected.ordersAtMost), (1, Expected.sessionsAtMost),
      (1, Expected.changesAtMost),
      (frames, Expected.framesAtMost), (bytes, Expected.bytesAtMost),
    ]
    for (count, expectation) in limits {
      #expect(expectation(count).fault(in: seen) == nil)
      let words = try #require(expectation(count - 1).fault(in: seen))
      #expect(words.contains("\(count) ") && words.contains("\(count - 1) is the most"))
    }
  }

  @Test func `the dose is told with its unit`() throws {
    let seen = try plain()
    let wanted = Therapy.simpleContinuous(.ngPerDay(110_500))
    let words = Expected.therapy([wanted, .minimumRate]).fault(in: seen)
    #expect(
      words == "the pump infuses 110 mcg/day now, and it may be 110.5 mcg/day or minimum rate only")
  }

  @Test func `an order is wrong where none may be given, or another kind was asked for`() throws {
    let seen = try plain()
    #expect(Expected.onlyOrders([.commit]).fault(in: seen) == nil)
    #expect(Expected.onlyOrders([.stop]).fault(in: seen)?.contains("ordered commit") == true)
    #expect(Expected.noOrder.fault(in: seen)?.contains("none may be given") == true)
  }

  @Test(arguments: [
    (Claim.done, true), (.unknown, true), (.none(code: 5), true), (.refused, false),
    (.notDone, false),
  ])
  func `a claim holds or not, and unknown is never wrong`(claim: Claim, holds: Bool) throws {
    var seen = try plain()
    seen.claim = claim
    #expect((Expected.claimHolds.fault(in: seen) == nil) == holds)
    seen.after = seen.before
    let isWrong = claim == .done
    #expect((Expected.claimHolds.fault(in: seen) != nil) == isWrong)
    // Who was only watched said nothing.
    seen.claim = nil
    #expect(Expected.claimHolds.fault(in: seen) == nil)
    #expect(Expected.claims([.unknown]).fault(in: seen) == nil)
  }

  @Test func `something else that changed is a third therapy`() throws {
    var seen = try plain()
    seen.after.isStopped = true
    let words = Expected.therapy([seen.after.therapy]).fault(in: seen)
    #expect(words?.contains("something else") == true)
  }

  @Test func `a verdict names the gravest first`() throws {
    let seen = try plain(.overrides)
    let verdict = Verdict(
      seen, by: [.noOrder, .keeps(.overridesNothing), .ordersAtMost(1), .endsWithin(.zero)])
    #expect(verdict.findings.map(\.rule) == [.noOrder, .overridesNothing])
    #expect(verdict.reason.hasSuffix("which nobody had confirmed."))
    #expect(Verdict(seen, by: []).isPassed)
  }
}
