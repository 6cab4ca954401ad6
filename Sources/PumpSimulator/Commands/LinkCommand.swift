import ArgumentParser
import BadLink
import BenchControl
import PumpText
import PumpWorld
import Quantities

extension LinkDirection: ExpressibleByArgument {}

extension ControlCommand {
  /// `ctl link`.
  struct LinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "link", abstract: "What is wrong with the line, and how often it happened.",
      discussion: """
        The faults of the line are on real time, whatever the therapy's clock does, and end with \
        the simulator.

        Examples:
          PumpFirmwareSim ctl link
          PumpFirmwareSim ctl link set --loss 10% --duplicate 5%
          PumpFirmwareSim ctl link clear
        """,
      subcommands: [Show.self, SetFaults.self, ClearFaults.self], defaultSubcommand: Show.self)

    /// `ctl link show`.
    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "\(BenchMethod.link.effect).",
        discussion: "Example: PumpFirmwareSim ctl link show")

      @OptionGroup var options: Options

      func run() throws { try options.request(.link) }
    }

    /// `ctl link clear`.
    struct ClearFaults: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "clear", abstract: "\(BenchMethod.linkClear.effect).",
        discussion: "Example: PumpFirmwareSim ctl link clear")

      @Option(help: LinkCommand.directionHelp)
      var direction: LinkDirection = .both

      @OptionGroup var options: Options

      func run() throws {
        try options.request(.linkClear(direction))
      }
    }

    static let directionHelp: ArgumentHelp =
      "Which way: \(BenchMethod.linkSet.choices(of: "direction"))."
  }
}

extension ControlCommand.LinkCommand {
  /// `ctl link set`.
  struct SetFaults: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "\(BenchMethod.linkSet.effect).",
      discussion: """
        What is not named stays as it is, and 0 % or 0 ms takes a fault away. All faults go \
        together. A chance is one for each write, which is what a programmer or the pump hands \
        to the line at once; usually that is a frame. The same seed and the same writes have the \
        same luck. What is under way when faults are set arrives at once.

        Examples:
          PumpFirmwareSim ctl link set --loss 10% --duplicate 5% --reorder 5%
          PumpFirmwareSim ctl link set --latency 20 ms --direction to-pump
          PumpFirmwareSim ctl link set --flip 0.1% --burst 2% --burst-length 8 bytes
          PumpFirmwareSim ctl link set --stall 2 s --stall-chance 5%
          PumpFirmwareSim ctl link set --baud 9600 --seed 7
        """)

    typealias Words = [String]

    @Option(parsing: .upToNextOption, help: Self.chance(.loss))
    var loss: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.duplicate))
    var duplicate: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.reorder))
    var reorder: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.truncate))
    var truncate: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.burst))
    var burst: Words = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("\(LinkSetting.burstEffect).", valueName: "bytes"))
    var burstLength: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.flip))
    var flip: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.merge))
    var merge: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.split))
    var split: Words = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("\(LinkLength.latency.effect), for example 20 ms.", valueName: "time"))
    var latency: Words = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("\(LinkLength.jitter.effect).", valueName: "time"))
    var jitter: Words = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("\(LinkLength.stall.effect).", valueName: "time"))
    var stall: Words = []

    @Option(parsing: .upToNextOption, help: Self.chance(.stall))
    var stallChance: Words = []

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp(
        "\(LinkSetting.baudEffect), for example 9600; or unlimited.", valueName: "speed"),
      completion: .list(["unlimited"]))
    var baud: Words = []

    @Option(help: ControlCommand.LinkCommand.directionHelp)
    var direction: LinkDirection = .both

    @Option(
      help: ArgumentHelp(
        "What luck begins with; \(BenchLine.seed) if never said.", valueName: "number"))
    var seed: UInt64?

    @OptionGroup var options: ControlCommand.Options

    private static func chance(_ chance: LinkChance) -> ArgumentHelp {
      ArgumentHelp("\(chance.effect).", valueName: "chance")
    }

    /// The argument for a chance.
    private func words(_ chance: LinkChance) -> Words {
      switch chance {
      case .duplicate: duplicate
      case .loss: loss
      case .truncate: truncate
      case .burst: burst
      case .flip: flip
      case .reorder: reorder
      case .merge: merge
      case .split: split
      case .stall: stallChance
      }
    }

    /// The argument for a length of time.
    private func words(_ length: LinkLength) -> Words {
      switch length {
      case .latency: latency
      case .jitter: jitter
      case .stall: stall
      }
    }

    func validate() throws {
      if try settings().isEmpty && seed == nil {
        throw ValidationError(
          "Say what is to be wrong with the line, for example --loss 10%; "
            + "`ctl link clear` makes it perfect.")
      }
    }

    func settings() throws -> [LinkSetting] {
      var all = try LinkChance.allCases.compactMap { kind in
        try LinkText.read(words(kind), LinkText.chance).map { LinkSetting.chance(kind, $0) }
      }
      all += try LinkLength.allCases.compactMap { kind in
        try LinkText.read(words(kind), LinkText.length).map { .length(kind, $0) }
      }
      if let bytes = try LinkText.read(burstLength, LinkText.burst) {
        all.append(.burst(bytes: bytes))
      }
      if let speed = try LinkText.read(baud, LinkText.speed) {
        all.append(.baud(speed == 0 ? nil : speed))
      }
      return all
    }

    func run() throws { try options.request(.linkSet(direction, seed: seed, try settings())) }
  }
}
