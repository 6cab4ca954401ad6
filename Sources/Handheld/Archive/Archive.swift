import ClinicText
import FoundationEssentials
import GRDB
import PumpText
import SerialLink

/// The programmer's memory of its visits: one SQLite file that several programmers may use at once.
///
/// Whatever was written before a process is killed is there afterwards. What was written with
/// ``durably(_:)`` is there even after the power failed.
package final class Archive: Sendable {
  package let path: String
  private let queue: DatabaseQueue
  private let patience: ArchivePatience
  /// Whether it goes away with a ``PassingArchive``, so that nothing in it is waited for.
  let isPassing: Bool

  /// Opens the archive, making or migrating it as needed. A file that is something else, or that a
  /// newer programmer wrote, is refused and left as it is.
  package init(
    at path: String, mustExist: Bool = false,
    migrations: [ArchiveMigration] = ArchiveSchema.migrations, isPassing: Bool = false
  ) throws {
    self.path = path
    self.isPassing = isPassing
    // Whoever comes by a link and whoever comes by the name share the lock beside the file.
    let file = try Self.file(path)
    let real = file.path
    let patience = ArchivePatience(path)
    self.patience = patience
    if mustExist && file.kind == .missing {
      throw ArchiveWords.missing(path)
    }
    do {
      // Two programmers that make the archive at once must not both do it.
      let lock = try Self.lock(file)
      defer { withExtendedLifetime(lock) {} }
      let migrator = ArchiveSchema.migrator(migrations)
      try Self.check(real, migrator, patience)
      // Its companions get the same mode from SQLite. What is in there is about patients.
      file.makeIfMissing()
      var configuration = Configuration()
      configuration.busyMode = .callback { patience.waits($0) }
      if isPassing {
        configuration.prepareDatabase { db in
          try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
          try db.execute(sql: "PRAGMA journal_mode = MEMORY")
          try db.execute(sql: "PRAGMA synchronous = OFF")
        }
      } else {
        configuration.journalMode = .wal
      }
      queue = try DatabaseQueue(path: real, configuration: configuration)
      try migrator.migrate(queue)
    } catch {
      throw ArchiveWords.error(error, path)
    }
  }

  /// A lock beside the archive, held while it is opened.
  private final class OpeningLock {
    private let lock: FileLock
    init(_ path: String) throws(SerialError) { lock = try FileLock(locking: path) }
  }

  /// Where an archive is or is to be; only a file can be one.
  private static func file(_ path: String) throws -> NamedFile {
    do throws(NamedFile.Failure) {
      let file = try NamedFile(path)
      if file.kind != .stream { return file }
    } catch {
      throw error.code == 0
        ? ArchiveWords.unusable(path, error.reason) : ArchiveWords.unwritable(path)
    }
    throw ArchiveWords.unusable(path, "this is a pipe or a device, and a file is needed")
  }

  private static func lock(_ file: NamedFile) throws -> OpeningLock {
    let path = file.path
    let directory = file.folder
    if !FileManager.default.fileExists(atPath: directory) {
      // What is in there is about patients.
      try? FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    let end = MonotonicClock.milliseconds() + ArchivePatience.forOrders
    while true {
      do throws(SerialError) {
        return try OpeningLock("\(path)-opening")
      } catch {
        guard error.kind == .busy else {
          throw ArchiveWords.unwritable(path)
        }
        guard MonotonicClock.milliseconds() < end else {
          throw ProgrammerError(
            .io, "\(path): another program keeps the archive busy", advice: ArchiveWords.advice)
        }
        var nothing = PollSet(capacity: 1)
        try nothing.wait(timeoutMilliseconds: 10)
      }
    }
  }

  /// Looks at a file without touching it.
  private static func check(
    _ path: String, _ migrator: DatabaseMigrator, _ patience: ArchivePatience
  ) throws {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let size = attributes?[.size] as? Int, size > 0 else { return }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .callback { patience.waits($0) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    try queue.read { db in
      let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      guard mark == ArchiveSchema.applicationID || (mark == 0 && tables == 0) else {
        throw ArchiveWords.foreign(path)
      }
      if try tables > 0 && migrator.hasBeenSuperseded(db) { throw ArchiveWords.newer(path) }
    }
  }

  // MARK: Access

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.read(body) } catch { throw ArchiveWords.error(error, path) }
  }

  /// Changes the archive; the change outlives the process.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try patiently(.other) { try queue.write(body) }
  }

  /// Changes the archive, and returns only when the change would outlive a loss of power.
  func durably<Value>(
    _ weight: ArchivePatience.Weight = .order, _ body: (Database) throws -> Value
  ) throws -> Value {
    try patiently(weight) {
      try queue.inDatabase { db in
        if !isPassing { try db.execute(sql: "PRAGMA synchronous = FULL") }
        defer { if !isPassing { try? db.execute(sql: "PRAGMA synchronous = NORMAL") } }
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        guard let value else { throw DatabaseError(message: "nothing was written") }
        return value
      }
    }
  }

  /// Changes the archive, and waits for whoever else does as long as what is changed is worth.
  private func patiently<Value>(
    _ weight: ArchivePatience.Weight, _ body: () throws -> Value
  ) throws -> Value {
    patience.begin(weight)
    do {
      let value = try body()
      patience.succeeded()
      return value
    } catch {
      throw ArchiveWords.error(error, path)
    }
  }

  /// Now, as the archive writes it.
  package static func now() -> String {
    Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
