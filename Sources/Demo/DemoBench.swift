import ClinicText
import Console
import Foundation
import Handheld
import PumpText
package import SerialLink

/// Why a demo ends before its end.
package enum DemoEnd: Error {
  /// By a signal.
  case told(SignalPipe.Signal)
  /// Nobody reads it any more.
  case unread

  /// What a program ends with that played it.
  package var exitCode: Int32 {
    switch self {
    case .told(let signal): signal.exitCode
    case .unread: ProgramExitStatus.io.rawValue
    }
  }
}

/// A pump of the demo's own: its process, its files, and the two programs that talk to it.
package final class DemoBench {
  private let directory: URL
  private let pump: Process
  private let simulator: ChildProgram
  private let programmer: ChildProgram
  private let environment: [String: String]
  private let signals: SignalPipe
  private let shows: (String) throws -> Bool

  /// Starts a pump on a pty, in manual time, in a directory of its own. What the demo says goes to
  /// `shows`, which is false once nobody reads it any more.
  package init(shows: @escaping (String) throws -> Bool) throws {
    self.shows = shows
    // The pump must not outlive the demo, however that ends.
    signals = try SignalPipe()
    simulator = try ChildProgram(named: "PumpFirmwareSim")
    programmer = try ChildProgram(named: "programmer")
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("pumplink-demo-\(UUID().uuidString.prefix(8))")
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw ProgrammerError(.io, "\(directory.path): the demo's directory cannot be made")
    }
    self.directory = directory
    func path(_ name: String) -> String { directory.appendingPathComponent(name).path }
    environment = [
      "PUMPLINK_PORT": path("pump"), "PUMPLINK_CARD": path("card.json"),
      "PUMPLINK_CONTROL": path("control"),
      "PUMPLINK_ARCHIVE": path("archive.sqlite"),
    ]
    let started: (process: Process, line: String)
    do {
      started = try simulator.launch([
        "run", "--link", path("pump"), "--state", path("state"), "--card", path("card.json"),
        "--control", path("control"), "--clock", "manual", "--seed", "2026", "--json",
      ])
    } catch {
      try? FileManager.default.removeItem(at: directory)
      throw error
    }
    pump = started.process
    guard Self.isReady(started.line) else {
      close()
      throw ProgrammerError(.unavailable, "the demo's pump did not start")
    }
  }

  /// Whether the first line a pump prints says that it can be talked to.
  private static func isReady(_ line: String) -> Bool {
    struct Event: Decodable { let event: String }
    let event = try? JSONDecoder().decode(Event.self, from: Data(line.utf8)).event
    return event == "ready"
  }

  /// Ends the pump and removes what the demo made.
  package func close() {
    if pump.isRunning {
      pump.terminate()
      pump.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: directory)
  }

  /// Runs a command as a person would type it.
  func type(_ words: [String]) throws -> ChildProgram.Finished {
    try stopIfAsked()
    let program = words[0] == "programmer" ? programmer : simulator
    let finished = try program.run(Array(words.dropFirst()), environment: environment)
    try stopIfAsked()
    guard finished.code == 0 else {
      throw ProgrammerError(
        .refused,
        "the demo's “\(words.joined(separator: " ").shown)” ended with \(finished.code): "
          + "\(finished.errors)")
    }
    return finished
  }

  /// Shows a text; ends the demo when nobody reads it any more.
  func show(_ text: String) throws {
    guard try shows(text) else { throw DemoEnd.unread }
  }

  /// Ends the demo when it was told to, with the exit code that a shell gives to the signal.
  private func stopIfAsked() throws {
    if let signal = try signals.next() { throw DemoEnd.told(signal) }
  }

  /// Runs a command with `--json`, and reads the object it prints.
  func ask<Answer: Decodable>(_ words: [String], as type: Answer.Type) throws -> Answer {
    let text = try self.type(words + ["--json"]).output
    return try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
