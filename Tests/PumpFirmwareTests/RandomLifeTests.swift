import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Invariant 1 over random lives: what is programmed and what was pumped differ by less than one
/// stroke, at every moment and so over any span.
@Suite(.limited)
struct RandomLifeTests {
  /// Lives of a pump whose power fails only between two calls, with time in jumps.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a life in jumps never drifts by a stroke`(fifty: UInt64) throws {
    for seed in fifty * 50..<fifty * 50 + 50 {
      var life = try RandomLife(seed: seed, isStepped: false)
      for step in 0..<24 { try life.step(step) }
    }
  }

  /// Lives at every deadline, with power that fails between any two actions.
  @Test(arguments: 50..<58 as Range<UInt64>)
  func `a life at each deadline with power cuts anywhere never drifts by a stroke`(
    hundred: UInt64
  ) throws {
    for seed in hundred * 100..<hundred * 100 + 100 {
      var life = try RandomLife(seed: seed, isStepped: true)
      for step in 0..<24 { try life.step(step) }
    }
  }
}
