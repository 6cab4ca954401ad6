import ClinicText
import Decode
import PumpText
import Quantities
import SerialLink
import Telemetry
import Trace

/// Tells the frames of a visit as they go, with their names: to the person, into a trace, or both.
///
/// Sealed frames are opened by the card of the visit. A trace has the lines that a life's has; a
/// programmer knows no therapy time, so that stands still in it.
final class FrameWatch {
  private var notes: FrameNotes
  private let isTold: Bool
  private let path: String
  private let file: NamedFile.Output?
  private let start: LinkTime
  private var isFailing = false

  /// `nil` when nobody wants to be told.
  init?(_ wishes: LineWishes, card: KeyCard?, face: Face, at now: LinkTime) throws {
    guard wishes.isTold || wishes.trace != nil else { return nil }
    notes = FrameNotes(CaptureDecoder(card, face: face))
    isTold = wishes.isTold
    path = wishes.trace ?? ""
    start = now
    do throws(NamedFile.Failure) {
      file = try wishes.trace.map { path throws(NamedFile.Failure) in
        try NamedFile(path).openToAppend(patience: 0)
      }
    } catch {
      throw ProgrammerError(
        .data, "\(path): the trace cannot be written (\(error.reason)); nothing was sent.")
    }
    if file != nil { write(TraceChapter("A visit, as the programmer saw it").head) }
  }

  /// Bytes went to the pump.
  func sent(_ bytes: Span<UInt8>, at now: LinkTime) { add(.toPump, bytes, at: now) }

  /// Bytes came from the pump.
  func received(_ bytes: Span<UInt8>, at now: LinkTime) { add(.fromPump, bytes, at: now) }

  private func add(
    _ direction: CapturedPiece.Direction, _ bytes: Span<UInt8>, at now: LinkTime
  ) {
    let elapsed = now.since(start)
    let piece = CapturedPiece(
      direction: direction, milliseconds: elapsed.rawValue, bytes: bytes.indices.map { bytes[$0] })
    let (note, items) = notes.note(piece)
    if isTold {
      let way = direction == .toPump ? ">" : "<"
      for item in items {
        Notices.say("\(elapsed.rawValue) ms \(way) \(FrameNotes.words(item))")
      }
    }
    if file != nil { write(note.text) }
  }

  private func write(_ text: String) {
    if isFailing { return }
    do throws(NamedFile.Failure) {
      try file?.write(Array(text.utf8))
    } catch {
      // As with a capture: the visit goes on, and one with a hole would look whole.
      isFailing = true
      VerbState.recordIsIncomplete()
      Notices.say(
        "\(path): the trace cannot be written any more (\(error.reason)), so it is not of the "
          + "whole visit. The visit goes on")
    }
  }
}
