import Foundation
import Glibc

/// Files about a patient: their owner alone may read them, and they are there whole or not at all.
enum PrivateFile {
  /// What could not be done to a file, and why.
  struct Failure: Error {
    /// In the past tense: "made", "written".
    let step: String
    /// The system's words.
    let reason: String
  }

  /// Makes a file with these bytes that outlives a loss of power; one that is there already is left
  /// alone. What could not be made whole is removed.
  static func make(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws(Failure) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    try check(file, "made")
    defer { close(file) }
    do {
      // Whatever the umask would leave of it.
      try check(fchmod(file, mode), "given its mode")
      try write(bytes, to: file)
      try check(fsync(file), "made durable")
    } catch {
      _ = unsafe unlink(path)
      throw error
    }
  }

  /// Opens a file to write at its end, and makes it if it is missing. Gives its descriptor.
  static func openToAppend(_ path: String) throws(Failure) -> Int32 {
    let file = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o600)
    try check(file, "opened")
    return file
  }

  /// Makes an empty file where there is none.
  static func reserve(_ path: String) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
  }

  /// Writes all of the bytes.
  static func write(_ bytes: [UInt8], to file: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let rest = bytes[done...]
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      try check(Int32(clamping: count), "written")
      done += count
    }
  }

  /// Puts a file in another's place.
  static func rename(_ path: String, to place: String) throws(Failure) {
    try check(unsafe Glibc.rename(path, place), "put in its place")
  }

  /// Makes the names in the directory of a file outlive a loss of power.
  static func sync(directoryOf path: String) throws(Failure) {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let file = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(file, "made durable")
    defer { close(file) }
    try check(fsync(file), "made durable")
  }

  private static func check(_ result: Int32, _ step: String) throws(Failure) {
    guard result < 0 else { return }
    throw Failure(step: step, reason: unsafe String(cString: strerror(errno)))
  }
}
