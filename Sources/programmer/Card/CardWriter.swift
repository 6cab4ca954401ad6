import Foundation
import Glibc

/// Writes the implant card so that at any moment, whatever happens, there is a whole one: the old
/// or the new.
enum CardWriter {
  /// Writes bytes beside the file, makes them durable, and puts them in the file's place. The file
  /// keeps its mode, and a link to it stays one. Throws when the old file still counts.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    // One name for all of them: what a programmer that died left behind goes with the next.
    let temporary = "\(real).new"
    _ = unsafe unlink(temporary)
    CrashPoint.reach(.beforeCard)
    do {
      try write(bytes, to: temporary, mode: mode(of: real))
      CrashPoint.reach(.besideCard)
      try check(unsafe rename(temporary, real), "put in its place")
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
    // The new name is in force already; it also has to outlive a loss of power.
    try sync(directoryOf: real)
    CrashPoint.reach(.afterCard)
  }

  /// The bits that say who may do what; of a file that cannot be asked, the owner alone.
  private static func mode(of path: String) -> mode_t {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
  }

  private static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    try check(file, "made")
    defer { close(file) }
    // Whatever the umask would leave of it.
    try check(fchmod(file, mode), "given its mode")
    var done = 0
    while done < bytes.count {
      let rest = bytes[done...]
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      try check(Int32(clamping: count), "written")
      done += count
    }
    try check(fsync(file), "made durable")
  }

  private static func sync(directoryOf path: String) throws {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let file = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(file, "made durable")
    defer { close(file) }
    try check(fsync(file), "made durable")
  }

  private static func check(_ result: Int32, _ what: String) throws {
    guard result < 0 else { return }
    let reason = unsafe String(cString: strerror(errno))
    throw ProgrammerError(.io, "the implant card could not be \(what) anew: \(reason)")
  }
}
