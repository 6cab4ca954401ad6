import Glibc

/// The registry's directory, held open after making sure that nobody else can write to it.
struct RegistryDirectory: ~Copyable {
  let descriptor: Descriptor

  /// Opens an existing directory. Throws with kind `.notPermitted` if it is a link or no directory,
  /// belongs to somebody else, or lets others in: names in it are opened and deleted blindly.
  init(opening path: String) throws(SerialError) {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let result = SystemCall.retrying { unsafe SystemCall.result(open(path, flags)) }
    if result == -Int(ELOOP) || result == -Int(ENOTDIR) {
      throw SerialError(operation: Operation.trust, code: EPERM, path: path)
    }
    let descriptor = try SystemCall.descriptor(Operation.list, path) { result }
    let number = descriptor.number
    var status = stat()
    try SystemCall.checked(Operation.list, path) {
      unsafe SystemCall.result(fstat(number, &status))
    }
    guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
      throw SerialError(operation: Operation.trust, code: EPERM, path: path)
    }
    self.descriptor = descriptor
  }

  /// Opens the directory, making it (mode 0700) if it is missing; its parent must exist.
  init(creating path: String) throws(SerialError) {
    let result = SystemCall.retrying { unsafe SystemCall.result(mkdir(path, 0o700)) }
    guard result == 0 || result == -Int(EEXIST) else {
      throw SerialError(operation: Operation.register, code: Int32(-result), path: path)
    }
    try self.init(opening: path)
  }

  /// The names of all entries.
  borrowing func names() throws(SerialError) -> [String] {
    let path = descriptor.path
    // A second descriptor, because closing the listing closes its descriptor, with its own offset.
    let number = try SystemCall.checked(Operation.list, path) {
      unsafe SystemCall.result(openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    }
    guard let listing = unsafe fdopendir(Int32(number)) else {
      let code = errno
      close(Int32(number))
      throw SerialError(operation: Operation.list, code: code, path: path)
    }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while let entry = unsafe readdir(listing) {
      let name = unsafe UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
      unsafe names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
    }
    return names
  }

  /// Opens an entry to look at; `nil` if it is gone or not readable.
  borrowing func openEntry(_ name: String) -> Descriptor? {
    let directory = descriptor.number
    return try? SystemCall.descriptor(Operation.list, name) {
      unsafe SystemCall.result(
        openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    }
  }

  /// Removes an entry unless its name has come to mean another file.
  borrowing func remove(_ name: String, ifStill file: borrowing Descriptor) {
    var (named, held) = (stat(), stat())
    guard unsafe fstat(file.number, &held) == 0,
      unsafe fstatat(descriptor.number, name, &named, AT_SYMLINK_NOFOLLOW) == 0,
      named.st_ino == held.st_ino, named.st_dev == held.st_dev
    else { return }
    _ = unsafe unlinkat(descriptor.number, name, 0)
  }
}
