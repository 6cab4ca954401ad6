package import Clinic
import PumpText
import Quantities
import Telemetry

extension ClockShift {
  private var size: String { QuantityWords.duration(.seconds(seconds.magnitude)) }

  /// What moves, and what it does to the programme.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("now", QuantityWords.clock(old))
    let direction = seconds < 0 ? "back" : "forward"
    facts.add(
      "new",
      QuantityWords.clock(new) + (seconds == 0 ? ", the same" : ", \(size) \(direction)"))
    guard schedule != nil else {
      facts.add("programme", "\(therapy.mode.words): it does not follow the clock")
      return facts
    }
    if let before = step(at: old), let after = step(at: new) {
      facts.add("step now", StepWords.line(before))
      facts.add("step then", "\(StepWords.line(after))\(before == after ? ", the same" : "")")
    }
    guard seconds != 0, crossesStep else {
      facts.add("effect", "no step is left out or repeated")
      return facts
    }
    let label = seconds > 0 ? "left out" : "repeated"
    let told = stretches
    for (index, stretch) in told.prefix(Self.mostTold).enumerated() {
      facts.add(index == 0 ? label : "", Self.words(stretch))
    }
    if told.count > Self.mostTold {
      facts.add("", "and what follows, \(size) in all")
    }
    return facts
  }

  /// What does not move; `nil` where there is no such thing.
  package var boluses: String? {
    therapy.periodic.map { _ in "Periodic boluses are counted on therapy time and do not move." }
  }

  private static func words(_ stretch: Stretch) -> String {
    let start = MomentWords.minute(stretch.start)
    let length = Milliseconds.seconds(UInt64(stretch.end.rawValue - stretch.start.rawValue))
    return "from \(start) for \(QuantityWords.duration(length)): \(StepWords.dose(stretch.step))"
  }
}
