import Glibc

/// A private directory (mode 0700) that is removed with everything in it.
struct TemporaryDirectory: ~Copyable {
  let path: String

  init() {
    var template = Array("/tmp/seriallink.XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe mkdtemp($0) } != nil
    }
    precondition(made, "no temporary directory can be made")
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    _ = Shell.run("chmod -R u+rwx '\(path)'; rm -rf '\(path)'")
  }

  borrowing func file(_ name: String) -> String { "\(path)/\(name)" }
}
