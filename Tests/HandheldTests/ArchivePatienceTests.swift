import TestLimits
import Testing

@testable import Clinic
@testable import Handheld

/// How long rows wait for an archive that another program keeps busy. Time is passed in.
@Suite(.limited)
struct ArchivePatienceTests {
  private let patience = ArchivePatience("a")

  /// How long something waits behind a lock that stays, from a moment on, in ms, and whether that
  /// was said.
  private func wait(
    _ weight: ArchivePatience.Weight, from start: UInt64, until end: UInt64 = .max
  ) -> (waited: UInt64, isSaid: Bool) {
    patience.begin(weight)
    var now = start
    var tries = 0
    var isSaid = false
    while now < end {
      let step = patience.step(tries, at: now)
      isSaid = isSaid || step.isToSay
      if !step.goesOn { return (now - start, isSaid) }
      now += 20
      tries += 1
    }
    return (now - start, isSaid)
  }

  @Test func `once one row has waited in vain the others do not, and an order does all the same`() {
    let first = wait(.other, from: 0)
    #expect(first == (ArchivePatience.forOthers, true))
    for row in 1...60 { #expect(wait(.other, from: 10_000 + UInt64(row)) == (0, false)) }
    #expect(wait(.order, from: 20_000) == (ArchivePatience.forOrders, false))
    #expect(wait(.other, from: 30_000) == (0, false))
  }

  @Test func `after the lock has gone a row waits again`() {
    _ = wait(.other, from: 0)
    patience.succeeded()
    #expect(wait(.other, from: 10_000) == (ArchivePatience.forOthers, false))
  }

  @Test func `a short wait is not worth a word, and a long one is worth one`() {
    #expect(wait(.other, from: 0, until: 1_900) == (1_900, false))
    patience.succeeded()
    #expect(wait(.order, from: 5_000, until: 7_100).isSaid)
    #expect(!wait(.order, from: 9_000).isSaid)
  }
}
