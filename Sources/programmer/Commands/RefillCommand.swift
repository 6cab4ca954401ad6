import ArgumentParser
import Clinic
import ClinicText
import Handheld
import PumpText
import Scenario
import Telemetry

/// `programmer refill`.
struct RefillCommand: ProgrammeChangeVerb, AsksByWords {
  static let configuration = CommandConfiguration(
    commandName: "refill",
    abstract: "Record a refill; without a volume, say what to expect when drawing out.",
    discussion: """
      The order of a refill: programmer refill shows the volume the pump expects to be in the \
      reservoir. Draw it out, fill, and record both volumes. What no syringe reaches stays and \
      mixes with what is filled in. Drug, strength and low-reservoir alarm stay unless told.

      Refill only:
        programmer refill
        programmer refill 18 mL --withdrawn 2.1 mL
      With another strength, a bridge and a new dose, all committed together:
        programmer refill 18 mL --withdrawn 2.1 mL \\
          --concentration 1000 mcg/mL --bridge --dose 120 mcg/day
      With another drug, after the reservoir was emptied and rinsed:
        programmer refill 18 mL --withdrawn 2.1 mL --drug morphine --rinsed \\
          --concentration 1000 mcg/mL --bridge --dose 900 mcg/day

      A change of drug or strength needs a decision: --bridge delivers the old drug in the path at \
      the old flow first; --flushed says the path holds the new drug; --skip-bridge goes over at \
      once. A pump holds one drug at a time, and no amount of one is an amount of another: another \
      drug needs a rinse, a new dose, and a patient bolus turned off (--patient-bolus-off).
      """)

  @Argument(help: ArgumentHelp("The volume filled in, for example 18 mL.", valueName: "volume"))
  var filled: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The volume drawn out, for example 2.1 mL.", valueName: "volume"))
  var withdrawn: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The strength of what is filled in, for example 2000 mcg/mL.", valueName: "strength"))
  var concentration: [String] = []

  @Option(help: "The drug that is filled in; else the one that the pump holds.")
  var drug: Choice<DrugCode>?

  @Flag(help: "The reservoir was emptied and rinsed: nothing of the old liquid mixes with the new.")
  var rinsed = false

  @Flag(help: "Turn the patient bolus off with it.")
  var patientBolusOff = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The volume the low-reservoir alarm sounds at, for example 4 mL.", valueName: "volume"))
  var lowAlarm: [String] = []

  @Flag(help: "Deliver one path volume at the old flow first.")
  var bridge = false

  @Flag(help: "The path was flushed with the new drug: no bridge.")
  var flushed = false

  @Option(help: ArgumentHelp("No bridge, for a reason.", valueName: "reason"))
  var skipBridge: Choice<SkipReason>?

  @Flag(help: "Confirm a difference between the volume drawn out and expected.")
  var acceptDiscrepancy = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("A new dose, for example 120 mcg/day.", valueName: "dose"))
  var dose: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Boluses on top of the new dose.", valueName: "bolus"))
  var periodic: [String] = []

  @OptionGroup var titration: TitrationOptions
  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  var asked: ScenarioVerb.Question { (try? wanted()) == nil ? .nothing : .total }

  func run() throws {
    let wanted = try self.wanted()
    try run { access, change in
      guard let wanted else {
        let visit = try Visit.begin(access)
        defer { visit.end() }
        let now = try visit.interrogate()
        return RefillExpectation(
          now: now, running: try visit.foretell(now), drugs: visit.drugs, face: .commandLine)
      }
      return try change(.refill(wanted))
    }
  }

  private func wanted() throws -> RefillWanted? {
    func text(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: " ") }
    let decisions = [bridge, flushed, skipBridge != nil].count { $0 }
    guard decisions <= 1 else {
      throw ValidationError(
        "--bridge, --flushed and --skip-bridge exclude each other. Nothing was sent.")
    }
    guard let filled = text(filled) else {
      let hasOther =
        !withdrawn.isEmpty || !concentration.isEmpty || !dose.isEmpty || decisions > 0
        || drug != nil || rinsed || patientBolusOff
      guard !hasOther else {
        throw ValidationError(
          "Say how much was filled in, for example 18 mL. Nothing was sent.")
      }
      return nil
    }
    _ = try ArgumentText.read(self.filled, ArgumentText.nanolitres)
    guard let withdrawn = text(withdrawn) else {
      throw ValidationError(
        "Say how much was drawn out, for example --withdrawn 2.1 mL; "
          + "`programmer refill` shows what to expect. Nothing was sent.")
    }
    return try ArgumentText.read { () throws(QuantityError) in
      var wanted = try RefillWanted(
        filled: filled, withdrawn: withdrawn, concentration: text(concentration),
        lowAlarm: text(lowAlarm), dose: text(dose), periodic: text(periodic))
      wanted.drug = drug?.value
      wanted.isRinsed = rinsed
      wanted.turnsPatientBolusOff = patientBolusOff
      wanted.decision = bridge ? .bridge : flushed ? .flushed : skipBridge != nil ? .skip : .none
      wanted.skipReason = skipBridge?.value ?? .none
      wanted.acceptsDiscrepancy = acceptDiscrepancy
      return wanted
    }
  }
}
