import BenchText
import PumpText
import PumpWorld
import Quantities
import Telemetry

/// All that happened, on a line of time that one can go along, and as a list.
enum TimePane {
  static func screen(
    _ scene: Scene, present: Scene, isPast: Bool, openFrame: Int?
  ) -> PaneScreen {
    let life = scene.life
    var nodes: [Node] = []
    if isPast {
      nodes.add(
        .text(
          "This is the past: \(moment(life.now.therapy)). Nothing can be done in it.", .warn))
      nodes.add(.primary("live", "Back to the present"))
      nodes.add(.plain("branch", "Go on from here; what came after is gone"))
    }
    nodes.add(.timeline(picture(present.life, at: life.now.therapy)))
    nodes.add(.group("What happened", [.log(rows(life))]))
    nodes.add(.group("On the wire", [FrameRows.log(life.wire, open: openFrame)]))
    return PaneScreen(isPast ? "past" : "time", "Time", nodes)
  }

  /// A moment of the life, for people: the day, counted from the first, and the time.
  static func moment(_ time: TherapyTime) -> String {
    let seconds = origin + time.rawValue / 1000
    return "day \(seconds / 86_400 + 1), "
      + QuantityWords.timeOfDay(minutes: seconds % 86_400 / 60)
  }

  /// How far into its first day a life begins, in s.
  private static var origin: UInt64 { UInt64(Scenario.origin.map { $0.rawValue % 86_400 } ?? 0) }

  // MARK: The line

  private static func picture(_ life: Life, at head: TherapyTime) -> TimelinePicture {
    var pump = TimelinePicture.Lane(name: "Pump")
    var alarms = TimelinePicture.Lane(name: "Alarms")
    var hands = TimelinePicture.Lane(name: "Hands")
    for entry in life.diary.entries.suffix(400) {
      guard let line = entry.what.line else { continue }
      let mark = TimelinePicture.Mark(
        at: entry.time.rawValue, words: line.words, tone: line.tone)
      switch line.lane {
      case .pump: pump.marks.append(mark)
      case .alarms: alarms.marks.append(mark)
      case .hands: hands.marks.append(mark)
      }
    }
    let from = life.course.points.first?.time.rawValue ?? 0
    return TimelinePicture(
      from: from, to: max(life.now.therapy.rawValue, from + 1000), now: life.now.therapy.rawValue,
      head: head.rawValue, headWords: moment(head), origin: origin * 1000,
      lanes: [hands, pump, alarms])
  }

  // MARK: The lists

  private static func rows(_ life: Life) -> [Node.LogRow] {
    var rows: [Node.LogRow] = []
    for entry in life.diary.entries.suffix(120).reversed() {
      rows.append(
        Node.LogRow(
          at: moment(entry.time), words: entry.what.words, tone: entry.what.line?.tone ?? .plain))
    }
    return rows
  }
}

extension LifeDiary.What {
  /// Where it stands on the line of time, and how; `nil` for what is only in the list.
  struct Line {
    enum Lane { case pump, alarms, hands }
    var lane: Lane
    var words: String
    var tone = Node.Tone.plain
  }

  var line: Line? {
    switch self {
    case .pump(.logged(let entry)):
      return entry.kind == .step ? nil : Line(lane: .pump, words: LogWords.sentence(entry))
    case .pump(.alarm(let alarm, _)):
      return Line(lane: .alarms, words: alarm.title, tone: alarm.isCritical ? .critical : .warn)
    case .pump(.powerLost), .pump(.started), .pump(.fault), .pump(.faultCleared):
      return Line(lane: .pump, words: words, tone: .warn)
    case .pump(.patientCalled): return Line(lane: .hands, words: words, tone: .warn)
    case .pump(.head): return nil
    case .plugged(let isPlugged):
      return Line(lane: .hands, words: words, tone: isPlugged ? .plain : .warn)
    case .act: return Line(lane: .hands, words: words)
    case .told(_, _, let isGood):
      return Line(lane: .hands, words: words, tone: isGood ? .good : .warn)
    }
  }

  /// What happened, in words.
  var words: String {
    switch self {
    case .pump(.logged(let entry)): "log: \(LogWords.sentence(entry))"
    case .pump(.alarm(let alarm, let tone)):
      "ALARM, \(tone == .twoTone ? "two-tone" : "single tone"): \(alarm.title)"
    case .pump(.powerLost(let isBatteryDead)):
      isBatteryDead ? "the battery is dead" : "the pump has no power"
    case .pump(.started(let cause)): "the pump starts: \(cause.words)"
    case .pump(.head(let place)): "the handheld is moved: \(place.name)"
    case .pump(.fault(let fault, _)): "fails: \(fault.unit.name) \(fault.kind.name)"
    case .pump(.faultCleared(let fault)): "mended: \(fault.unit.name) \(fault.kind.name)"
    case .pump(.patientCalled(let reason, _)): "the patient calls the clinic: \(reason.words)"
    case .plugged(true): "the cable is plugged in"
    case .plugged(false): "the cable is OUT"
    case .act(let words): words
    case .told(let role, let words, _): "the \(role.name)'s handheld: \(words)"
    }
  }
}
