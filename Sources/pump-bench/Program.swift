import Glibc

/// The programs that are measured from outside.
enum Program {
  /// The path given, or the program next to this one. Throws when it cannot be run.
  static func path(of name: String, given: String?) throws -> String {
    let path = given ?? directory() + "/" + name
    guard unsafe access(path, X_OK) == 0 else {
      throw BenchmarkError(.missing, "there is no program \(path); build it, or say where it is")
    }
    return path
  }

  /// The directory of this program.
  private static func directory() -> String {
    var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = unsafe path.withUnsafeMutableBytes { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { buffer in
        unsafe buffer.baseAddress.map { unsafe readlink("/proc/self/exe", $0, buffer.count) } ?? 0
      }
    }
    let whole = path.prefix(max(0, length))
    let end = whole.lastIndex(of: UInt8(ascii: "/")) ?? 0
    return String(decoding: whole[..<end], as: UTF8.self)
  }
}
