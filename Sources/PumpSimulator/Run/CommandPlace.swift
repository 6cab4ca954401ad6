import FoundationEssentials
import Glibc
import SerialLink

/// A folder for the files of a pump that lives no longer than a command: its link, memory, card and
/// bench's socket, as far as nobody asked for them elsewhere. It goes away with this value.
package struct CommandPlace: ~Copyable {
  /// The folder.
  package let path: String

  /// Makes the folder where temporary files belong ($TMPDIR, else /tmp).
  /// - Parameter isFleeting: Whether nothing in it has to be on a disk; then it is in memory where
  ///   the system has a folder for that.
  package init(isFleeting: Bool = false) throws {
    let variable = Environment.value("TMPDIR") ?? ""
    let memory = "/dev/shm"
    let folder =
      isFleeting && FileManager.default.isWritableFile(atPath: memory)
      ? memory : variable.hasPrefix("/") ? variable : "/tmp"
    var template = Array("\(folder)/pumplink-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) } != nil
    }
    let code = errno
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard made else {
      throw SerialError(operation: "make a folder for the pump's files", code: code, path: folder)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A file in it.
  package borrowing func file(_ name: String) -> String { "\(path)/\(name)" }
}
