import Glibc

/// The program that holds the lock of a port, so that another one can say who is in the way.
package struct PortHolder: Equatable, Sendable {
  /// Its number.
  package let process: Int32
  /// What it was started as: its name, and the verbs and flags behind it. Nothing that somebody
  /// typed as a value.
  package let command: String

  /// Looks for the program that holds the lock of a file; `nil` when there is none that this user
  /// can see.
  package init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    let device = UInt64(status.st_dev)
    let major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
    let minor = device & 0xff | (device >> 12) & ~0xff
    let locks = Self.contents("/proc/locks")
    guard let process = Self.holder(in: locks, major, minor, UInt64(status.st_ino))
    else { return nil }
    self.process = process
    command = Self.command(Self.contents("/proc/\(process)/cmdline"))
  }

  /// What the system's list of locks says of a file; it names a device as two hexadecimal numbers.
  static func holder(
    in locks: [UInt8], _ major: UInt64, _ minor: UInt64, _ inode: UInt64
  ) -> Int32? {
    for line in locks.split(separator: UInt8(ascii: "\n")) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      // “1: FLOCK ADVISORY WRITE 4711 00:18:5 0 EOF”; one that waits has an arrow in second place.
      guard words.count > 5, words[1] == "FLOCK", let process = Int32(words[4]), process > 0
      else { continue }
      let place = words[5].split(separator: ":")
      guard place.count == 3, UInt64(place[0], radix: 16) == major,
        UInt64(place[1], radix: 16) == minor, UInt64(place[2]) == inode
      else { continue }
      return process
    }
    return nil
  }

  /// The name and the verbs of a command line, of which the words end in NUL.
  static func command(_ line: [UInt8]) -> String {
    let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    guard let program = words.first else { return "a program" }
    let name = program.split(separator: "/").last.map(String.init) ?? program
    let verbs = words.dropFirst().prefix { word in
      word.allSatisfy { $0 == "-" || $0.isASCII && $0.isLowercase }
    }
    let isPlain = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
    }
    return ([isPlain ? name : "a program"] + verbs.prefix(4)).joined(separator: " ")
  }

  private static func contents(_ path: String) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return bytes }
      bytes += buffer.prefix(count)
    }
  }
}
