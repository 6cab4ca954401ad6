import Foundation
import Synchronization
import Telemetry
import TestLimits
import Testing

/// An order that was carried out never ends as if it had not been, whatever becomes of the word of
/// it; and what could not be told or kept never ends as a success.
@Suite(.waiting, .limited)
struct UntoldTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  /// The order that the pump carried out last.
  private var lastOrder: JSON { get throws { try bench.status.last_order } }

  @Test(arguments: OrderVerb.all)
  func `an order whose result cannot be printed was carried out, and says so`(
    verb: OrderVerb
  ) throws {
    try verb.prepare(bench)
    let before = try lastOrder
    let full = try bench.launch("programmer", verb.arguments, redirected: ">/dev/full").wait()
    #expect(full.code == 73, "\(full)")
    #expect(full.errors.contains("was carried out; do not give it again"), "\(full)")
    #expect(full.errors.contains("no space is left"), "\(full)")
    if verb.words != "emergency --yes" { #expect(try lastOrder != before) }
  }

  @Test(arguments: [">&-", ">/dev/full", "--json >/dev/full", "--json >&-"])
  func `so it is in every way an output can be lost, and a reading is input and output`(
    redirection: String
  ) throws {
    for (verb, code) in [("stop --yes", 73), ("status", 74), ("log", 74)] as [(String, Int32)] {
      let words = verb.split(separator: " ").map(String.init)
      let lost = try bench.launch("programmer", words, redirected: redirection).wait()
      #expect(lost.code == code, "\(verb): \(lost)")
      #expect(lost.errors.contains("could not be printed"), "\(verb): \(lost)")
    }
  }

  @Test func `an order whose reader has gone was carried out`() throws {
    let bolus = try bench.launch(
      "programmer", ["bolus", "5", "mcg", "--over", "5", "min", "--yes"], isRead: false)
    #expect(bolus.waitForEnd() == 73)
    #expect(try bench.status.bolus.remaining_mcg == 5)
  }

  @Test(arguments: OrderVerb.all)
  func `a capture that cannot be kept is said once, and is no success`(verb: OrderVerb) throws {
    try verb.prepare(bench)
    let order = try bench.programmer(verb.arguments + ["--capture", "/dev/full"])
    #expect(order.code == 73 && order.json.outcome == "done", "\(order)")
    #expect(order.errors.components(separatedBy: "the capture cannot be written").count == 2)
  }

  @Test func `a reading whose capture cannot be kept is told, and is no success`() throws {
    let status = try bench.programmer("status --capture /dev/full")
    #expect(status.code == 74 && status.json.delivery == "running", "\(status)")
    #expect(status.errors.contains("The visit goes on"))
  }

  @Test func `an order whose outcome finds the archive locked is told soon, as not recorded`()
    throws
  {
    let other = Process()
    let sql = Pipe()
    let held = Pipe()
    other.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    other.arguments = ["sqlite3", "-batch", bench.files.file("archive.sqlite")]
    other.standardInput = sql
    other.standardOutput = held
    try other.run()
    let (keys, screen) = (sql.fileHandleForWriting, held.fileHandleForReading)
    let bolus = try throughCable("bolus 5 mcg --over 5 min --yes") { _ in
      // A change that is begun and not written, as in a browser of data.
      try? keys.write(contentsOf: Data("BEGIN IMMEDIATE;\nSELECT 'held';\n".utf8))
      _ = screen.availableData
    }
    kill(other.processIdentifier, SIGKILL)
    other.waitUntilExit()
    #expect(bolus.code == 73 && bolus.json.outcome == "done", "\(bolus)")
    let words = bolus.errors.components(separatedBy: "\n")
    #expect(words.count { $0.contains("another program keeps the archive busy; it is") } == 1)
    #expect(words.count { $0.contains("what became of the order could not be stored") } == 1)
    let next = try bench.programmer("status")
    #expect(next.code == 0 && next.errors.contains("the pump says that it was carried out"))
  }

  @Test func `an order whose outcome finds the disk full is told, as not recorded`() throws {
    let bolus = try throughCable("bolus 5 mcg --over 5 min --yes") { process in
      // No file of this process may have more than a byte from here on.
      _ = try? Program(
        "/usr/bin/prlimit", ["--pid", "\(process)", "--fsize=1"], in: "/tmp", environment: [:]
      ).wait()
    }
    #expect(bolus.code == 73 && bolus.json.outcome == "done", "\(bolus)")
    let next = try bench.programmer("status")
    #expect(next.code == 0 && next.errors.contains("the pump says that it was carried out"))
  }

  @Test func `what the bench did is done, also when its answer cannot be printed`() throws {
    for (words, code) in [
      ("truth", 74), ("faults", 74), ("link", 74), ("reconcile", 74), ("advance 1 h", 73),
      ("withdraw 1 mL", 73), ("sample --every 1h --for 2h", 74), ("quit", 73),
    ] as [(String, Int32)] {
      let arguments = ["ctl"] + words.split(separator: " ").map(String.init)
      let lost = try bench.launch("PumpFirmwareSim", arguments, redirected: ">/dev/full").wait()
      #expect(lost.code == code, "\(words): \(lost)")
      #expect(lost.errors.contains("no space is left"), "\(words): \(lost)")
    }
  }

  @Test func `a pump that cannot say that it is ready does not run`() throws {
    let stopped = try StoppedBench()
    let words = stopped.arguments([]).map { "'\($0)'" }.joined(separator: " ")
    let pump = try Program(
      "/bin/sh", ["-c", "exec \"$0\" \(words) >/dev/full", Program.path("PumpFirmwareSim")],
      in: stopped.files.path, environment: ["PUMPLINK_RUNTIME_DIR": stopped.files.file("registry")]
    ).wait()
    #expect(pump.code == 74 && pump.errors.contains("no space is left"), "\(pump)")
  }

  /// Runs an order of a bolus over a cable, and does something as the order passes.
  private func throughCable(
    _ words: String, _ meanwhile: @escaping @Sendable (_ process: Int32) -> Void
  ) throws -> Finished {
    let link = bench.files.file("cable")
    let process = Mutex<Int32>(0)
    let isKnown = DispatchSemaphore(value: 0)
    let cable = Cable(at: link, toPort: bench.files.file("pump")) { frame in
      if frame.request == .startBolus {
        isKnown.wait()
        meanwhile(process.withLock { $0 })
      }
      return Cable.unharmed(frame)
    }
    let arguments = words.split(separator: " ").map(String.init) + ["--port", link, "--json"]
    let program = try bench.launch("programmer", arguments)
    process.withLock { $0 = program.processID }
    isKnown.signal()
    let finished = program.wait()
    withExtendedLifetime(cable) {}
    return finished
  }
}
