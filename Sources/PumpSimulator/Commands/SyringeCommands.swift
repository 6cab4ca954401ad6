import ArgumentParser
import BenchControl
import PumpText
import Quantities
import Telemetry

/// What a person does to the reservoir.
extension ControlCommand {
  /// `ctl withdraw`.
  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.withdraw.effect).",
      discussion: """
        It prints what really came: no more than there is above the residual. The pump is not \
        told; `programmer refill` tells it.

        Example: PumpFirmwareSim ctl withdraw 2.1 mL
        """)

    @Argument(help: ArgumentHelp("How much, for example 2.1 mL.", valueName: "volume"))
    var volume: [String]

    @OptionGroup var options: Options

    func validate() throws { _ = try nanolitres() }

    private func nanolitres() throws -> Nanolitres {
      try ControlCommand.positive(try ControlCommand.read(volume, QuantityText.volume))
    }

    func run() throws {
      try options.request(.withdraw(try nanolitres()))
    }
  }

  /// `ctl rinse`.
  struct Rinse: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.rinse.effect).",
      discussion: """
        No syringe reaches the residual, and what is filled in mixes with it. After a rinse it \
        holds rinsing liquid, whose place is taken too by what is filled in next, which stays as \
        strong as it was: as `programmer refill --rinsed` says. The pump is not told.

        Example: PumpFirmwareSim ctl rinse
        """)

    @OptionGroup var options: Options

    func run() throws { try options.request(.rinse) }
  }

  /// `ctl fill`.
  struct Fill: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.fill.effect).",
      discussion: """
        It mixes with what is there, the residual included, unless that was rinsed. The pump is \
        not told; `programmer refill` tells it, truly or not. Where there is another drug than \
        baclofen the truth names each.

        Examples:
          PumpFirmwareSim ctl fill 18 mL --concentration "2000 mcg/mL"
          PumpFirmwareSim ctl fill 20 mL --concentration "1 mg/mL" --drug morphine
          PumpFirmwareSim ctl fill 18 mL --concentration drug-free
        """)

    @Argument(help: ArgumentHelp("How much, for example 18 mL.", valueName: "volume"))
    var volume: [String]

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("What: 2000 mcg/mL, or drug-free.", valueName: "strength"),
      completion: .list(["drug-free"]))
    var concentration: [String]

    @Option(
      help: ArgumentHelp(
        "Which drug: \(BenchMethod.fill.choices(of: "drug")).", valueName: "name"),
      completion: .list(BenchMethod.fill.words(of: "drug")))
    var drug = DrugCode.baclofen.benchName

    @OptionGroup var options: Options

    func validate() throws { _ = try request() }

    private func request() throws -> BenchRequest {
      let volume = try ControlCommand.positive(
        try ControlCommand.read(volume, QuantityText.volume))
      let strength =
        concentration == ["drug-free"]
        ? nil : try ControlCommand.read(concentration, QuantityText.concentration)
      return .fill(volume, strength, try ControlCommand.drug(drug))
    }

    func run() throws { try options.request(try request()) }
  }

  static func positive(_ volume: Nanolitres) throws -> Nanolitres {
    guard volume > .zero else { throw ValidationError("A syringe moves more than nothing.") }
    return volume
  }

  /// The drug of a name.
  static func drug(_ name: String) throws -> DrugCode {
    guard let drug = DrugCode(benchName: name) else {
      throw ValidationError(
        "--drug takes \(BenchMethod.fill.choices(of: "drug")), and not \(name).")
    }
    return drug
  }
}
