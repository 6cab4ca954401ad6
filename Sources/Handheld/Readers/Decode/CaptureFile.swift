import ClinicText
package import Decode
import Foundation
import PumpText

/// Reads a capture: lines that `--capture` wrote, lines of bare hexadecimal, or the raw bytes.
package enum CaptureFile {
  package static func read(_ path: String) throws -> [CapturedPiece] {
    let data =
      path == "-"
      ? FileHandle.standardInput.readDataToEndOfFile()
      : FileManager.default.contents(atPath: path)
    guard let data else {
      throw ProgrammerError(.data, "\(path): there is no capture that can be read")
    }
    return try parse(Array(data), path: path)
  }

  package static func parse(_ bytes: [UInt8], path: String) throws -> [CapturedPiece] {
    // Text never holds the byte that stands between frames.
    guard !bytes.contains(0), let text = FileText.text(bytes) else {
      return [CapturedPiece(direction: .unknown, milliseconds: nil, bytes: bytes)]
    }
    var pieces: [CapturedPiece] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.split(separator: " ")
      if words.isEmpty || words[0].hasPrefix("#") { continue }
      guard let piece = piece(words) else {
        throw ProgrammerError(
          .data,
          "\(path):\(index + 1): neither “milliseconds > hex”, nor hex, nor a comment")
      }
      pieces.append(piece)
    }
    return pieces
  }

  private static func piece(_ words: [Substring]) -> CapturedPiece? {
    if words.count >= 2, words[1] == ">" || words[1] == "<" {
      guard let time = UInt64(words[0]), let bytes = hex(words.dropFirst(2).joined()) else {
        return nil
      }
      return CapturedPiece(
        direction: words[1] == ">" ? .toPump : .fromPump, milliseconds: time, bytes: bytes)
    }
    return hex(words.joined()).map {
      CapturedPiece(direction: .unknown, milliseconds: nil, bytes: $0)
    }
  }

  private static func hex(_ text: String) -> [UInt8]? {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
