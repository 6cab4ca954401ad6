import TestLimits
import Testing

@testable import pump_bench

/// `pump-bench damage`, with fewer patterns than it tries by itself.
@Suite(.limited)
struct DamageTests {
  @Test func `no wrong bits go unnoticed, and no byte costs more than its frame`() {
    let findings = DamageCommand.findings(seed: 4, samples: 300, step: 401)
    #expect(findings.map(\.bad) == [0, 0, 0, 0, 0, 0])
    #expect(findings.map(\.count).prefix(2) == [2048, 2048 * 2047 / 2 / 401])
    #expect(findings.allSatisfy { $0.count >= 100 })
  }

  @Test func `the frame is a full one, and a decoder takes it`() {
    var check = DamageCheck(seed: 9)
    #expect(check.wire.count == 256)
    #expect(check.lost(replacing: 3, by: check.wire[3]) == 0)
    #expect(check.lost(replacing: 3, by: check.wire[3] ^ 1) == 1)
    let isMissed = check.isMissed(flipping: [])
    #expect(!isMissed)
  }

  @Test func `a full-size frame of other content would be noticed`() {
    // Two checks of different frames: what one sends is other content to the other.
    var first = DamageCheck(seed: 1)
    let second = DamageCheck(seed: 2)
    let difference = (0..<first.bits).filter { place in
      (first.wire[place / 8] ^ second.wire[place / 8]) >> UInt8(place % 8) & 1 == 1
    }
    let isMissed = first.isMissed(flipping: difference)
    #expect(isMissed)
  }
}
