import Foundation
import SerialLink

/// A pump of the demo's own: its process, its files, and the two programs that talk to it.
final class DemoBench {
  private let directory: URL
  private let pump: Process
  private let simulator: ChildProgram
  private let programmer: ChildProgram
  private let environment: [String: String]

  /// Starts a pump on a pty, in manual time, in a directory of its own.
  init() throws {
    simulator = try ChildProgram(named: "PumpFirmwareSim")
    programmer = try ChildProgram(named: "programmer")
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("pumplink-demo-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    self.directory = directory
    func path(_ name: String) -> String { directory.appendingPathComponent(name).path }
    environment = [
      "PUMPLINK_PORT": path("pump"), "PUMPLINK_CARD": path("card.json"),
      "PUMPLINK_CONTROL": path("control"),
    ]
    let started: (process: Process, line: String)
    do {
      started = try simulator.launch([
        "run", "--link", path("pump"), "--state", path("state"), "--card", path("card.json"),
        "--control", path("control"), "--clock", "manual", "--seed", "2026",
      ])
    } catch {
      try? FileManager.default.removeItem(at: directory)
      throw error
    }
    pump = started.process
    guard started.line.hasPrefix("ready") else {
      close()
      throw ProgrammerError(.unavailable, "the demo's pump did not start")
    }
  }

  /// Ends the pump and removes what the demo made.
  func close() {
    if pump.isRunning {
      pump.terminate()
      pump.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: directory)
  }

  /// Runs a command as a person would type it.
  func type(_ words: [String]) throws -> ChildProgram.Finished {
    let program = words[0] == "programmer" ? programmer : simulator
    let finished = try program.run(Array(words.dropFirst()), environment: environment)
    guard finished.code == 0 else {
      throw ProgrammerError(
        .refused,
        "the demo's “\(words.joined(separator: " "))” ended with \(finished.code): "
          + finished.errors)
    }
    return finished
  }

  /// Runs a command with `--json`, and reads the object it prints.
  func ask<Answer: Decodable>(_ words: [String], as type: Answer.Type) throws -> Answer {
    let text = try self.type(words + ["--json"]).output
    return try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
