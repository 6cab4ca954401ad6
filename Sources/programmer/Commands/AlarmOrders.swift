import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry
import VerbOutput

/// `programmer alarms silence`.
struct SilenceAlarmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence",
    abstract: "Silence the tones of the active alarms for a while, or end a silence with off.",
    discussion: """
      An alarm that begins later sounds all the same. Nothing else of an alarm changes.

      Example: programmer alarms silence 2 h
      """)

  @Argument(help: ArgumentHelp("For how long, for example 2 h; or off.", valueName: "time"))
  var time: [String]

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  func run() throws {
    let minutes = try wanted()
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let agreed = try visit.confirm(
        Self.preview(minutes, now),
        question: minutes == 0 ? "Let them sound?" : "Silence them?", yes: change.yes)
      let done = try visit.order(.silenceAlarms(minutes: minutes), agreed)
      try Self.check(minutes, done)
      return OrderResult(
        order: .silenceAlarms, done: done, sentence: Self.sentence(minutes, done.after))
    }
  }

  /// Compares what the pump says afterwards with what it was told; throws when that is not held.
  static func check(_ minutes: UInt16, _ done: Visit.Done) throws {
    guard let after = done.after else { return }
    // Therapy time may run fast on a bench, so the silence may be partly over by now.
    let now = after.status.therapySeconds
    let gone = (now - min(done.therapySeconds ?? now, now)) / 60 + 1
    let least = minutes - min(minutes, UInt16(clamping: gone))
    // Where no alarm was active there was nothing to silence.
    let isNone = after.silentMinutes == 0 && after.status.alarms.isEmpty
    guard isNone || (least...minutes).contains(after.silentMinutes) else {
      throw ProgrammerError(
        .protocolViolation,
        "the pump says that its tones are silent for "
          + "\(after.silentMinutes) min and not for \(minutes) min. An alarm may go unheard; "
          + "interrogate the pump before the patient leaves")
    }
  }

  static func sentence(_ minutes: UInt16, _ after: Interrogation?) -> String {
    if minutes == 0 { return "done: no tone is silent any more" }
    if after?.silentMinutes == 0 {
      return "done: no alarm is active, so there is no tone to silence"
    }
    return "done: the tones are silent for \(QuantityWords.duration(.minutes(UInt64(minutes))))"
  }

  /// Whose tones are silenced, and until when.
  static func preview(_ minutes: UInt16, _ now: Interrogation) -> String {
    var preview = OrderPreview()
    let alarms = now.status.alarms.list
    preview.add("alarms", alarms.isEmpty ? "none is active" : AlarmWords.line(alarms[0]))
    for alarm in alarms.dropFirst() { preview.add("", AlarmWords.line(alarm)) }
    if now.silentMinutes > 0 { preview.add("now", AlarmWords.silence(now)) }
    preview.add(
      "new",
      minutes == 0
        ? "their tones sound again"
        : "silent; they sound again "
          + MomentWords.after(Ahead(minutes: UInt32(minutes)), from: now.clock))
    return preview.text
  }

  private func wanted() throws -> UInt16 {
    if time == ["off"] { return 0 }
    return try Typed.read { () throws(QuantityError) in
      let minutes = try Typed.minutes(time.joined(separator: " "), as: "a silence")
      guard minutes > 0 else {
        throw QuantityError("a silence of no time is none; to end one write off")
      }
      return minutes
    }
  }
}

/// Which tone is tried, as it is typed.
enum ToneName: String, CaseIterable, ExpressibleByArgument {
  case single
  case twoTone = "two-tone"

  var tone: Tone {
    switch self {
    case .single: .single
    case .twoTone: .twoTone
    }
  }
}

/// `programmer alarms test`.
struct TestAlarmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Sound a tone once, so that the patient knows it. Changes nothing.",
    discussion: "Example: programmer alarms test two-tone")

  @Argument(help: "Which tone.")
  var tone: ToneName

  @OptionGroup var port: PortOptions

  struct Result: VerbResult {
    let tone: ToneName

    struct Report: Encodable {
      let tone: String
    }

    var outcome: VerbAnswer.Outcome { .done }
    var json: any Encodable { Report(tone: tone.rawValue.replacing("-", with: "_")) }
    var words: String { "done: the pump sounds \(tone.tone.words)\n" }
  }

  func run() throws {
    try Verb.read(port) { visit in
      _ = try visit.reply(.query(.testAlarm(TestAlarm(tone.tone))))
      return Result(tone: tone)
    }
  }
}

/// `programmer alarms low-reservoir`.
struct LowReservoirCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "low-reservoir",
    abstract: "Set the volume at which the low-reservoir alarm sounds.",
    discussion: """
      The usual 2 mL was too late for one patient in four of one series; 4 mL was not.

      Example: programmer alarms low-reservoir 4 mL
      """)

  @Argument(help: ArgumentHelp("The volume, for example 4 mL.", valueName: "volume"))
  var volume: [String]

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  func run() throws {
    let nanolitres = try wanted()
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      let running = try visit.foretell(now)
      let agreed = try visit.confirm(
        Self.preview(nanolitres, now, running), question: "Set the alarm?", yes: change.yes)
      var due = ""
      let done = try visit.order(.setLowAlarm(nanolitres), agreed) { after in
        guard let foretold = try? visit.foretell(after) else { return }
        due = ", \(AlarmWords.due(foretold, after))"
      }
      try Self.check(nanolitres, done)
      return OrderResult(
        order: .lowAlarm, done: done,
        sentence: "done: the alarm sounds at \(PathWords.volume(nanolitres))\(due)")
    }
  }

  private func wanted() throws -> UInt32 {
    try Typed.read { () throws(QuantityError) in
      try Typed.nanolitres(volume.joined(separator: " "))
    }
  }

  /// Compares what the pump says afterwards with what it was told; throws when that is not held.
  static func check(_ nanolitres: UInt32, _ done: Visit.Done) throws {
    guard let after = done.after, after.lowAlarmNanolitres != nanolitres else { return }
    throw ProgrammerError(
      .protocolViolation,
      "the pump's low-reservoir alarm is at "
        + "\(PathWords.volume(after.lowAlarmNanolitres)) and not at "
        + "\(PathWords.volume(nanolitres)). The alarm may come too late to call for a refill; "
        + "interrogate the pump before the patient leaves")
  }

  static func preview(
    _ nanolitres: UInt32, _ now: Interrogation, _ running: Forecast
  ) -> String {
    var preview = OrderPreview()
    preview.add(
      "now", "\(PathWords.volume(now.lowAlarmNanolitres)), \(AlarmWords.due(running, now))")
    let isReached = nanolitres >= now.status.reservoirNanolitres
    preview.add(
      "new",
      PathWords.volume(nanolitres)
        + (isReached
          ? ", which is reached now: it sounds at once"
          : "; the pump foretells when, once it is set"))
    return preview.text
  }
}
