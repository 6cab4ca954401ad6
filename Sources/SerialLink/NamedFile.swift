import Glibc

/// A file that a person named, to be written: where the name leads, and what is there.
///
/// There is one way to write such a file for each kind of thing. A regular file is written beside
/// its place and then put there, whole or not at all; a link to it stays a link. A pipe or a
/// character device is written into, for putting a file in its place would take it away from
/// everybody. Directories, sockets and disks are refused.
package struct NamedFile: Equatable, Sendable {
  /// What is there.
  package enum Kind: Sendable {
    /// Nothing.
    case missing
    /// A regular file.
    case regular
    /// A pipe, or a device that takes bytes one after the other, such as a terminal.
    case stream
  }

  /// What could not be done to a file, and why.
  package struct Failure: Error, Equatable {
    /// In the past tense: "made", "written".
    package let step: String
    /// The system's words, or ours.
    package let reason: String
    /// The system's error number; 0 when it was not the system that refused.
    package let code: Int32
  }

  /// What is there.
  package let kind: Kind
  /// The path with the links at its end followed, so that what is beside it is beside the file. Of
  /// a stream it is the name as it was given.
  package let path: String
  /// Who may do what with a regular file; for its owner alone when there is none.
  let mode: mode_t

  /// Looks where a name leads. Throws when a file can neither be there nor be put there, because
  /// something else is, or the links at its end lead nowhere.
  package init(_ name: String) throws(Failure) {
    var status = stat()
    guard unsafe stat(name, &status) == 0 else {
      guard errno == ENOENT else { throw Failure("looked at") }
      if name.isEmpty || name.hasSuffix("/") { throw Self.directory }
      kind = .missing
      path = try Self.followed(name)
      mode = 0o600
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      kind = .regular
      path = try Self.followed(name)
      mode = status.st_mode & 0o777
      // A descriptor's name under /proc can lead to a file that has none any more.
      var found = stat()
      guard unsafe lstat(path, &found) == 0, found.st_ino == status.st_ino,
        found.st_dev == status.st_dev
      else { throw Failure("replaced", "this file has no name of its own any more") }
    case S_IFIFO, S_IFCHR:
      kind = .stream
      path = name
      mode = 0o600
    case S_IFDIR: throw Self.directory
    case S_IFSOCK: throw Failure("written", "this is a socket, and a file is needed")
    case S_IFBLK: throw Failure("written", "this is a disk, and a file is needed")
    default: throw Failure("written", "this is no file")
    }
  }

  private static var directory: Failure {
    Failure("written", "this is a directory, and a file is needed")
  }

  /// A path with the links at its end followed; not by realpath(3), which destroys memory when
  /// umockdev is loaded.
  private static func followed(_ name: String) throws(Failure) -> String {
    var path = name
    for _ in 0..<40 {
      guard let target = readLink(AT_FDCWD, path) else { return path }
      path = target.hasPrefix("/") ? target : "\(folder(of: path))/\(target)"
    }
    throw Failure("followed", code: ELOOP)
  }

  /// The directory that a path is in.
  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The directory that the file is in, or would be.
  package var folder: String { Self.folder(of: path) }

  /// Whether a file can be put there by this user, as far as can be told without doing it.
  package var isPlaceWritable: Bool { unsafe access(folder, W_OK | X_OK) == 0 }
}

// MARK: Writing

extension NamedFile {
  /// Writes a regular file beside its place, makes it durable, and puts it there; what fails leaves
  /// what was there. What it replaces keeps its mode, and a new one is for its owner alone.
  /// - Parameters:
  ///   - replacing: Whether it may take the place of another, also of one that came meanwhile.
  ///   - suffix: What the name of the file beside it ends in; what is there under it is removed.
  ///     Each process has its own, unless told otherwise.
  ///   - beside: What is done between the two steps.
  package func put(
    _ bytes: [UInt8], replacing: Bool, suffix: String? = nil, beside: () -> Void = {}
  ) throws(Failure) {
    guard kind != .stream else { throw Failure("replaced", "this is a pipe or a device") }
    let temporary = path + (suffix ?? ".\(getpid()).new")
    _ = unsafe unlink(temporary)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let number = unsafe open(temporary, flags, 0o600)
    try Self.check(number, "made")
    let file = Output(Descriptor(owning: number, path: temporary), patience: 0)
    defer { _ = unsafe unlink(temporary) }
    // Whatever the umask would leave of it.
    try Self.check(fchmod(number, mode), "given its mode")
    try file.write(bytes)
    try Self.check(fsync(number), "made durable")
    beside()
    let place = "put in its place"
    try Self.check(unsafe replacing ? rename(temporary, path) : link(temporary, path), place)
    // The name is in force already; it also has to outlive a loss of power.
    let directory = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try Self.check(directory, "made durable")
    defer { close(directory) }
    try Self.check(fsync(directory), "made durable")
  }

  /// Puts bytes in the place of what is there; a stream takes them as they come.
  /// - Parameter patience: How long a stream's reader may take to make room, in ms.
  package func replace(with bytes: [UInt8], patience: Int) throws(Failure) {
    if kind == .stream {
      try openToAppend(patience: patience).write(bytes)
    } else {
      try put(bytes, replacing: true)
    }
  }

  /// Opens a file or a stream to write at its end, and makes a file that is missing, for its owner
  /// alone. It waits for nobody: a pipe that nobody reads from is refused.
  /// - Parameter patience: How long a reader may take to make room, in ms.
  package func openToAppend(patience: Int) throws(Failure) -> Output {
    let make = kind == .stream ? 0 : O_CREAT
    let flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | make
    let number = unsafe open(path, flags, 0o600)
    if number < 0, errno == ENXIO {
      throw Failure("opened", "nobody reads from this pipe", code: ENXIO)
    }
    try Self.check(number, "opened")
    let output = Output(Descriptor(owning: number, path: path), patience: patience)
    var status = stat()
    try Self.check(unsafe fstat(number, &status), "looked at")
    let isStream = [S_IFIFO, S_IFCHR].contains(status.st_mode & S_IFMT)
    guard isStream == (kind == .stream) else {
      throw Failure("opened", "something else was put there meanwhile")
    }
    return output
  }

  /// Makes an empty file, for its owner alone, where there is none.
  package func makeIfMissing() {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
  }

  /// A file or a stream that is written into.
  package struct Output: ~Copyable {
    private let descriptor: Descriptor
    private let patience: Int
    /// Whether a write may block, so that room is looked for before each.
    private let asksFirst: Bool

    init(_ descriptor: consuming Descriptor, patience: Int, asksFirst: Bool = false) {
      self.descriptor = descriptor
      self.patience = patience
      self.asksFirst = asksFirst
    }

    /// Keeps others who do the same from writing there, for as long as it is open.
    borrowing func lock() throws(Failure) {
      guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
        if errno == EWOULDBLOCK {
          throw Failure("locked", "another program is writing it", code: EWOULDBLOCK)
        }
        throw Failure("locked")
      }
    }

    /// Writes all of the bytes. Throws when the disk is full, nobody reads any more, or a reader
    /// makes no room for longer than is waited; then a part may be written.
    package borrowing func write(_ bytes: [UInt8]) throws(Failure) {
      var done = 0
      var room = PollSet(capacity: 1)
      room.add(descriptor.number, .writable)
      while done < bytes.count {
        do throws(SerialError) {
          if asksFirst, try room.wait(timeoutMilliseconds: patience) == 0 {
            throw SerialError(operation: Operation.write, code: ETIMEDOUT, path: descriptor.path)
          }
          let count = try descriptor.write(bytes.span.extracting(done...))
          done += count
          if done == bytes.count { return }
          if count == 0, try room.wait(timeoutMilliseconds: patience) == 0 {
            throw SerialError(operation: Operation.write, code: ETIMEDOUT, path: descriptor.path)
          }
        } catch {
          if error.code == ETIMEDOUT {
            throw Failure("written", "whoever reads it does not go on reading", code: ETIMEDOUT)
          }
          throw Failure("written", code: error.code)
        }
      }
    }
  }

  private static func check(_ result: Int32, _ step: String) throws(Failure) {
    if result < 0 { throw Failure(step) }
  }
}

extension NamedFile.Failure {
  /// A step that the system refused.
  init(_ step: String, code: Int32 = errno) {
    let words = unsafe strerror(code).map { unsafe String(cString: $0) }
    self.init(step, words ?? "error \(code)", code: code)
  }

  init(_ step: String, _ reason: String, code: Int32 = 0) {
    self.step = step
    self.reason = reason
    self.code = code
  }
}
