import CSerialShim
import Glibc

extension PumpRegistry {
  /// A pump's entry. It is gone with the value, and counts as gone when the process ends in any
  /// other way, because the lock on it does.
  package struct Entry: ~Copyable {
    private let directory: RegistryDirectory
    private let file: Descriptor
    private let name: String

    /// Registers a pump. Readers see all of the entry or nothing: it gets its name when it is
    /// written and locked. The directory is made if it is missing.
    ///
    /// Throws with kind `.notPermitted` if the directory is not safely this user's own, `.notFound`
    /// if its parent is missing, or `.full`.
    package init(
      registering record: PumpRecord, in directory: String = defaultDirectory
    ) throws(SerialError) {
      let trusted = try RegistryDirectory(creating: directory)
      var base = ""
      let file = try Self.makeLocked(&base, in: trusted)
      let temporary = base + ".new"
      let name = base + ".entry"
      let number = trusted.descriptor.number
      do throws(SerialError) {
        let text = Array(record.text.utf8)
        guard try file.write(text.span) == text.count else {
          throw SerialError(operation: Operation.register, code: ENOSPC, path: directory)
        }
        try SystemCall.checked(Operation.register, directory) {
          unsafe SystemCall.result(renameat(number, temporary, number, name))
        }
      } catch {
        _ = unsafe unlinkat(number, temporary, 0)
        throw error
      }
      self.directory = trusted
      self.file = file
      self.name = name
    }

    deinit {
      directory.remove(name, ifStill: file)
    }

    /// Chooses a new base name, and makes and locks the temporary file of that name.
    private static func makeLocked(
      _ base: inout String, in directory: borrowing RegistryDirectory
    ) throws(SerialError) -> Descriptor {
      let path = directory.descriptor.path
      let number = directory.descriptor.number
      // A reader that comes between making and locking takes the file for a dead one and deletes
      // it.
      for _ in 0..<16 {
        // Never used twice, so that a reader about to delete a dead entry cannot hit a new one.
        base = "\(getpid())-\(MonotonicClock.nanoseconds())"
        let name = base + ".new"
        let file = try SystemCall.descriptor(Operation.register, path) {
          unsafe SystemCall.result(
            openat(number, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600))
        }
        var status = stat()
        if cserial_flock(file.number, 1) == 0, unsafe fstat(file.number, &status) == 0,
          status.st_nlink > 0
        {
          return file
        }
      }
      throw SerialError(operation: Operation.register, code: EBUSY, path: path)
    }
  }
}
