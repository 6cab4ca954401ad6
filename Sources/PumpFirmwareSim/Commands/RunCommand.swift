import ArgumentParser
import FoundationEssentials
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import SerialLink
import Telemetry
import VerbOutput

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

      Example: PumpFirmwareSim run --link pump --state pump.state --card pump.card
      """)

  @Option(help: ArgumentHelp("Make a pty and this stable link to it.", valueName: "path"))
  var link: String?

  @Option(help: ArgumentHelp("Use a serial port instead of a pty.", valueName: "tty"))
  var device: String?

  @Option(help: ArgumentHelp("Listen on TCP instead of a pty.", valueName: "host:port"))
  var listen: String?

  @Option(help: ArgumentHelp("The pump's non-volatile memory; made if missing.", valueName: "file"))
  var state: String

  @Option(help: ArgumentHelp("The implant card; made if missing.", valueName: "file"))
  var card: String

  @Option(
    help: ArgumentHelp(
      "The pump's profile: a YAML file, or \(ProfileFile.names).",
      valueName: "file"))
  var profile = "adult-40ml"

  @Option(
    help: ArgumentHelp(
      "The drugs that the pump takes, with the limits of each: a drug library.",
      discussion: """
        Without it the pump takes baclofen alone, by its profile. fixtures/drugs/intrathecal.yaml \
        is an example, which the programmer reads too.
        """,
      valueName: "file.yaml"))
  var drugs: String?

  @Option(help: "Therapy time: real, a factor such as 3600, or manual.")
  var clock: ClockMode = .scaled(1)

  @Option(help: ArgumentHelp("The bench's socket. Default: next to the link.", valueName: "path"))
  var control: String?

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

  @Flag(help: "Print the ready line, and on stderr the alarms, as JSON objects.")
  var json = false

  func validate() throws {
    let given = [link, device, listen].compactMap { $0 }.count
    if given != 1 {
      throw ValidationError("Give one of --link, --device and --listen: where is the pump?")
    }
    if let control, control == link ?? "" || control == state || control == card {
      throw ValidationError("--control needs a path of its own.")
    }
    if noBody, patient != nil {
      throw ValidationError("--no-body leaves no body to put a --patient into.")
    }
    if let listen, PortAddress.hostAndPort(listen) == nil {
      throw ValidationError("--listen takes HOST:PORT, for example 127.0.0.1:5900.")
    }
  }

  func run() throws {
    var part = RunPart.files
    try CommandExit.reporting(json: json, { part.advice($0) }) {
      let signals = try SignalPipe()
      let profile = try ProfileFile.load(self.profile)
      var randomness = Randomness(seed: seed)
      let known = try CardFile.read(card)
      let card = try known.map { try checked($0, profile) } ?? newCard(profile, &randomness)
      var setup = try profile.setup(for: card)
      setup.isImplanted = !notImplanted
      setup.hasBody = !noBody
      if let drugs { setup.device.drugs = try DrugTableFile.read(drugs, for: setup.device) }
      part = linePart
      let line = try makeLine()
      part = .control
      let controlPath = control ?? "\(link ?? state).control"
      let server = try ControlServer(at: controlPath)
      part = .files
      // Files are made last, when everything else is there, so that a start in vain leaves none.
      let opened = try StateFile.open(state, setup)
      let host = try PumpHost(setup, opened, clock: clock, randomness)
      let actual = card.with(keysOf: host.pump.firmware)
      if known == nil {
        try CardFile.write(actual, to: self.card)
      } else if let words = card.difference(from: actual) {
        StandardStreams.error("PumpFirmwareSim: \(self.card): \(words)\n")
      }
      try admit(host)
      let runner = PumpRunner(host, line: line, control: server, json: json)
      let ready = ReadyJSON(
        card: absolute(self.card), control: absolute(controlPath), link: line.link,
        model: card.model, port: line.port, serial: card.serial)
      let entry = register(ready)
      try tell(try ready.line(json: json) + "\n")
      part = .life
      try runner.run(signals)
      _ = consume entry
    }
  }

  /// Puts in who was asked for, and says of whoever is there what they are worth.
  private func admit(_ host: PumpHost) throws {
    if let patient, try !host.admit(patient) {
      let there = host.pump.world.body?.patient?.name ?? ""
      throw SimulatorError(
        .configuration,
        "\(state): \(there) is in the body of this pump, and nobody else can be; nothing was "
          + "changed. Leave out --patient, or use a new state file")
    }
    guard let name = host.pump.world.body?.patient?.name else { return }
    let report = PatientEventJSON(name)
    if json {
      StandardStreams.error(json: report.line)
    } else {
      StandardStreams.error("PumpFirmwareSim: \(report.words)\n")
    }
  }

  /// Says that the pump is ready. Where nobody reads it the pump runs all the same; where it cannot
  /// be written, as on a full disk, somebody waits for it in vain.
  private func tell(_ line: String) throws {
    do throws(SerialError) {
      if json { try StandardStreams.print(json: line) } else { try StandardStreams.print(line) }
    } catch {
      guard error.kind == .full else { return }
      throw SimulatorError(
        .io, "\(error.description), so nobody would know that the pump runs; it ends")
    }
  }

  private func checked(_ card: ImplantCard, _ profile: ProfileFile) throws -> ImplantCard {
    guard card.model == profile.model else {
      throw SimulatorError(
        .configuration,
        "\(self.card): the card is for a \(card.model), and the profile is of a \(profile.model)")
    }
    return card
  }

  /// A card for a pump that has none: of the pump the state belongs to, or of a new one.
  private func newCard(
    _ profile: ProfileFile, _ randomness: inout Randomness
  ) throws -> ImplantCard {
    let serial = try StateFile.Header.read(state)?.serial.string
    return CardFile.make(model: profile.model, serial: serial, using: &randomness)
  }

  private var linePart: RunPart { link != nil ? .pty : device != nil ? .device : .listener }

  private func makeLine() throws -> PumpLine {
    if let link { return try PumpLine(link: link) }
    if let device { return try PumpLine(device: device) }
    guard let listen, let address = PortAddress.hostAndPort(listen) else {
      preconditionFailure("validate() lets one of three through")
    }
    return try PumpLine(host: address.host, port: address.port)
  }

  /// Lists the pump for `programmer ports`. Not being listed does not stop a pump.
  private func register(_ ready: ReadyJSON) -> PumpRegistry.Entry? {
    do {
      return try PumpRegistry.Entry(
        registering: PumpRecord(
          port: ready.port, link: ready.link ?? "", card: ready.card, model: ready.model,
          serial: ready.serial, control: ready.control))
    } catch {
      StandardStreams.error("PumpFirmwareSim: `programmer ports` will not list it: \(error)\n")
      return nil
    }
  }

  private func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}

/// What the pump says when it can be talked to.
struct ReadyJSON: Codable {
  var event = "ready"
  var card: String
  var control: String
  var link: String?
  var model: String
  var port: String
  var serial: String

  init(card: String, control: String, link: String?, model: String, port: String, serial: String) {
    self.card = card
    self.control = control
    self.link = link
    self.model = model
    self.port = port
    self.serial = serial
  }

  func line(json: Bool) throws -> String {
    if json { return try JSONText.text(self) }
    let parts = [
      ("link", link), ("port", port), ("card", card), ("control", control), ("model", model),
      ("serial", serial),
    ]
    let words = parts.compactMap { part in
      part.1.map { "\(part.0)=\(PumpRecord.escaped($0))" }
    }
    return "ready " + words.joined(separator: " ")
  }
}
