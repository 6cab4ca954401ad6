import Foundation
import SerialLink

/// A record of all bytes that went over the link, as text that `programmer decode` reads.
///
/// One line per piece: milliseconds since the start, `>` for sent or `<` for received, hexadecimal.
final class Capture {
  private let file: FileHandle
  private let start = MonotonicClock.milliseconds()

  init(appendingTo path: String) throws {
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    guard let file = FileHandle(forWritingAtPath: path) else {
      throw ProgrammerError(.data, "\(path): the capture cannot be written; nothing was sent.")
    }
    self.file = file
    _ = try? file.seekToEnd()
  }

  func sent(_ bytes: Span<UInt8>) { add(">", bytes) }

  func received(_ bytes: Span<UInt8>) { add("<", bytes) }

  private func add(_ direction: String, _ bytes: Span<UInt8>) {
    var line = "\(MonotonicClock.milliseconds() - start) \(direction) "
    for index in bytes.indices {
      let digits = String(bytes[index], radix: 16)
      line += digits.count == 1 ? "0\(digits)" : digits
    }
    // A full disk must not end a visit; the capture then simply stops.
    try? file.write(contentsOf: Data("\(line)\n".utf8))
  }
}
