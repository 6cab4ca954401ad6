import ArgumentParser
import Clinic
import Handheld
import PumpText
import Quantities
import Telemetry
import VerbOutput

/// Why the clock is set, as it is typed.
enum ClockReasonName: String, CaseIterable, ExpressibleByArgument {
  case set
  case drift
  case daylightSaving = "daylight-saving"
  case travel

  var reason: ClockReason {
    switch self {
    case .set: .set
    case .drift: .correction
    case .daylightSaving: .daylightSaving
    case .travel: .travel
    }
  }
}

/// `programmer clock`.
struct ClockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "Read the pump's wall clock, or set it.",
    discussion: """
      A day schedule runs on this clock. Setting it forward leaves steps out, setting it back \
      repeats them; the pump does that only with --accept-shift. Periodic boluses, lockouts and \
      24-hour limits are counted on therapy time and do not move.

      The pump's log keeps why the clock was set. A clock that was never set, or was lost, needs \
      no reason, and a shift of up to 15 min is drift; anything more needs --reason.

      Examples:
        programmer clock
        programmer clock set now
        programmer clock set 2026-03-29 03:00 --reason daylight-saving \\
          --accept-shift
      """)

  @Argument(help: ArgumentHelp("Nothing to read it; or: set now; or: set DATE TIME."))
  var words: [String] = []

  @Option(
    help: ArgumentHelp(
      "Why: set (never set, lost, wrong), drift, daylight-saving or travel.", valueName: "reason"))
  var reason: ClockReasonName?

  @Flag(help: "Confirm that a running schedule repeats or leaves out steps.")
  var acceptShift = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  /// More than a clock drifts between two visits, in s: why it was so far off only a person knows.
  private static let mostDrift: UInt64 = 900

  struct Result: VerbResult {
    let clock: WallClock?
    let wasSet: Bool
    var reason: ClockReasonName?
    var shift: Int64?
    var crossesStep: Bool?
    /// Whether the pump lost the time, so that what its clock shows is too early.
    var isUncertain = false

    struct Report: Encodable {
      @OrNull var clock: String?
      let is_uncertain: Bool
      @OrNull var reason: String?
      @OrNull var shift_s: Int64?
      @OrNull var shifts_schedule: Bool?
    }

    var outcome: VerbAnswer.Outcome { wasSet ? .done : .read }
    var json: any Encodable {
      Report(
        clock: clock.map(JSONUnits.clock),
        is_uncertain: isUncertain, reason: reason?.rawValue.replacing("-", with: "_"),
        shift_s: shift, shifts_schedule: crossesStep)
    }

    var words: String {
      (wasSet ? "done: the clock shows " : "")
        + (clock.map(QuantityWords.clock) ?? "the clock was never set")
        + (isUncertain ? " or later: the pump lost the time; set the clock" : "") + "\n"
    }
  }

  func validate() throws {
    guard try wanted() == nil else { return }
    guard reason == nil && !acceptShift else {
      throw ValidationError("Say what to set the clock to: clock set now. Nothing was sent.")
    }
  }

  func run() throws {
    let wanted = try self.wanted()
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      let visit = try Visit.begin(port)
      let now = try visit.interrogate()
      guard let wanted else {
        visit.end()
        return Result(
          clock: now.clock, wasSet: false,
          isUncertain: now.status.alarms.contains(.clockUncertain))
      }
      return try set(wanted, visit, now)
    }
  }

  private func set(_ wanted: WallClock, _ visit: Visit, _ now: Interrogation) throws -> Result {
    let shift = try now.clock.map { old in
      let isSchedule = now.therapy.mode == .daySchedule
      return ClockShift(
        old: old, new: wanted, therapy: now.therapy,
        schedule: isSchedule
          ? try Stager(ask: visit.reply).programme(try visit.therapy()) : nil)
    }
    let why: ClockReasonName
    do {
      why = try Self.reason(reason, now, shift)
    } catch {
      visit.end()
      throw error
    }
    var preview =
      shift?.words ?? "now         never set\nnew         \(QuantityWords.clock(wanted))\n"
    preview += "reason      \(why.reason.words)\n"
    if shift?.crossesStep == true && !acceptShift {
      preview += "The pump will refuse: it shifts the schedule only with --accept-shift.\n"
    }
    let agreed = try visit.confirm(preview, question: "Set the clock?", yes: change.yes)
    let done = try visit.order(
      .setClock(wanted, reason: why.reason, acceptsShift: acceptShift), agreed)
    return Result(
      clock: done.after?.clock ?? wanted, wasSet: true, reason: why, shift: shift?.seconds,
      crossesStep: shift?.crossesStep,
      isUncertain: done.after?.status.alarms.contains(.clockUncertain) ?? false)
  }

  /// The reason to send: what is no drift is not called one, for the pump's log keeps it for good.
  static func reason(
    _ given: ClockReasonName?, _ now: Interrogation, _ shift: ClockShift?
  ) throws -> ClockReasonName {
    if let given { return given }
    guard let shift, !now.status.alarms.contains(.clockUncertain) else { return .set }
    guard shift.seconds.magnitude > mostDrift else { return .drift }
    let size = QuantityWords.duration(.seconds(shift.seconds.magnitude))
    let schedule = now.therapy.mode == .daySchedule ? ", and a day schedule runs on it" : ""
    throw ProgrammerError(
      .usage,
      "the clock would move \(size) \(shift.seconds < 0 ? "back" : "forward"), more than a clock "
        + "drifts\(schedule): say why with --reason daylight-saving, travel, set (it was wrong or "
        + "never set) or drift. Nothing was changed")
  }

  private func wanted() throws -> WallClock? {
    if words.isEmpty { return nil }
    guard words.first == "set", words.count > 1 else {
      throw ValidationError("Write: clock, clock set now, or clock set 2026-03-02 08:00.")
    }
    let text = words.dropFirst().joined(separator: " ")
    return try Typed.read { () throws(QuantityError) in
      try text == "now" ? HostClock.now() : QuantityWords.parseClock(text)
    }
  }
}
