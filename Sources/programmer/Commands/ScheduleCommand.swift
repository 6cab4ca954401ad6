import ArgumentParser
import Clinic
import ClinicText
import Handheld
import PumpText
import Telemetry

/// `programmer schedule`.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Show the days of the programme, or set a day schedule.",
    discussion: """
      Examples:
        programmer schedule
        programmer schedule set \\
          --step "00:00 100 mcg/day" --step "06:00 150 mcg/day"
      """,
    subcommands: [ShowScheduleCommand.self, SetScheduleCommand.self],
    defaultSubcommand: ShowScheduleCommand.self)
}

/// `programmer schedule show`.
struct ShowScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Draw the days of the programme that runs.",
    discussion: "Example: programmer schedule show")

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { ScheduleResult(try $0.therapyResult()) }
  }
}

/// `programmer schedule set`.
struct SetScheduleCommand: ProgrammeChangeVerb {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change to a day schedule, from a file or typed step by step.",
    discussion: """
      A day has 1 to \(DayPlan.maximumSteps) steps. The first begins at 00:00, each ends when the \
      next begins, and the last at midnight. Every weekday follows one plan. A schedule runs on \
      the pump's wall clock, which must be set.

      The same every day:
        programmer schedule set --step "00:00 100 mcg/day" --step "06:00 150 mcg/day"
      A plan for some days each, its steps behind a colon:
        programmer schedule set \\
          --plan "mon-fri: 00:00 100 mcg/day, 06:00 150 mcg/day" \\
          --plan "weekend: 00:00 120 mcg/day"
      Other steps on one day only:
        programmer schedule set --keep-other-days \\
          --days sat --step "00:00 110 mcg/day"
      From a YAML file (programmer schedule set FILE; - is standard input):
      \(ScheduleFile.example.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))

      Days are mon to sun, lists (mon,wed), ranges (mon-fri), weekdays, weekend, every-day. \
      minimum-rate stands for the flow that only keeps the catheter open.
      """)

  @Argument(
    help: ArgumentHelp("A schedule in YAML.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "A step: when it begins and its dose. Give it once for each step.", valueName: "step"))
  var step: [String] = []

  @Option(help: ArgumentHelp("The days of the steps; every day unless told.", valueName: "days"))
  var days: String?

  @Option(
    help: ArgumentHelp("Days and their steps. Give it once for each plan.", valueName: "plan"))
  var plan: [String] = []

  @Option(
    help: ArgumentHelp(
      "Boluses on top, for example “\(PeriodicText.example), first at 08:00”.", valueName: "bolus"))
  var periodic: String?

  @Flag(help: "Days that no plan is given for keep the one they follow now.")
  var keepOtherDays = false

  @OptionGroup var titration: TitrationOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws {
    if file == nil { _ = try fromArguments() }
    guard file == nil || (step.isEmpty && plan.isEmpty && days == nil) else {
      throw ValidationError(
        "A schedule comes from a file or from --step and --plan, not from both. Nothing was sent.")
    }
    if file != nil, periodic != nil { _ = try typedPeriodic() }
  }

  func run() throws {
    try run { _, change in try change(.schedule(try wanted(), keepsOtherDays: keepOtherDays)) }
  }

  private func wanted() throws -> ScheduleWanted {
    guard let file else { return try fromArguments() }
    return try ScheduleFile.read(file, periodic: typedPeriodic(), keepsOthers: keepOtherDays)
  }

  private func typedPeriodic() throws -> PeriodicWanted? {
    guard let periodic else { return nil }
    return try ArgumentText.read { () throws(QuantityError) in try PeriodicText.read(periodic) }
  }

  private func fromArguments() throws -> ScheduleWanted {
    try ArgumentText.read { () throws(QuantityError) in
      try ScheduleWanted(
        steps: step, days: days, plans: plan, periodic: periodic, keepsOthers: keepOtherDays)
    }
  }
}
