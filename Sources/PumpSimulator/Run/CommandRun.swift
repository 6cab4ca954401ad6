import Console
import FoundationEssentials
import PumpText
import SerialLink
import VerbOutput

/// A command that is run beside a pump: the pump is started first, the command is told where it is,
/// and the pump ends after it.
///
/// The pump is a process of its own, so that one that dies, as by a planned crash, leaves somebody
/// who says so; and it is in a session of its own, so that Ctrl-C reaches the command first.
struct CommandRun: ~Copyable {
  private let command: [String]
  private let isTemporary: Bool
  private let json: Bool
  private let signals: SignalPipe
  private let pump: PipedProgram
  private var pumpEnd: StartedProgram.End?

  /// How long a pump has to save its memory and end, in ms.
  private static let grace = 10_000

  /// Starts the pump by the words of its command line, for a command with its arguments.
  init(_ command: [String], pump words: [String], isTemporary: Bool, json: Bool) throws {
    let signals = try SignalPipe()
    let own = "/proc/self/exe"
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: own)) ?? own
    let number = ProcessInfo.processInfo.processIdentifier
    let pump = try PipedProgram(
      path, words + ["--with-parent", "\(number)"], takesInput: false, named: "the pump")
    self.command = command
    self.isTemporary = isTemporary
    self.json = json
    self.signals = signals
    self.pump = pump
  }

  /// Runs it all, and returns what to end with: the command's exit code, or the pump's where it did
  /// not come up, or failed under a command that noticed nothing.
  /// - Parameter archive: Where visits are recorded unless the caller's environment says so.
  mutating func run(archive: String?) throws -> Int32 {
    guard let ready = try waitForPump() else {
      return pumpEnd?.exitCode ?? 0
    }
    let code: Int32
    do throws(SerialError) {
      let started = try StartedProgram(
        command[0], Array(command.dropFirst()), environment: ready.variables(archive: archive))
      code = try wait(for: started)
    } catch {
      code = error.shellCode
      tell(CommandEventJSON(unstarted: command[0], error))
    }
    if pumpEnd == nil { pumpEnd = pump.program.stop(within: Self.grace, isApart: false) }
    if case .exited(let own)? = pumpEnd, code == 0 { return own }
    return code
  }

  /// What the pump says when it is ready; `nil` when it has ended instead, or a signal came.
  private mutating func waitForPump() throws -> ReadyJSON? {
    var heard: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var set = PollSet(capacity: 2)
    while true {
      set.removeAll()
      set.add(signals.fileDescriptor, .readable)
      set.add(pump.fileDescriptor, .readable)
      try set.wait(timeoutMilliseconds: nil)
      if let signal = try signals.next() {
        _ = pump.program.stop(within: Self.grace, isApart: false)
        pumpEnd = .signalled(signal.exitCode - 128)
        return nil
      }
      switch try pump.read(into: &buffer) {
      case .bytes(let count): heard += buffer.prefix(count)
      case .wouldBlock: break
      case .closed:
        // What it had to say instead, for whoever asked for an object.
        StandardStreams.output(json: String(decoding: heard, as: UTF8.self))
        pumpEnd = pump.program.stop(within: Self.grace, isApart: false)
        return nil
      }
      if let end = heard.firstIndex(of: UInt8(ascii: "\n")),
        let ready = try? JSONDecoder().decode(ReadyJSON.self, from: Data(heard[..<end]))
      {
        return ready
      }
    }
  }

  /// Waits until the command has ended, hands it the signals that come, and tells of a pump that
  /// ends before it.
  private mutating func wait(for started: borrowing StartedProgram) throws(SerialError) -> Int32 {
    var set = PollSet(capacity: 3)
    var asked = 0
    while true {
      set.removeAll()
      set.add(signals.fileDescriptor, .readable)
      set.add(started.fileDescriptor, .readable)
      if pumpEnd == nil { set.add(pump.program.fileDescriptor, .readable) }
      try set.wait(timeoutMilliseconds: nil)
      while let caught = try signals.nextCaught() {
        asked += 1
        if asked > 2 { started.kill() }
        // It has that of a terminal already.
        if !caught.isFromTerminal { started.send(caught.signal) }
      }
      if let end = started.end() { return end.exitCode }
      guard pumpEnd == nil, let end = pump.program.end() else { continue }
      pumpEnd = end
      if end != .exited(0) {
        tell(CommandEventJSON(pumpEnd: end, under: command[0], isTemporary: isTemporary))
      }
    }
  }

  private func tell(_ event: CommandEventJSON) {
    if json {
      StandardStreams.error(json: event.line)
    } else {
      StandardStreams.error("PumpFirmwareSim: \(event.words.shown)\n")
    }
  }
}

extension ReadyJSON {
  /// What a command is told of the pump: what `programmer` and `ctl` read, and which pump it is.
  func variables(archive: String?) -> [String: String] {
    var variables = [
      "PUMPLINK_PORT": link ?? port, "PUMPLINK_CARD": card, "PUMPLINK_CONTROL": control,
      "PUMPLINK_SERIAL": serial, "PUMPLINK_MODEL": model,
    ]
    variables["PUMPLINK_ARCHIVE"] = archive
    // What umockdev's preload reads: where the testbed is.
    variables["UMOCKDEV_DIR"] = usb_testbed
    return variables
  }
}
