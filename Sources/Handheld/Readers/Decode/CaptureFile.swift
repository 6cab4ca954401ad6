package import CaptureFiles
import ClinicText
package import Decode
import Foundation
import PumpText

/// Reads a capture: pcapng or pcap, lines of text, lines of bare hexadecimal, or the raw bytes of
/// one direction. Spec: captures.md.
package enum CaptureFile {
  /// What was read.
  package struct Contents {
    /// What went over the line.
    package var pieces: [CapturedPiece] = []
    /// What a person is to know of the file beside that.
    package var remarks: [String] = []
    /// Whether the file ends where it should.
    package var isWhole = true
    /// The end that was not asked for and saw something too, and how many packets it saw.
    package var other: (end: CaptureEnd, packets: Int)?
  }

  /// Reads a file; `-` is standard input.
  /// - Parameter end: Of a capture that both ends saw, whose packets are wanted; else the pump's.
  package static func read(_ path: String, seenBy end: CaptureEnd? = nil) throws -> Contents {
    let data =
      path == "-"
      ? FileHandle.standardInput.readDataToEndOfFile()
      : FileManager.default.contents(atPath: path)
    guard let data else {
      throw ProgrammerError(.data, "\(path): there is no capture that can be read")
    }
    return try parse(Array(data), path: path, seenBy: end)
  }

  /// Reads the bytes of a file.
  package static func parse(
    _ bytes: [UInt8], path: String, seenBy end: CaptureEnd? = nil
  ) throws -> Contents {
    switch CaptureFormat(bytes) {
    case .packets(let contents): return try packets(contents, path: path, seenBy: end)
    case .closed(let name, let program):
      throw ProgrammerError(
        .data, "\(path): this is a \(name) file; open it with `\(program)` first")
    case .other:
      var contents = Contents()
      contents.pieces = try lines(bytes, path: path)
      return contents
    }
  }

  private static func packets(
    _ found: CaptureContents, path: String, seenBy wanted: CaptureEnd?
  ) throws -> Contents {
    let others = found.skipped.map { skipped in
      "\(QuantityWords.count(UInt64(skipped.packets), "packet", "packets")) of \(skipped.type.name)"
    }
    guard !found.hasOnlyOthers else {
      throw ProgrammerError(
        .data,
        "\(path): it holds \(others.joined(separator: ", ")), and nothing of a pump's line, which "
          + "is \(LinkType.user0.name) or \(LinkType.serialTap.name). Nothing is shown; capture "
          + "on the line itself")
    }
    var contents = Contents()
    if !others.isEmpty {
      contents.remarks.append("\(path): \(others.joined(separator: ", ")) passed over")
    }
    if found.unreadable > 0 {
      contents.remarks.append(
        "\(path): \(QuantityWords.count(UInt64(found.unreadable), "packet", "packets")) that name "
          + "no interface of the file, or contradict themselves, passed over")
    }
    if let stop = found.stop {
      contents.isWhole = false
      let what = stop.reason == .cut ? "ends in the middle of a block" : "is damaged"
      contents.remarks.append(
        "\(path): the file \(what), at byte \(stop.offset); what stands before that is shown")
    }
    let end = wanted ?? (found.records.contains { $0.end == .pump } ? .pump : nil)
    let shown = found.records.filter { end == nil || ($0.end ?? .programmer) == end }
    if let end, shown.count < found.records.count {
      contents.other = (
        end == .pump ? .programmer : .pump, found.records.count - shown.count
      )
    }
    let start = shown.compactMap { $0.nanoseconds }.min() ?? 0
    contents.pieces = shown.map { record in
      CapturedPiece(
        direction: CapturedPiece.Direction(record.way),
        milliseconds: record.nanoseconds.map { ($0 - start) / 1_000_000 },
        bytes: record.bytes, comments: record.comments)
    }
    return contents
  }

  private static func lines(_ bytes: [UInt8], path: String) throws -> [CapturedPiece] {
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

extension CapturedPiece.Direction {
  init(_ way: LineWay?) {
    self =
      switch way {
      case .toPump?: .toPump
      case .fromPump?: .fromPump
      case nil: .unknown
      }
  }
}
