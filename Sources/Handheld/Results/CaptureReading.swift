package import CaptureFiles
import ClinicText
import Decode
package import PumpText
package import Trace

/// A capture that was read and taken apart.
package struct CaptureReading {
  /// The messages in it.
  package let result: DecodeResult
  /// The same as a part of a trace file.
  package let chapter: TraceChapter
  /// Whether all of it is there and nothing in it was dropped.
  package let isSound: Bool

  /// Reads a capture, and says what a person is to know of the file beside what is in it.
  /// - Parameters:
  ///   - card: The card whose keys open what is sealed, if there is one.
  ///   - keyLog: The key log that opens it, if there is one.
  ///   - end: Of a capture of both ends of a bad line, what this end saw; otherwise the pump.
  package init(
    of file: String, card: String?, keyLog: String?, seenBy end: CaptureEnd?, face: Face
  ) throws {
    let card = try card.map { try KeyCard(reading: $0) }
    let log = try keyLog.map { try KeyLogFile.read($0) } ?? []
    var notes = FrameNotes(CaptureDecoder(card, log: log, face: face))
    let contents = try CaptureFile.read(file, seenBy: end)
    for remark in contents.remarks { Notices.say(remark) }
    if let other = contents.other, end == nil {
      let packets = QuantityWords.count(UInt64(other.packets), "packet", "packets")
      Notices.say(
        "\(file): the line was bad, and the \(other.end.name)'s end saw \(packets) beside; "
          + face.words(.showOtherEnd(other.end.name)))
    }
    let found = contents.pieces.map { notes.note($0) }
    result = DecodeResult(items: found.flatMap(\.items), unfinished: notes.unfinished)
    chapter = result.chapter(of: file, found.map(\.note))
    isSound = result.dropped == 0 && result.unfinished.isEmpty && contents.isWhole
  }
}
