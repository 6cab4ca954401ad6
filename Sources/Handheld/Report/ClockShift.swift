import PumpText
package import Quantities
package import Telemetry

/// What setting the wall clock does to a day schedule that runs on it.
package struct ClockShift {
  package let old: WallClock
  package let new: WallClock
  package let therapy: Therapy
  /// The schedule that runs, with its plans; `nil` in other modes, which do not follow the clock.
  package let schedule: Programme?

  package init(old: WallClock, new: WallClock, therapy: Therapy, schedule: Programme?) {
    self.old = old
    self.new = new
    self.therapy = therapy
    self.schedule = schedule
  }

  /// How many steps that are left out or repeated are told one by one.
  private static let mostTold = 6

  /// How far the clock moves, in s; negative for backwards.
  package var seconds: Int64 { Int64(new.rawValue) - Int64(old.rawValue) }

  private var size: String { QuantityWords.duration(.seconds(seconds.magnitude)) }

  /// A stretch of the week in which one step runs.
  struct Stretch: Equatable {
    let start: WallClock
    let end: WallClock
    let step: DayStep
  }

  /// The stretches between the two clocks, earliest first: left out when the clock goes forward,
  /// repeated when it goes back. At most ``mostTold`` and one more, for a jump can span years.
  var stretches: [Stretch] {
    let first = min(old, new)
    let last = max(old, new)
    var stretches: [Stretch] = []
    var time = first
    while time < last, stretches.count <= Self.mostTold {
      guard let step = step(at: time) else { return [] }
      let end = min(last, self.end(of: step, at: time))
      stretches.append(Stretch(start: time, end: end, step: step))
      time = end
    }
    return stretches
  }

  /// The step of the schedule that runs when the clock shows a time.
  package func step(at clock: WallClock) -> DayStep? {
    let minute = UInt16(clock.rawValue % 86_400 / 60)
    return schedule?.day(of: MomentWords.weekday(clock))?.step(at: minute)
  }

  /// Whether the beginning of a step lies between the two clocks.
  package var crossesStep: Bool { stretches.count > 1 || startsStep(max(old, new)) }

  private func startsStep(_ clock: WallClock) -> Bool {
    step(at: clock).map { UInt32($0.startMinute) * 60 == clock.rawValue % 86_400 } ?? false
  }

  private func end(of step: DayStep, at clock: WallClock) -> WallClock {
    let midnight = clock.rawValue / 86_400 * 86_400
    let day = schedule?.day(of: MomentWords.weekday(clock))
    let next = day?.steps.first { $0.startMinute > step.startMinute }?.startMinute
    return WallClock(rawValue: midnight + UInt32(next ?? 1440) * 60)
  }

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
