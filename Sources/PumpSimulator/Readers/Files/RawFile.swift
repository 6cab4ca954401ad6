import Glibc
import PumpText
import SerialLink

/// A file that is read and written at given places, whole or not at all.
struct RawFile: ~Copyable {
  private let descriptor: Descriptor
  let path: String

  /// Opens a file that is there, to read and write it unless told; `nil` when it is not there.
  static func open(_ path: String, writing: Bool = true) throws -> RawFile? {
    if try place(path).kind == .missing { return nil }
    do throws(SerialError) {
      return try RawFile(path, flags: (writing ? O_RDWR : O_RDONLY) | O_CLOEXEC)
    } catch {
      if error.code == ENOENT { return nil }
      throw problem(error, path)
    }
  }

  /// Where a path that was given for a file leads.
  private static func place(_ path: String) throws -> NamedFile {
    do throws(NamedFile.Failure) {
      let place = try NamedFile(path)
      if place.kind != .stream { return place }
    } catch {
      guard error.code == 0 else {
        throw problem(
          SerialError(operation: FileStep.open.rawValue, code: error.code, path: path), path)
      }
      throw SimulatorError(.configuration, "\(path): \(error.reason)")
    }
    throw SimulatorError(
      .configuration, "\(path): this is a pipe or a device, and a file is needed")
  }

  /// What is wrong with a path that was given for a file.
  private static func problem(_ error: SerialError, _ path: String) -> any Error {
    switch error.code {
    case ENOENT, ENOTDIR:
      SimulatorError(.configuration, "\(path): there is no such directory to make the file in")
    default: SerialError(operation: error.operation, code: error.code, path: path)
    }
  }

  /// Makes a file of a fixed size, its space on the disk reserved, so that no later write can find
  /// the disk full. It appears under its name complete and locked, or not at all; a file that is
  /// there already is left alone, and the error is EEXIST, unless it is to be replaced. A link to
  /// it stays one.
  ///
  /// It is on the disk then, unless `waits` is false: for whoever makes many and waits once.
  static func create(
    _ path: String, contents: [UInt8], replacing: Bool = false, waits: Bool = true
  ) throws -> RawFile {
    let place = try place(path).path
    let temporary = "\(place).\(getpid()).new"
    _ = unsafe unlink(temporary)
    defer { _ = unsafe unlink(temporary) }
    do throws(SerialError) {
      let file = try RawFile(temporary, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC)
      try file.check(
        posix_fallocate(file.descriptor.number, 0, off_t(max(contents.count, 1))), .write)
      try file.write(contents.span, at: 0)
      if waits { try file.sync() }
      try file.lock()
      let made = unsafe replacing ? rename(temporary, place) : link(temporary, place)
      if made != 0 { throw file.failure(.make) }
      return RawFile(renamed: file, path)
    } catch {
      throw problem(error, path)
    }
  }

  /// Keeps other pumps off the file until this one ends, however it ends.
  func lock() throws(SerialError) {
    if flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 { throw failure(.lock) }
  }

  /// Lets other pumps have the file.
  func unlock() { _ = flock(descriptor.number, LOCK_UN) }

  private init(_ path: String, flags: Int32) throws(SerialError) {
    let number = unsafe Glibc.open(path, flags, 0o600)
    if number < 0 { throw SerialError(operation: FileStep.open.rawValue, code: errno, path: path) }
    descriptor = Descriptor(owning: number, path: path)
    self.path = path
  }

  private init(renamed file: consuming RawFile, _ path: String) {
    descriptor = file.descriptor
    self.path = path
  }

  /// Throws when others than its owner may read or write a file of ours that holds secrets: they
  /// may be known by now, and nobody should find that out later.
  func checkSecrecy(_ reason: String) throws {
    var status = stat()
    if unsafe fstat(descriptor.number, &status) != 0 { throw failure(.read) }
    guard status.st_uid == geteuid(), status.st_mode & 0o077 != 0 else { return }
    let mode = String(status.st_mode & 0o777, radix: 8)
    throw SimulatorError(
      .configuration,
      "\(path): others may read or change it (mode \(mode)), and \(reason); nothing was changed. "
        + "If nobody has, chmod 600 it and start again")
  }

  /// All the bytes, at most `limit`.
  func readAll(limit: Int) throws(SerialError) -> [UInt8] {
    var status = stat()
    if unsafe fstat(descriptor.number, &status) != 0 { throw failure(.read) }
    var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), limit))
    let count = try read(into: &bytes, at: 0)
    return Array(bytes.prefix(count))
  }

  /// Reads bytes of a place into all of an array, and gives how many there were before the end.
  func read(into bytes: inout [UInt8], at place: Int) throws(SerialError) -> Int {
    var done = 0
    while done < bytes.count {
      let offset = done
      let count = unsafe bytes.withUnsafeMutableBytes { raw in
        unsafe pread(
          descriptor.number, raw.baseAddress.map { unsafe $0 + offset }, raw.count - offset,
          off_t(place + offset))
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure(.read) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Writes bytes to a place.
  func write(_ bytes: Span<UInt8>, at place: Int) throws(SerialError) {
    var done = 0
    while done < bytes.count {
      let offset = done
      let count = unsafe bytes.withUnsafeBytes { raw in
        unsafe pwrite(
          descriptor.number, raw.baseAddress.map { unsafe $0 + offset }, raw.count - offset,
          off_t(place + offset))
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure(.write) }
      done += count
    }
  }

  /// Makes the file so long, its space on the disk reserved; what is there stays.
  func grow(to length: Int) throws(SerialError) {
    try check(posix_fallocate(descriptor.number, 0, off_t(length)), .write)
  }

  /// Waits until what was written is on the disk.
  func sync() throws(SerialError) {
    if fdatasync(descriptor.number) != 0 { throw failure(.write) }
  }

  private func failure(_ step: FileStep) -> SerialError {
    SerialError(operation: step.rawValue, code: errno, path: path)
  }

  private func check(_ code: Int32, _ step: FileStep) throws(SerialError) {
    if code != 0 { throw SerialError(operation: step.rawValue, code: code, path: path) }
  }
}
