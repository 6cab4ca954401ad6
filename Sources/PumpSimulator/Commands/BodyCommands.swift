import ArgumentParser
import BenchControl
import PumpPlant
import PumpText
import Quantities
import Telemetry

/// What a surgeon and a needle do.
extension ControlCommand {
  /// `ctl inject`.
  struct Inject: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.inject.effect).",
      discussion: """
        As in a screening trial, before there is any pump; and as a slip in a refill, when the \
        syringe is in the wrong port. The pump is not told.

        Examples:
          PumpFirmwareSim ctl inject 50 mcg
          PumpFirmwareSim ctl inject 100 mcg --drug morphine
        """)

    @Argument(help: ArgumentHelp("How much, for example 50 mcg.", valueName: "dose"))
    var dose: [String]

    @Option(
      help: ArgumentHelp(
        "Which drug: \(BenchMethod.inject.choices(of: "drug")).", valueName: "name"),
      completion: .list(BenchMethod.inject.words(of: "drug")))
    var drug = DrugCode.baclofen.benchName

    @OptionGroup var options: Options

    func validate() throws { _ = try request() }

    private func request() throws -> BenchRequest {
      let nanograms = try ControlCommand.read(dose, QuantityText.nanograms)
      guard nanograms > 0 else { throw ValidationError("A needle injects more than nothing.") }
      return .inject(Picograms(nanograms: nanograms), try ControlCommand.drug(drug))
    }

    func run() throws { try options.request(try request()) }
  }

  /// `ctl implant`.
  struct Implant: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.implant.effect).",
      discussion: """
        The body is the one beside the pump, or comes from a file that ctl explant wrote for this \
        pump, and the file is gone then. A new catheter is full of drug-free liquid and takes the \
        place of the old one. The pump is not told what its path is now; a programmer tells it, \
        rightly or wrongly, with `programmer implant`. A virtual patient feels where the tip lies: \
        at T10 unless told, or where it was before.

        Examples:
          PumpFirmwareSim ctl implant
          PumpFirmwareSim ctl implant --new-catheter 0.132 mL
          PumpFirmwareSim ctl implant --new-catheter 60 cm of 0.0022 mL/cm
          PumpFirmwareSim ctl implant --tip T4
          PumpFirmwareSim ctl implant patient.body
        """)

    @Argument(
      help: ArgumentHelp("A body from another bench.", valueName: "file"), completion: .file())
    var file: String?

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp(
        "What a new catheter holds: 0.132 mL, or 60 cm of 0.0022 mL/cm.", valueName: "volume"))
    var newCatheter: [String] = []

    @Option(
      help: ArgumentHelp(
        "The vertebra at which the tip lies now, C1 to L5, for the patient who is in the body.",
        valueName: "vertebra"))
    var tip: String?

    @OptionGroup var options: Options

    func validate() throws { _ = (try catheter(), try tipCell()) }

    private func tipCell() throws -> UInt32? {
      guard let tip else { return nil }
      guard let level = SpinalLevel(vertebra: tip), level != .unknown else {
        throw ValidationError(
          "“\(tip)” is no vertebra; write C1 to C7, T1 to T12 or L1 to L5. Nothing was done.")
      }
      return PatientSite.cell(atVertebra: Int(level.rawValue))
    }

    private func catheter() throws -> Nanolitres? {
      guard !newCatheter.isEmpty else { return nil }
      let volume = try ControlCommand.read(newCatheter, CatheterVolume.parse)
      return try ControlCommand.positive(volume)
    }

    func run() throws {
      try options.request(
        .implant(
          path: file.map(ControlCommand.absolute), newCatheter: try catheter(),
          tipCell: try tipCell()))
    }
  }

  /// `ctl explant`.
  struct Explant: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.explant.effect).",
      discussion: """
        The pump runs on, and what it pumps is spilled. The body lies beside it; with a file, it \
        goes there instead, for another pump: ctl implant takes it. While the file is there, \
        nobody treats who is in it.

        Examples:
          PumpFirmwareSim ctl explant
          PumpFirmwareSim ctl explant patient.body
        """)

    @Argument(
      help: ArgumentHelp("Where the body goes; not there yet.", valueName: "file"),
      completion: .file())
    var file: String?

    @OptionGroup var options: Options

    func run() throws {
      try options.request(.explant(path: file.map(ControlCommand.absolute)))
    }
  }
}
