import Foundation

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

  /// Writes the report beside its place, then moves it there.
  static func write(_ text: String, to path: String, isForced: Bool) throws {
    let url = URL(fileURLWithPath: path)
    let data = Data(text.utf8)
    do {
      if isForced { return try data.write(to: url, options: .atomic) }
      // Moving, unlike an atomic write, does not replace what somebody put there meanwhile.
      let part = url.deletingLastPathComponent()
        .appendingPathComponent(".\(url.lastPathComponent)-\(UUID().uuidString.prefix(8))")
      defer { try? FileManager.default.removeItem(at: part) }
      try data.write(to: part)
      try FileManager.default.moveItem(at: part, to: url)
    } catch {
      throw ProgrammerError(
        .io,
        "\(path): the report could not be written (\(error.localizedDescription)). The pump's "
          + "therapy is not affected")
    }
  }
}
