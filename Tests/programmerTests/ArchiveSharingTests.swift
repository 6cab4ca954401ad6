import Foundation
import GRDB
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Two programmers at once, and one that is killed.
@Suite(.limited, .serialized)
struct ArchiveSharingTests {
  private let lab: ArchiveLab

  init() throws { lab = try ArchiveLab() }

  @Test func `many programmers make and use one archive at once, and nothing is lost`() async throws
  {
    let path = lab.path
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          let archive = try Archive(at: path)
          for place in 0..<10 {
            let session = try archive.begin(ArchiveLab.session)
            let order = ArchiveLab.order(UInt16(place), session: UInt32(number + 1))
            let id = try archive.intend(in: session, serial: "PL40-SAMPLE") { order }
            if place.isMultiple(of: 2) { try archive.settle(id, .done, by: .answer) }
          }
          return 10
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(count == 80)
    let archive = try Archive(at: path)
    #expect(try archive.openOrders(serial: "PL40-SAMPLE").count == 40)
    #expect(try archive.sessions(serial: nil, last: 1000).count == 80)
    #expect(try lab.shell("PRAGMA integrity_check") == "ok\n")
  }

  @Test func `a process that is killed loses nothing it stored, and nothing half done stays`()
    throws
  {
    let archive = try Archive(at: lab.path)
    let session = try archive.begin(ArchiveLab.session)
    // Another process stores a visit, begins a second one, and is killed in its middle.
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", lab.path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let columns = "serial, model, role, verb, port, began"
    let sql = """
      INSERT INTO sessions (\(columns)) VALUES ('KEPT', '', '', '', '', '');
      BEGIN IMMEDIATE;
      INSERT INTO sessions (\(columns)) VALUES ('LOST', '', '', '', '', '');
      SELECT 'ready';

      """
    try input.fileHandleForWriting.write(contentsOf: Data(sql.utf8))
    #expect(output.fileHandleForReading.availableData == Data("ready\n".utf8))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let id = try archive.intend(in: session, serial: "PL40-SAMPLE") { ArchiveLab.order() }
    #expect(id == 1)
    #expect(try archive.serials() == ["KEPT", "PL40-SAMPLE"])
  }

  @Test func `without room on the disk an intent is refused, and what was stored stays`() throws {
    let archive = try Archive(at: lab.path)
    let session = try archive.begin(ArchiveLab.session)
    let pages = try archive.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    try archive.write { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    var order = ArchiveLab.order()
    order.preview = String(repeating: "x", count: 100_000)
    let error = #expect(throws: ProgrammerError.self) {
      try archive.intend(in: session, serial: "PL40-SAMPLE") { order }
    }
    #expect(error?.exitStatus == .io)
    #expect(error?.message.contains("the disk is full") == true)
    #expect(try archive.sessions(serial: nil, last: 9).count == 1)
    #expect(try archive.openOrders(serial: "PL40-SAMPLE").isEmpty)
  }
}
