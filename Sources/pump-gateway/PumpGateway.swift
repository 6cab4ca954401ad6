import ArgumentParser
import CommandEntry
import Console
import GatewayCore
import PumpText
import SerialLink

/// The page on a real line: it is served on this machine, and its bytes go to a port and back.
@main
struct PumpGateway: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pump-gateway",
    abstract: "Serve the page on this machine, and carry bytes between it and a line.",
    discussion: """
      The handheld is in the page: keys come from the card file that is chosen there and never \
      pass the gateway, which knows no card and no protocol. When it can be opened it prints one \
      line, ready and the URL with a token of this start in it; whoever has the URL has the line. \
      It listens on this machine alone, and runs until SIGTERM or Ctrl-C. On stderr it tells what \
      becomes of the line.

      The port is open while a page has it, and looked for while it is not there; what is sent \
      meanwhile is thrown away, never sent later. One page has it at a time; the next is told who \
      has it. With --pump-link the pump is in the page, and programmers outside find it at the link.

      Examples:
        pump-gateway --port /dev/ttyUSB0
        pump-gateway --port /tmp/pump --control /tmp/pump.control
        pump-gateway --pump-link /tmp/pump

      Exit codes: 0 ended by a signal; 64 usage; 65 bad file; 69 the place to listen at, or the \
      link, cannot be had; 70 a bug; 74 the ready line could not be printed.
      """)

  static func main() { CommandEntry.begin(Self.self) }

  @Option(
    help: ArgumentHelp("Where the pump is: \(PortAddress.forms).", valueName: "port"))
  var port: String?

  @Option(help: ArgumentHelp("The control socket of the pump's bench.", valueName: "path"))
  var control: String?

  @Option(
    help: ArgumentHelp(
      "Have the pump in the page, and make this stable link to it for programmers.",
      valueName: "path"))
  var pumpLink: String?

  @Option(
    help: ArgumentHelp(
      "Listen here, on this machine only; port 0 is any free one.", valueName: "host:port"))
  var listen = "127.0.0.1:0"

  @Option(
    help: ArgumentHelp("Serve this page, not the one in the program.", valueName: "file"))
  var page: String?

  @Flag(help: "Print the ready line, and on stderr what happens, as JSON objects.")
  var json = false

  func validate() throws {
    guard (port == nil) != (pumpLink == nil) else {
      throw ValidationError("give either --port or --pump-link")
    }
    if control != nil, port == nil { throw ValidationError("--control goes with --port") }
    do {
      _ = try LoopbackPlace(listen)
      _ = try port.map { try PortAddress($0) }
    } catch let error as GatewayProblem {
      throw ValidationError(error.description)
    } catch let error as SerialError {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    do {
      try GatewayRun(try setup(), isJSON: json).run()
    } catch let error as GatewayProblem {
      let status = error.exitStatus
      if json {
        StandardStreams.output(json: CommandFailure(status, error.description).line)
      }
      StandardStreams.error("pump-gateway: \(error.description)\n")
      throw ExitCode(status.rawValue)
    }
  }

  /// What was asked for.
  private func setup() throws -> GatewaySetup {
    var setup = GatewaySetup(place: try LoopbackPlace(listen))
    setup.port = try port.map { try PortAddress($0) }
    setup.control = control
    setup.pumpLink = pumpLink
    setup.page = try page.map { try PageFile.read($0) }
    return setup
  }
}

extension GatewayProblem {
  /// How the program ends for it.
  var exitStatus: ProgramExitStatus {
    switch cause {
    case .usage: .usage
    case .data: .data
    case .unavailable: .unavailable
    case .io: .io
    }
  }
}
