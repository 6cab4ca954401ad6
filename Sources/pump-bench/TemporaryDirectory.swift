import FoundationEssentials
import Glibc
import SerialLink

/// A directory of one's own that goes away, with everything in it, when this value does.
struct TemporaryDirectory: ~Copyable {
  let path: String

  init() throws(SerialError) {
    var template = Array("/tmp/pump-bench-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) } != nil
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    if !made { throw SerialError(operation: "make a directory", code: errno, path: path) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
