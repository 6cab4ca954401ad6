package import Clinic
import PumpText
import Quantities
import Telemetry

extension ClockShift {
  private var size: String { QuantityWords.duration(.seconds(seconds.magnitude)) }

  /// What moves, and what it does to the programme.
  package var words: String {
    var preview = OrderPreview()
    preview.add("now", QuantityWords.clock(old))
    let direction = seconds < 0 ? "back" : "forward"
    preview.add(
      "new",
      QuantityWords.clock(new) + (seconds == 0 ? ", the same" : ", \(size) \(direction)"))
    guard schedule != nil else {
      preview.add("programme", "\(therapy.mode.words): it does not follow the clock")
      return preview.text + boluses
    }
    if let before = step(at: old), let after = step(at: new) {
      preview.add("step now", StepWords.line(before))
      preview.add("step then", "\(StepWords.line(after))\(before == after ? ", the same" : "")")
    }
    guard seconds != 0, crossesStep else {
      preview.add("effect", "no step is left out or repeated")
      return preview.text + boluses
    }
    let label = seconds > 0 ? "left out" : "repeated"
    let told = stretches
    for (index, stretch) in told.prefix(Self.mostTold).enumerated() {
      preview.add(index == 0 ? label : "", Self.words(stretch))
    }
    if told.count > Self.mostTold {
      preview.add("", "and what follows, \(size) in all")
    }
    return preview.text + boluses
  }

  private var boluses: String {
    therapy.periodic == nil
      ? "" : "Periodic boluses are counted on therapy time and do not move.\n"
  }

  private static func words(_ stretch: Stretch) -> String {
    let start = MomentWords.minute(stretch.start)
    let length = Milliseconds.seconds(UInt64(stretch.end.rawValue - stretch.start.rawValue))
    return "from \(start) for \(QuantityWords.duration(length)): \(StepWords.dose(stretch.step))"
  }
}
