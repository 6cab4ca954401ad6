import Foundation
import ProgrammerSession
import Telemetry

@testable import Handheld

/// A directory with an archive in it, removed at the end of the test.
final class ArchiveLab {
  let directory: String
  var path: String { directory + "/archive.sqlite" }

  init() throws {
    directory = NSTemporaryDirectory() + "archive-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory)
    try? FileManager.default.removeItem(atPath: directory)
  }

  static let session = NewSession(
    serial: "PL40-SAMPLE", model: "PL-40", role: "clinician", verb: "bolus", port: "/dev/pts/1")

  static func order(_ request: UInt16 = 4, session: UInt32 = 9) -> NewOrder {
    NewOrder(
      name: UnsettledOrder(
        request: .startBolus, command: AppliedCommand(session: session, request: request),
        notAfter: 77),
      parameters: "[]", preview: "50 mcg", confirmed: "option --yes", knownTherapySeconds: 90_000)
  }

  /// Runs the SQLite shell on the archive, as another process would use it.
  func shell(_ sql: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-cmd", ".timeout 5000", path, sql]
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }
}
