import Foundation
import TestLimits
import Testing

/// A pump that is told to end leaves its state and its card, and nothing else.
@Suite(.waiting, .limited, .serialized)
struct PumpExitTests {
  @Test(arguments: [RunningProgram.Signal.terminate, .interrupt, .hangUp])
  func `a signal ends a pump cleanly`(signal: RunningProgram.Signal) throws {
    let bench = try PumpBench()
    try bench.ctl("advance 1 h")
    #expect(bench.files.names == ["card.json", "control", "pump", "registry", "state"])
    #expect(try bench.end(signal) == 0)
    try expectClean(bench)
    try bench.restart()
    #expect(try bench.truth.therapy_time_s == 3600)
  }

  @Test func `the bench ends a pump cleanly`() throws {
    let bench = try PumpBench()
    #expect(try bench.ctl("quit").code == 0)
    // A signal that came while it ends by itself would end it in another way.
    while isAlive(bench.processID) {}
    #expect(try bench.end() == 0)
    try expectClean(bench)
    let late = try bench.ctl("truth")
    #expect(late.code == 69 && late.errors.contains("no pump answers here"), "\(late)")
  }

  @Test func `a pump whose output nobody reads runs on`() throws {
    let bench = try StoppedBench()
    let pump = try bench.start([])
    pump.closeOutput()
    // Caught before there is anything to clean up, or after: both are clean.
    pump.send(SIGTERM)
    #expect(pump.waitForEnd() == 0)
  }

  @Test func `words for closed streams reach no file and no port`() throws {
    let bench = try PumpBench()
    #expect(try bench.end() == 0)
    // A registry that others may write to is refused with a warning, which has nowhere to go.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bench.files.file("registry"))
    let run = "run --link pump --state state --card card.json --control control --clock manual"
    let pump = try closed(run, "PumpFirmwareSim", bench)
    // Nothing tells when it is ready but that it answers.
    let isReady = try (0..<1000).contains { _ in try bench.ctl("truth").code == 0 }
    #expect(isReady)
    for number in 1...2 {
      let stream = "/proc/\(pump.processID)/fd/\(number)"
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: stream) == "/dev/null")
    }
    let bolus = "bolus 50 mcg --over 10 min --yes --port pump --card card.json"
    let programmer = try closed(bolus, "programmer", bench)
    #expect(programmer.waitForEnd() == 73, "it was carried out, and told to nobody")
    try bench.ctl("advance 10 min")
    #expect(try bench.truth.strokes == 101)
    #expect(try bench.ctl("quit").code == 0)
    #expect(pump.waitForEnd() == 0)
    try bench.restart()
    #expect(try bench.status.last_order.order == "startBolus")
  }

  /// Starts a program without standard output and standard error.
  /// Whether a process does something yet, also where nobody has taken note of its end.
  private func isAlive(_ number: Int32) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8)
    return status?.contains("State:\tZ") == false
  }

  private func closed(_ words: String, _ name: String, _ bench: PumpBench) throws -> Program {
    try Program(
      "/bin/sh", ["-c", "exec \"$0\" \(words) >&- 2>&-", Program.path(name)],
      in: bench.files.path, environment: ["PUMPLINK_RUNTIME_DIR": bench.files.file("registry")])
  }

  @Test func `the secret files are for their owner alone`() throws {
    let bench = try PumpBench()
    for name in ["card.json", "state", "control"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: bench.files.file(name))
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  private func expectClean(_ bench: PumpBench) throws {
    #expect(bench.files.names == ["card.json", "registry", "state"])
    let registry = bench.files.file("registry")
    #expect(try FileManager.default.contentsOfDirectory(atPath: registry) == [])
  }
}
