import Foundation
import PumpText

/// Puts a report where it belongs, whole or not at all.
enum ReportWriter {
  /// Throws unless a file may be written there: it is checked before a pump is asked for anything.
  static func check(_ path: String, isForced: Bool) throws {
    var isDirectory: ObjCBool = false
    let place = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: place) else {
      throw ProgrammerError(
        .usage, "\(place) is no directory that can be written to. Nothing was written")
    }
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      return
    }
    if isDirectory.boolValue {
      throw ProgrammerError(.usage, "\(path) is a directory; name a file. Nothing was written")
    }
    guard isForced else {
      throw ProgrammerError(
        .usage, "\(path) is there already. Nothing was written; add --force to replace it")
    }
  }

  /// Writes the report beside its place, then moves it there. It is about a patient: its owner
  /// alone may read it, unless it replaces one that others may.
  static func write(_ text: String, to path: String, isForced: Bool) throws {
    let url = URL(fileURLWithPath: path)
    let part = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent)-\(UUID().uuidString.prefix(8))")
    defer { try? FileManager.default.removeItem(at: part) }
    let reason: String
    do {
      try PrivateFile.make(part.path, Array(text.utf8), mode: isForced ? mode(of: path) : 0o600)
      if isForced { return try PrivateFile.rename(part.path, to: path) }
      // Moving does not replace what somebody put there meanwhile.
      return try FileManager.default.moveItem(at: part, to: url)
    } catch let error as PrivateFile.Failure {
      reason = error.reason
    } catch {
      reason = error.localizedDescription
    }
    throw ProgrammerError(
      .io,
      "\(path): the report could not be written (\(reason)). The pump's therapy is not affected")
  }

  /// Who may read the file that is replaced.
  private static func mode(of path: String) -> mode_t {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? Int).map { mode_t($0 & 0o777) } ?? 0o600
  }
}
