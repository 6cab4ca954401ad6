import Glibc

/// The files of a testbed, made and removed as the system has it, so that an error is the system's.
package enum UsbTestbedFiles {
  /// Makes a folder for its owner alone. Throws with kind `.unusableName` if something is there.
  package static func makeFolder(_ path: String) throws(SerialError) {
    try SystemCall.checked(Operation.testbed, path) {
      unsafe SystemCall.result(mkdir(path, 0o700))
    }
  }

  /// Makes a symbolic link.
  package static func makeLink(_ path: String, to target: String) throws(SerialError) {
    try SystemCall.checked(Operation.testbed, path) {
      unsafe SystemCall.result(symlink(target, path))
    }
  }

  /// Makes a file with a text in it.
  package static func makeFile(_ path: String, _ text: String) throws(SerialError) {
    let file = try SystemCall.descriptor(Operation.testbed, path) {
      unsafe SystemCall.result(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let number = file.number
      let bytes = Array(rest)
      let written = try SystemCall.checked(Operation.testbed, path) {
        unsafe bytes.withUnsafeBytes { raw in
          unsafe SystemCall.result(write(number, raw.baseAddress, raw.count))
        }
      }
      rest = rest.dropFirst(written)
    }
  }

  /// Removes a folder that nothing is in; one that something is in stays.
  package static func removeFolder(_ path: String) { _ = unsafe rmdir(path) }

  /// Removes a file or a link; a missing one is no error.
  package static func removeFile(_ path: String) { _ = unsafe unlink(path) }

  /// What is at a path: `true` for a folder, `false` for something else, `nil` for nothing.
  package static func isFolder(_ path: String) -> Bool? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR
  }
}
