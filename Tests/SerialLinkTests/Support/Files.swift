import Glibc

/// Files, without Foundation.
enum Files {
  static func write(_ text: String, to path: String) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(file >= 0, "cannot write \(path)")
    let bytes = Array(text.utf8)
    let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
    precondition(count == bytes.count)
    close(file)
  }

  static func read(_ path: String) -> String? {
    // Without waiting, in case a test that fails has put a port there.
    let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe Glibc.read(file, $0.baseAddress, $0.count)
    }
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  /// The names of everything in a directory, sorted.
  static func names(in path: String) -> [String] {
    Shell.run("ls -A '\(path)'").output.split(separator: "\n").map(String.init)
  }

  /// The type bits of what is at a path, itself and not where it leads; `nil` if nothing is.
  static func type(_ path: String) -> mode_t? { status(path).map { $0.st_mode & S_IFMT } }

  static func permissions(_ path: String) -> mode_t? { status(path).map { $0.st_mode & 0o777 } }

  static func inode(_ path: String) -> ino_t? { status(path)?.st_ino }

  static func makeLink(to target: String, at path: String) {
    let result = unsafe symlink(target, path)
    precondition(result == 0, "cannot make the link \(path)")
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status : nil
  }
}
