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
  private var decoder: CaptureDecoder
  private let isTold: Bool
  private let path: String
  private let file: NamedFile.Output?
  private let start: LinkTime
  private var isFailing = false

  /// `nil` when nobody wants to be told.
  init?(_ wishes: LineWishes, card: KeyCard?, face: Face, at now: LinkTime) throws {
    guard wishes.isTold || wishes.trace != nil else { return nil }
    decoder = CaptureDecoder(card, face: face)
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
  }

  /// Bytes went to the pump.
  func sent(_ bytes: Span<UInt8>, at now: LinkTime) { add(.toPump, bytes, at: now) }

  /// Bytes came from the pump.
  func received(_ bytes: Span<UInt8>, at now: LinkTime) { add(.fromPump, bytes, at: now) }

  private func add(
    _ direction: CapturedPiece.Direction, _ bytes: Span<UInt8>, at now: LinkTime
  ) {
    let list = bytes.indices.map { bytes[$0] }
    let elapsed = now.since(start)
    let piece = CapturedPiece(
      direction: direction, milliseconds: elapsed.rawValue, bytes: list)
    let words = decoder.decode(piece).map { Self.words($0) }
    if isTold {
      for words in words { Notices.say("\(elapsed.rawValue) ms \(words)") }
    }
    guard file != nil else { return }
    var trace = Trace(isKept: true)
    let moment = Instant(therapy: .zero, link: LinkTime(rawValue: elapsed.rawValue))
    trace.add(.frame(direction == .toPump ? .toPump : .fromPump, list), at: moment)
    for words in words { trace.remark(words, at: moment) }
    write(trace.lines.map { $0.text + "\n" }.joined())
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

  /// A frame by its name, and whose it is.
  private static func words(_ item: DecodedItem) -> String {
    let way = item.direction == .toPump ? "> " : "< "
    if let reason = item.dropped { return way + "damaged: \(reason)" }
    let name = item.message ?? "sealed frame"
    let request = item.request.map { ", request \($0)" } ?? ""
    let session = item.session.map { ", session \($0)" } ?? ""
    let isRepeat = if case .repeated? = item.seal?.state { ", sent again" } else { "" }
    return way + name + request + session + isRepeat
  }
}
