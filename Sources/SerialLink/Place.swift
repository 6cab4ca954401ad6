import CSerialShim
import Glibc

/// A name in a directory that is held open, so that neither a change of the working directory nor a
/// renaming above it makes the name mean something else later.
struct Place: ~Copyable {
  let directory: Descriptor
  let name: String
  /// The absolute path.
  let path: String

  /// Throws with kind `.notFound` if the directory does not exist, or `.other` (EINVAL) if the path
  /// ends in a slash or a dot and so names no entry.
  init(of path: String, _ operation: String) throws(SerialError) {
    let slash = path.lastIndex(of: "/")
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let parent = slash.map { $0 == path.startIndex ? "/" : path[..<$0] } ?? "."
    guard !["", ".", ".."].contains(name) else {
      throw SerialError(operation: operation, code: EINVAL, path: path)
    }
    let directory = try SystemCall.descriptor(operation, path) {
      unsafe Int(cserial_directory_open(String(parent)))
    }
    // Asked of the kernel; realpath(3) destroys memory when umockdev is loaded.
    let link = "/proc/self/fd/\(directory.number)"
    guard let resolved = readLink(AT_FDCWD, link) else {
      throw SerialError(operation: operation, code: errno, path: path)
    }
    self.path = resolved == "/" ? "/\(name)" : "\(resolved)/\(name)"
    self.name = String(name)
    self.directory = directory
  }

  /// What a pump holds while it has published something here, see `LiveName`.
  var liveName: String { "pumplink:\(path)" }

  /// The entry itself, not what a link leads to; `nil` if there is none.
  borrowing func status(_ operation: String) throws(SerialError) -> stat? {
    let (directory, name) = (directory.number, name)
    var status = stat()
    let result = SystemCall.retrying {
      unsafe SystemCall.result(fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW))
    }
    if result == -Int(ENOENT) { return nil }
    guard result == 0 else {
      throw SerialError(operation: operation, code: Int32(-result), path: path)
    }
    return status
  }

  /// Where the entry leads, or `nil` if it is not a link.
  borrowing func linkTarget() -> String? { readLink(directory.number, name) }

  /// Removes the entry; a missing one is no error.
  borrowing func remove() {
    _ = unsafe unlinkat(directory.number, name, 0)
  }
}

/// The target of a symbolic link; `nil`, with errno, if there is no such link.
func readLink(_ directory: Int32, _ name: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = unsafe buffer.withUnsafeMutableBytes { bytes in
    guard let base = bytes.baseAddress else { return -1 }
    return unsafe readlinkat(
      directory, name, base.assumingMemoryBound(to: CChar.self), bytes.count)
  }
  return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
}
