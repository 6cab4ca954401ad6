import BadLink
import PumpWorld
import Quantities

/// The line between handheld and pump.
extension Pump {
  /// Sets how good the line is, both ways. What is under way arrives at once.
  public func setLine(_ quality: LineQuality) {
    use { bench in
      let faults = quality.faults
      precondition(faults.isWithinLimits, "a line of \(quality) is beyond what a line can be")
      bench.line.set(faults, seed: bench.line.seed(to: .pump), to: .pump, at: bench.now.link)
      bench.line.set(
        faults, seed: bench.line.seed(to: .programmer), to: .programmer, at: bench.now.link)
    }
  }

  /// Lets something go wrong on the line, once. It waits for its occasion, and another takes its
  /// place.
  public func arrange(_ mishap: LineMishap) { use { $0.mishap = mishap } }

  /// What was arranged and has not happened; `nil` for nothing.
  public var arrangedMishap: LineMishap? { use { $0.mishap } }

  /// Pulls the cable: nothing passes until ``plugIn()``.
  public func unplug() { use { $0.isPlugged = false } }

  /// Plugs the cable in again. What was sent meanwhile is lost.
  public func plugIn() {
    use { bench in
      bench.isPlugged = true
      bench.pump.linkInterrupted()
    }
  }
}
