import Foundation
import GRDB
import PumpText
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// Which files are taken for an archive, and what is done to those that are none.
@Suite(.limited)
struct ArchiveFileTests {
  /// The version after those there are.
  private static let nextVersion = "\(ArchiveSchema.migrations.count + 1)"

  private let lab: ArchiveLab

  init() throws { lab = try ArchiveLab() }

  private func refusal(_ path: String? = nil) -> ProgrammerError? {
    do {
      _ = try Archive(at: path ?? lab.path)
      return nil
    } catch {
      return error as? ProgrammerError
    }
  }

  @Test func `an archive is made where there is none, for its owner only`() throws {
    let path = lab.directory + "/data/pumplink/archive.sqlite"
    _ = try Archive(at: path)
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: (path as NSString).deletingLastPathComponent)[.posixPermissions] as? Int
    #expect(mode == 0o700)
    let archive = try Archive(at: path)
    _ = try archive.begin(ArchiveLab.session)
    for suffix in ["", "-wal", "-shm", "-opening"] {
      let mode = try FileManager.default.attributesOfItem(atPath: path + suffix)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(suffix)")
    }
    let header = try #require(FileManager.default.contents(atPath: path))
    #expect(header.prefix(15) == Data("SQLite format 3".utf8))
  }

  @Test func `an archive that its owner has opened to others stays so`() throws {
    do { _ = try Archive(at: lab.path) }
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: lab.path)
    do { _ = try Archive(at: lab.path) }
    let mode = try FileManager.default.attributesOfItem(atPath: lab.path)[.posixPermissions]
    #expect(mode as? Int == 0o640)
  }

  @Test(arguments: ["hello, this is a letter and no database, long enough to be read", "SQLite"])
  func `a file that is something else is refused and stays as it is`(text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: lab.path))
    let error = try #require(refusal())
    #expect(error.exitStatus == .data)
    #expect(error.message.contains("no archive of visits"), "\(error.message)")
    #expect(FileManager.default.contents(atPath: lab.path) == Data(text.utf8))
  }

  @Test func `a database of another program is refused and stays as it is`() throws {
    _ = try lab.shell("CREATE TABLE recipes (id INTEGER); INSERT INTO recipes VALUES (7)")
    let before = FileManager.default.contents(atPath: lab.path)
    #expect(try #require(refusal()).exitStatus == .data)
    #expect(FileManager.default.contents(atPath: lab.path) == before)
  }

  @Test func `every table and column, and the file's mark, stand in the specification`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../protocol-spec/archive.md").standardizedFileURL
    let words = try String(contentsOf: page, encoding: .utf8)
    _ = try Archive(at: lab.path)
    let tables = try lab.shell("SELECT name FROM pragma_table_list WHERE name NOT LIKE 'sqlite%'")
    let columns = try lab.shell(
      "SELECT DISTINCT c.name FROM pragma_table_list t, pragma_table_info(t.name) c "
        + "WHERE t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'grdb%'")
    let names = (tables + "\n" + columns).split(separator: "\n")
    #expect(names.count > 60)
    for name in names { #expect(words.contains("`\(name)`"), "\(name)") }
    let mark = String(ArchiveSchema.applicationID, radix: 16, uppercase: true)
    #expect(words.contains("0x\(mark)"))
    for fate in ["intended", "unknown", "done", "refused", "not_done"] {
      #expect(OrderFate(rawValue: fate) != nil && words.contains("| `\(fate)` |"))
    }
  }

  @Test func `an archive of a newer programmer is refused and stays as it is`() throws {
    let next = ArchiveMigration(name: Self.nextVersion) { db in
      try db.execute(sql: "CREATE TABLE moods (id INTEGER)")
    }
    do { _ = try Archive(at: lab.path, migrations: ArchiveSchema.migrations + [next]) }
    let before = try lab.shell("SELECT group_concat(sql) FROM sqlite_master")
    let error = try #require(refusal())
    #expect(error.exitStatus == .configuration)
    #expect(error.message.contains("newer programmer"), "\(error.message)")
    #expect(try lab.shell("SELECT group_concat(sql) FROM sqlite_master") == before)
  }

  @Test func `an archive of an older programmer is migrated with all it holds`() throws {
    do {
      let archive = try Archive(at: lab.path)
      _ = try archive.begin(ArchiveLab.session)
    }
    let next = ArchiveMigration(name: Self.nextVersion) { db in
      try db.execute(sql: "ALTER TABLE sessions ADD COLUMN ward TEXT")
    }
    let archive = try Archive(at: lab.path, migrations: ArchiveSchema.migrations + [next])
    #expect(try archive.sessions(serial: nil, last: 9).map(\.serial) == ["PL40-SAMPLE"])
    #expect(try lab.shell("SELECT count(ward IS NULL) FROM sessions") == "1\n")
  }

  @Test func `a migration that fails changes nothing`() throws {
    do { _ = try Archive(at: lab.path) }
    let bad = ArchiveMigration(name: Self.nextVersion) { db in
      try db.execute(sql: "ALTER TABLE sessions ADD COLUMN ward TEXT")
      try db.execute(sql: "INSERT INTO nothing VALUES (1)")
    }
    #expect(throws: ProgrammerError.self) {
      try Archive(at: lab.path, migrations: ArchiveSchema.migrations + [bad])
    }
    #expect(!(try lab.shell("SELECT sql FROM sqlite_master")).contains("ward"))
    #expect(refusal() == nil)
  }

  @Test func `a damaged archive is said to be damaged`() throws {
    do { _ = try Archive(at: lab.path) }
    _ = try lab.shell("PRAGMA journal_mode = DELETE")
    var bytes = try #require(FileManager.default.contents(atPath: lab.path))
    for index in 100..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: URL(fileURLWithPath: lab.path))
    #expect(try #require(refusal()).exitStatus == .data)
  }

  @Test func `a place that cannot be written is a matter of configuration`() throws {
    #expect(try #require(refusal("/proc/nothing/archive.sqlite")).exitStatus == .configuration)
    #expect(try #require(refusal(lab.directory)).exitStatus == .data)
    #expect(throws: ProgrammerError.self) { try Archive(at: lab.path, mustExist: true) }
    #expect(!FileManager.default.fileExists(atPath: lab.path))
  }

  @Test func `moments are written as dates and times in UTC`() {
    #expect(
      Archive.now().wholeMatch(of: /20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z/) != nil)
  }

  @Test(
    arguments: [
      ([:], "/people/me/.local/share/pumplink/archive.sqlite"),
      (["XDG_DATA_HOME": "/data"], "/data/pumplink/archive.sqlite"),
      (["XDG_DATA_HOME": "data"], "/people/me/.local/share/pumplink/archive.sqlite"),
      (["XDG_DATA_HOME": "/data", "PUMPLINK_ARCHIVE": "here"], "here"),
    ] as [([String: String], String)])
  func `where the archive is`(environment: [String: String], path: String) {
    let environment = environment.merging(["HOME": "/people/me"]) { $1 }
    #expect(Archive.path(nil) { environment[$0] } == path)
    #expect(Archive.path("given") { environment[$0] } == "given")
  }
}
