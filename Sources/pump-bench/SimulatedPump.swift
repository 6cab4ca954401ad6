import FoundationEssentials
import Glibc
import ProgrammerSession
import PumpText
import SerialLink
import Telemetry

/// A simulator process of this run's own, on files of its own, with therapy time standing still.
struct SimulatedPump: ~Copyable {
  /// The port of the pump.
  let link: String
  private let directory: TemporaryDirectory
  private let process: ChildProcess

  /// Starts a simulator and waits until it can be talked to.
  init(program: String) throws {
    let directory = try TemporaryDirectory()
    let place = directory.path
    let link = place + "/pump"
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else {
      throw SerialError(operation: "make a pipe", code: errno, path: "pipe")
    }
    let ready = Descriptor(owning: ends[0], path: "the pump's standard output")
    let output = Descriptor(owning: ends[1], path: "the pump's standard output")
    // A copy of the near end in the child would hide that the child has ended.
    _ = fcntl(ready.number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(output.number, F_SETFD, FD_CLOEXEC)
    let process = try ChildProcess(
      starting: program,
      [
        "run", "--link", link, "--state", place + "/state", "--card", place + "/card",
        "--clock", "manual", "--seed", "1",
      ],
      // Its entry in the list of running pumps is nobody else's business.
      environment: ["PUMPLINK_RUNTIME_DIR=" + place + "/running"], output: output.number)
    _ = consume output
    try Self.waitUntilReady(ready, program)
    self.directory = directory
    self.process = process
    self.link = link
  }

  /// The process of the simulator.
  var number: Int32 { process.number }

  /// What its implant card says.
  func pairing() throws -> Pairing {
    let data = try? Data(contentsOf: URL(fileURLWithPath: directory.path + "/card"))
    guard let data, let card = try? JSONDecoder().decode(ImplantCard.self, from: data),
      let serial = ShortText<12>(string: card.serial), let key = card.key(of: .clinician)
    else { throw BenchmarkError(.wrong, "the simulator made no implant card that can be read") }
    return Pairing(serial: serial, key: key)
  }

  /// Ends the simulator and removes its files.
  consuming func stop() { process.terminate() }

  private static func waitUntilReady(_ output: borrowing Descriptor, _ program: String) throws {
    var set = PollSet(capacity: 1)
    set.add(output.number, .readable)
    var buffer = [UInt8](repeating: 0, count: 1024)
    var text: [UInt8] = []
    let end = MonotonicClock.milliseconds() + 10_000
    while !text.contains(UInt8(ascii: "\n")) {
      let now = MonotonicClock.milliseconds()
      guard now < end else { throw BenchmarkError(.io, "\(program) did not get ready in 10 s") }
      guard try set.wait(timeoutMilliseconds: Int(end - now)) > 0 else { continue }
      var span = buffer.mutableSpan
      guard case .bytes(let count) = try output.read(into: &span) else {
        throw BenchmarkError(.io, "\(program) ended before it was ready")
      }
      text += buffer.prefix(count)
    }
    guard text.starts(with: Array("ready ".utf8)) else {
      throw BenchmarkError(.wrong, "\(program) did not say that it is ready")
    }
  }
}
