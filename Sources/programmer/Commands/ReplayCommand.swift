import ArgumentParser
import CaptureFiles
import Clinic
import ClinicText
import Decode
import Handheld
import PumpText
import SerialLink

/// `programmer replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Ask a pump what a capture asks, and compare the answers.",
    discussion: """
      What the programmer of the capture asked is asked again, in a session of its own with the \
      pump at the port, up to the first answer that is not as recorded: recorded frames \
      themselves open nothing. What is sealed in the capture is opened by --card or by --opened-by.

      Clocks, session numbers, nonces, counters and what flows by itself are another each time and \
      are not held, unless with --strict. The exit code is 1 when an answer differs.

      A capture with orders is refused: they would change the therapy of this pump. --readings \
      leaves them out; --orders gives them, as if each were answered with yes. A step that a yes \
      cannot confirm takes --confirm-total as everywhere, and what goes beyond a soft limit \
      --override-soft-limits.

      Examples:
        programmer replay visit.pcapng
        programmer replay visit.pcapng --readings --strict
      """)

  @Argument(help: ArgumentHelp("The capture.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "A key log that opens the capture, where the card does not.", valueName: "file"))
  var openedBy: String?

  @Flag(help: "Leave the orders out.")
  var readings = false

  @Flag(help: "Give the orders too: they change this pump's therapy.")
  var orders = false

  @Flag(help: "Hold the fields that are another each time as well.")
  var strict = false

  @OptionGroup var port: PortOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if readings, orders {
      throw ValidationError("--readings and --orders exclude each other. Nothing was sent.")
    }
    if !orders, !consent.confirmTotal.isEmpty || limits.overrideSoftLimits {
      throw ValidationError("Only --orders gives what needs a consent. Nothing was sent.")
    }
  }

  func run() throws {
    var isDifferent = false
    try Verb.run(json: port.json) {
      let access = try port.access()
      let recording = try read(access)
      if !readings, !orders, !recording.orders.isEmpty { throw refusal(recording) }
      var replay = Replay(
        recording,
        orders: orders
          ? .given(
            try consent.given(yes: Yes(by: "option --orders")),
            overridesSoftLimits: limits.overrideSoftLimits) : .leftOut,
        isStrict: strict)
      try replay.check()
      let visit = try Visit.begin(port, role: recording.role)
      let result = try replay.play(to: visit)
      isDifferent = result.difference != nil
      return result
    }
    if isDifferent { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  private func read(_ access: PumpAccess) throws -> RecordedVisit {
    let log = try openedBy.map { try KeyLogFile.read($0) } ?? []
    var decoder = CaptureDecoder(
      try KeyCard(reading: access.card), log: log, face: .commandLine)
    let contents = try CaptureFile.read(file)
    for remark in contents.remarks { Verb.tell(remark) }
    return try RecordedVisit(contents.pieces.flatMap { decoder.decode($0) }, of: file)
  }

  private func refusal(_ recording: RecordedVisit) -> ProgrammerError {
    let names = recording.orders.map(\.name).joined(separator: ", ")
    let count = QuantityWords.count(UInt64(recording.orders.count), "order", "orders")
    return ProgrammerError(
      .refused,
      "\(file): the capture holds \(count): \(names). They would change the therapy of the pump at "
        + "this port, so nothing was sent; --readings leaves them out, --orders gives them")
  }
}
