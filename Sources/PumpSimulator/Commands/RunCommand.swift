import ArgumentParser
import CommandEntry
import FoundationEssentials
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import SerialLink
import Telemetry

/// `PumpFirmwareSim run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pump until SIGTERM or `ctl quit`.",
    discussion: """
      When the pump can be talked to it prints one line that begins with ready and has words \
      such as link=/tmp/pump, with unusual bytes in them as %XX. Its memory is \
      in the state file, and a pump started again on that file goes on where it was, even after \
      kill -9. While it does not run, no therapy time passes. A state in which something is beyond \
      a hard limit of the profile is refused and left alone (exit code 78). On stderr it tells \
      the first tone of each alarm the patient hears, and when a serial port goes or is back: a \
      pulled adapter ends no therapy, and the pump takes the port again when it is there.

      Behind -- stands a command that is run beside the pump, with PUMPLINK_PORT, PUMPLINK_CARD, \
      PUMPLINK_CONTROL and PUMPLINK_SERIAL in its environment; the pump ends after it, and its \
      exit code is passed on (127 and 126 where it cannot be started). Files that are not named \
      are made for that run alone.

      Examples:
        PumpFirmwareSim run --link pump --state pump.state --card pump.card
        PumpFirmwareSim run -- programmer status
        PumpFirmwareSim run --count 100 --link-dir pumps
      """)

  @Option(
    help: ArgumentHelp("Make a pty and this stable link to it.", valueName: "path"),
    completion: .file())
  var link: String?

  @Option(
    help: ArgumentHelp("Use a serial port instead of a pty.", valueName: "tty"),
    completion: .custom { _, _, _ in ((try? PortDiscovery.serialPorts()) ?? []).map(\.path) })
  var device: String?

  @Option(
    help: ArgumentHelp(
      "Listen on TCP instead of a pty; with rfc2217:// before it, as a serial port that is set.",
      valueName: "host:port"))
  var listen: String?

  @Option(
    help: ArgumentHelp(
      "Call by TCP instead, or rfc2217://, again when the far end goes.", valueName: "host:port"))
  var connect: String?

  @Flag(help: "Be spoken to on standard input and output, and end with them.")
  var stdio = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Wait so long for a --device or --connect that is not there yet, such as 30 s.",
      valueName: "time"))
  var wait: [String] = []

  @Option(
    help: ArgumentHelp("The pump's non-volatile memory; made if missing.", valueName: "file"),
    completion: .file())
  var state: String?

  @Option(
    help: ArgumentHelp("The implant card; made if missing.", valueName: "file"), completion: .file()
  )
  var card: String?

  @Option(
    help: ArgumentHelp(
      "The pump's profile: a YAML file, or \(ProfileFile.names).",
      valueName: "file"),
    completion: .custom { _, _, typed in ProfileChoices.offered(behind: typed) })
  var profile = "adult-40ml"

  @Option(
    help: ArgumentHelp(
      "The drugs that the pump takes, with the limits of each: a drug library.",
      discussion: """
        Without it the pump takes baclofen alone, by its profile. fixtures/drugs/intrathecal.yaml \
        is an example, which the programmer reads too.
        """,
      valueName: "file.yaml"), completion: .file(extensions: ["yaml", "yml"]))
  var drugs: String?

  @Option(
    help: "Therapy time: real, a factor such as 3600, or manual.",
    completion: .list(["real", "manual"]))
  var clock: ClockMode = .scaled(1)

  @Option(
    help: ArgumentHelp("The bench's socket. Default: next to the link.", valueName: "path"),
    completion: .file())
  var control: String?

  @Option(
    help: ArgumentHelp(
      "Capture what goes over the line, as pcapng; - is standard output.",
      discussion: """
        The ready line goes to standard error then. A capture that is there is added to. \
        ctl capture does it later, and for each of several pumps.
        """,
      valueName: "file"),
    completion: .file())
  var capture: String?

  @Option(
    help: ArgumentHelp(
      "Append the keys of each session to a file: with it a capture can be read.",
      discussion: KeyLogHelp.discussion, valueName: "file"),
    completion: .file())
  var keylog: String?

  @Option(
    help: ArgumentHelp(
      "Bench only: make a new card's serial number and keys, and the pump's noise, from a number.",
      discussion: """
        The same run again gives the same bytes. So whoever knows the number knows the keys, and a \
        session recorded before such a run can be replayed in it.
        """,
      valueName: "number"))
  var seed: UInt64?

  @Flag(
    help: ArgumentHelp(
      "Begin a new pump beside its body, not in it.",
      discussion: """
        A trial comes first: ctl inject; then ctl implant. A state file that is there says itself \
        where its pump is.
        """))
  var notImplanted = false

  @Flag(
    help: ArgumentHelp(
      "Begin a new pump where no body is.",
      discussion: """
        It follows another pump: ctl implant FILE brings that one's body. A state file that is \
        there says itself whether a body is.
        """))
  var noBody = false

  @Option(
    help: ArgumentHelp(
      "Put a virtual patient into the body: responder, non-responder, sensitive or child.",
      discussion: """
        With a number such as responder:7 it is another person of that kind. Illustrative only, \
        and never dosing advice. Who is in a state file stays there without being named.
        """,
      valueName: "kind[:seed]"))
  var patient: PatientChoice?

  @Option(help: ArgumentHelp("Run so many pumps at once, in --link-dir.", valueName: "number"))
  var count: Int?

  @Option(
    help: ArgumentHelp(
      "For --count: the folder of links p1, p2 and so on, of their cards and states.",
      valueName: "folder"), completion: .directory)
  var linkDir: String?

  @Option(
    help: ArgumentHelp(
      "Show the pump as a USB adapter to programs under umockdev's preload: the testbed's folder.",
      discussion: """
        Beside --link, or --count. UMOCKDEV_DIR=FOLDER umockdev-wrapper COMMAND runs a program \
        there; ctl usb pulls the adapter and plugs it in.
        """,
      valueName: "folder"), completion: .directory)
  var usbTestbed: String?

  @Option(
    help: ArgumentHelp(
      "What the adapter says it is: \(UsbAdapterList.names). Several, with commas, in turn.",
      valueName: "kind"), completion: .list(UsbAdapterList.allValueStrings))
  var usbAdapter: UsbAdapterList?

  @Flag(help: "Print the ready line, and on stderr the alarms, as JSON objects.")
  var json = false

  @Option(help: ArgumentHelp(visibility: .hidden))
  var withParent: Int32?

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp(
      "Behind --: a command to run beside the pump, which ends with it.", valueName: "command"))
  var command: [String] = []

  func validate() throws {
    if try validateCount() { return }
    try validateFiles()
    try validateLine()
    if let control, [link, state, card].contains(control) {
      throw ValidationError("--control needs a path of its own.")
    }
    try validateRecords()
    try validateTestbed()
    if noBody, patient != nil {
      throw ValidationError("--no-body leaves no body to put a --patient into.")
    }
  }

  /// A pump that outlives its run has a memory and a card that somebody has named.
  private func validateFiles() throws {
    guard command.isEmpty else { return }
    if state == nil {
      throw ValidationError("Missing expected argument '--state <file>'")
    }
    if card == nil {
      throw ValidationError("Missing expected argument '--card <file>'")
    }
  }

  func run() throws {
    if let count, let linkDir { return try runMany(count, in: linkDir) }
    if !command.isEmpty { return try runCommand() }
    guard let state, let card else { preconditionFailure("validate() lets neither be missing") }
    try runPump(state, card)
  }

  private func runPump(_ state: String, _ cardPath: String) throws {
    var part = RunPart.files
    try CommandExit.reporting(json: json, { part.advice($0) }) {
      // Before anything is printed.
      part = .standard
      let standard = stdio ? try StandardLine() : nil
      part = .files
      let signals = try SignalPipe()
      // Whoever started it may have ended before it could ask to be told.
      if let withParent, !StartedProgram.endWithParent(withParent) { return }
      let prepared = try wanted.prepare(state: state, card: cardPath)
      part = linePart
      let line: PumpLine
      switch consume standard {
      case .some(let standard): line = PumpLine(standard)
      case .none:
        // A signal came while it was waited for.
        guard let made = try makeLine(signals) else { return }
        line = made
      }
      part = .testbed
      let testbed = try makeTestbed(pumps: 1)
      if let testbed { try plug(line, into: testbed, serial: prepared.card.serial, place: 0) }
      part = .control
      let controlPath = control ?? "\(link ?? state).control"
      let server = try ControlServer(at: controlPath)
      part = .files
      // Files are made last, when everything else is there, so that a start in vain leaves none.
      let host = try makeHost(prepared)
      let unit = PumpUnit(host, line: line, json: json)
      try keepRecords(of: unit)
      let runner = PumpRunner(unit, control: server, testbed: testbed)
      var ready = ReadyJSON(
        card: absolute(cardPath), control: absolute(controlPath), link: line.link,
        model: prepared.card.model, port: line.port, serial: prepared.card.serial)
      ready.device = line.cable?.device
      ready.usb_testbed = testbed?.root
      let entry = register(ready)
      // Who started it for a command reads the object.
      try tell(ready, asObject: json || withParent != nil)
      part = .life
      try runner.run(signals)
      _ = consume entry
    }
  }

  /// What the options say of the pump.
  var wanted: PumpWanted {
    var wanted = PumpWanted()
    wanted.profile = profile
    wanted.drugs = drugs
    wanted.clock = clock
    wanted.seed = seed
    wanted.isImplanted = !notImplanted
    wanted.hasBody = !noBody
    wanted.patient = patient
    return wanted
  }
}
