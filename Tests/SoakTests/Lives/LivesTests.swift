import Foundation
import PumpWorld
import TestLimits
import Testing

@testable import Soak

/// Random lives of a pump, each from its seed, each held against the reference.
///
/// `PUMPLINK_LIVES=100000` lives more of them, `PUMPLINK_LIFE=17` lives that one again.
@Suite(.limited)
struct LivesTests {
  private static let parts: UInt64 = 16
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  @Test(arguments: 0..<parts)
  func `delivery, mass, limits and log are those of the reference`(part: UInt64) throws {
    if let seed = Self.number("PUMPLINK_LIFE") {
      if part == 0 { Self.live(seed, isTold: true) }
      return
    }
    let count = (Self.number("PUMPLINK_LIVES") ?? 2400) / Self.parts
    for index in 0..<count { Self.live(index * Self.parts + part) }
  }

  private static func live(_ seed: UInt64, isTold: Bool = false) {
    do {
      var life = try Life(seed: seed)
      do { try life.live(steps: 16) } catch {
        Issue.record("\(error)\(isTold ? "\n" + life.story.joined(separator: "\n") : "")")
      }
    } catch { Issue.record("PUMPLINK_LIFE=\(seed): \(error)") }
  }
}
