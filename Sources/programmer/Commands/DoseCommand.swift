import ArgumentParser
import PumpText
import Quantities
import Telemetry

/// `programmer dose`.
struct DoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dose",
    abstract: "Change to simple continuous infusion of a dose, or to minimum rate.",
    discussion: """
      The programme is staged in the pump, read back, shown next to the one that runs, and \
      committed when confirmed. Until the commit is stored the old programme runs on. A periodic \
      bolus on top belongs to the programme: without --periodic there is none.

      Examples:
        programmer dose 110 mcg/day
        programmer dose minimum-rate
        programmer dose 110 mcg/day \\
          --periodic "10 mcg over 5 min every 6 h, first at 08:00"
      """)

  @Argument(
    help: ArgumentHelp("The dose, for example 110 mcg/day; or minimum-rate.", valueName: "dose"))
  var dose: [String]

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Boluses on top, for example “\(PeriodicText.example), first after 2 h”.",
      valueName: "bolus"))
  var periodic: [String] = []

  @OptionGroup var titration: TitrationOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  func run() throws {
    let wanted = try self.wanted()
    let indication = try titration.chosen()
    _ = try port.cardPath()
    try Verb.run(json: port.json) {
      try ChangeFlow(port: port, given: try consent.given(change), indication: indication)
        .run(wanted, overridesSoftLimits: limits.overrideSoftLimits)
    }
  }

  private func wanted() throws -> ProgrammeWanted {
    try Typed.read { () throws(QuantityError) in
      try ProgrammeWanted(dose.joined(separator: " "), periodic: periodic.joined(separator: " "))
    }
  }
}

/// A programme without a schedule, as it was typed.
struct ProgrammeWanted {
  private let dose: DoseRate?
  private let periodic: PeriodicWanted?

  /// A dose or minimum rate, and the text of a periodic bolus, which may be empty.
  init(_ text: String, periodic: String) throws(QuantityError) {
    self.periodic = periodic.isEmpty ? nil : try PeriodicText.read(periodic)
    guard text != "minimum-rate" && text != "minimum rate" else {
      guard self.periodic == nil else {
        throw QuantityError(
          "for boluses over minimum rate write: programmer periodic “\(PeriodicText.example)”")
      }
      dose = nil
      return
    }
    let rate = try QuantityText.doseRate(text)
    guard rate > .zero else {
      throw QuantityError(
        "a dose of nothing is no therapy; for the flow that keeps the catheter open write "
          + "minimum-rate, and to stop delivery use `programmer stop`")
    }
    dose = rate
  }

  /// Boluses over minimum rate.
  init(periodic text: String) throws(QuantityError) {
    periodic = try PeriodicText.read(text)
    dose = nil
  }

  /// The programme for a pump whose clock shows a given time.
  func therapy(at clock: WallClock?) throws -> Therapy {
    let bolus = try Typed.late { () throws(QuantityError) in try periodic?.bolus(at: clock) }
    if let dose { return .simpleContinuous(dose, periodic: bolus) }
    return bolus.map(Therapy.periodicBolus) ?? .minimumRate
  }
}
