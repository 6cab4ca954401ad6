import ArgumentParser
import BenchControl
import BenchText
import Console
import PumpPlant
import PumpText
import PumpWorld
import Quantities

extension ControlCommand {
  /// `ctl faults`.
  struct Faults: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.faults.effect).",
      discussion: "Example: PumpFirmwareSim ctl faults")

    @OptionGroup var options: Options

    func run() throws { try options.request(.faults) }
  }

  /// `ctl fault`.
  struct FaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fault", abstract: "\(BenchMethod.fault.effect).",
      discussion: """
        One fault of a unit takes the place of another. `ctl faults` lists them. Of an occlusion \
        the value is what still passes, of a catheter's leak what is lost before the tip.

        Examples:
          PumpFirmwareSim ctl fault motor stall --for 12h
          PumpFirmwareSim ctl fault motor drift -20000 ppm
          PumpFirmwareSim ctl fault catheter occlusion 30 %
          PumpFirmwareSim ctl fault catheter disconnection
          PumpFirmwareSim ctl fault reservoir wrong-contents 500 mcg/mL
          PumpFirmwareSim ctl fault battery drain 20 times
          PumpFirmwareSim ctl fault clock reset
          PumpFirmwareSim ctl fault memory damage entry 12
        """)

    @Argument(
      help: "What fails: \(BenchMethod.fault.choices(of: "unit")).",
      completion: .list(BenchMethod.fault.words(of: "unit")))
    var unit: String

    @Argument(
      help: "In which way: \(BenchMethod.fault.choices(of: "kind")).",
      completion: .custom { words, place, _ in Self.kinds(words, before: place) })
    var kind: String

    @Argument(
      parsing: .allUnrecognized,
      help: ArgumentHelp("How badly, for example 200 ppm, 30 % or 10 times.", valueName: "value"))
    var value: [String] = []

    @Option(
      name: .customLong("for"), parsing: .upToNextOption,
      help: ArgumentHelp("How long it lasts; otherwise until `ctl clear`.", valueName: "time"))
    var length: [String] = []

    @OptionGroup var options: Options

    func validate() throws { _ = try request() }

    /// How the unit can fail that stands before a word of a command line, for a shell to complete
    /// it; every kind where there is none.
    private static func kinds(_ words: [String], before place: Int) -> [String] {
      let unit = words.prefix(max(0, place)).compactMap { FaultUnit(name: $0) }.last
      return FaultKind.allCases.filter { kind in
        unit.map { FaultParameter.of($0, kind) != nil } ?? true
      }.map(\.name)
    }

    private func request() throws -> BenchRequest {
      guard let known = FaultUnit(name: unit) else {
        throw ValidationError(
          "“\(unit.shown)” is no unit of a pump; "
            + "it can be \(BenchMethod.fault.choices(of: "unit")).")
      }
      guard let way = FaultKind(name: kind) else {
        throw ValidationError(
          "“\(kind.shown)” is no kind of fault; "
            + "it can be \(BenchMethod.fault.choices(of: "kind")).")
      }
      let lasting =
        length.isEmpty ? nil : try ControlCommand.read(length, QuantityText.duration)
      // A pair that is none has no value to be read; the pump refuses it by name.
      var amount: Int64?
      if !value.isEmpty, let parameter = FaultParameter.of(known, way) {
        if parameter.measure == .moment {
          throw ValidationError(
            "a \(way.name) takes no value; say how long it lasts with --for 12h")
        }
        amount = try ControlCommand.read(value) { text throws(QuantityError) in
          try FaultValue.parse(text, parameter.measure)
        }
      }
      return .fault(known, way, value: amount, length: lasting)
    }

    func run() throws { try options.request(try request()) }
  }

  /// `ctl clear`.
  struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "\(BenchMethod.clear.effect).",
      discussion: """
        Examples:
          PumpFirmwareSim ctl clear motor
          PumpFirmwareSim ctl clear all
        """)

    @Argument(
      help: "Whose: \(BenchMethod.clear.choices(of: "unit")).",
      completion: .list(BenchMethod.clear.words(of: "unit")))
    var unit: String

    @OptionGroup var options: Options

    func validate() throws {
      guard unit == "all" || FaultUnit(name: unit) != nil else {
        throw ValidationError(
          "“\(unit.shown)” is no unit of a pump; "
            + "it can be \(BenchMethod.clear.choices(of: "unit")).")
      }
    }

    func run() throws { try options.request(.clear(FaultUnit(name: unit))) }
  }
}
