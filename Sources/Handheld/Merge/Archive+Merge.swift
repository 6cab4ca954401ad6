import Foundation
import GRDB
import PumpText
import SerialLink

extension Archive {
  /// Brings what another archive holds into this one, all of it or nothing. The other one may be of
  /// an earlier version; it is only read. Throws when it is no archive, is newer, or contradicts
  /// this one.
  package func merge(_ other: String) throws -> MergeCount {
    let copy = try Self.copy(of: other, besides: path)
    return try copy.read { theirs in
      try durably { mine in
        var merger = ArchiveMerger(mine, theirs)
        return try merger.run()
      }
    }
  }

  /// What a file holds, in memory, in the newest layout.
  private static func copy(of path: String, besides own: String) throws -> DatabaseQueue {
    let file: NamedFile
    do throws(NamedFile.Failure) {
      file = try NamedFile(path)
    } catch {
      throw MergeWords.unreadable(path, error.reason)
    }
    switch file.kind {
    case .missing: throw MergeWords.missing(path)
    case .stream: throw MergeWords.unreadable(path, "it is a pipe or a device")
    case .regular: break
    }
    if isSame(file.path, (try? NamedFile(own).path) ?? own) { throw MergeWords.itself(path) }
    do {
      return try read(file.path, named: path)
    } catch let error as DatabaseError {
      if error.resultCode == .SQLITE_NOTADB { throw MergeWords.foreign(path) }
      throw MergeWords.unreadable(path, error.message ?? "no reason")
    }
  }

  private static func read(_ file: String, named path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    let patience = ArchivePatience(path)
    configuration.busyMode = .callback { patience.waits($0) }
    let copy = try DatabaseQueue()
    // Looked at before it is opened, which may put something beside it.
    let isWhole = !FileManager.default.fileExists(atPath: file + "-wal")
    do {
      try backUp(file, configuration, to: copy)
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_CANTOPEN && isWhole
    {
      // Where nothing can be put beside it, as on a disk that only reads, nobody writes to it.
      let letters = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
      guard let name = file.addingPercentEncoding(withAllowedCharacters: letters) else {
        throw error
      }
      try backUp("file:\(name)?immutable=1", configuration, to: copy)
    }
    let migrator = ArchiveSchema.migrator(ArchiveSchema.migrations)
    try copy.read { db in
      let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      guard mark == ArchiveSchema.applicationID else { throw MergeWords.foreign(path) }
      if try migrator.hasBeenSuperseded(db) { throw MergeWords.newer(path) }
      let health = try String.fetchOne(db, sql: "PRAGMA quick_check") ?? ""
      guard health == "ok" else { throw MergeWords.unreadable(path, "it is damaged") }
    }
    try migrator.migrate(copy)
    return copy
  }

  private static func backUp(
    _ name: String, _ configuration: Configuration, to copy: DatabaseQueue
  ) throws {
    let source = try DatabaseQueue(path: name, configuration: configuration)
    defer { try? source.close() }
    try source.backup(to: copy)
  }

  /// Whether two names lead to one file.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    func number(_ path: String) -> [Int]? {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let file = attributes?[.systemFileNumber] as? Int,
        let disk = attributes?[.systemNumber] as? Int
      else { return nil }
      return [disk, file]
    }
    guard let first = number(one), let second = number(other) else { return one == other }
    return first == second
  }
}
