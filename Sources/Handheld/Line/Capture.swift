import CaptureFiles
import ClinicText
import Decode
import PumpText
import SerialLink

/// A record of all bytes that went over the link: packets, for everything that reads pcapng, or
/// lines of text, where the file's name says so. Spec: captures.md.
final class Capture {
  /// What the name of a capture in lines of text ends in.
  static let textSuffix = ".txt"

  private let name: String
  private let start: UInt64
  private let time: @Sendable () -> UInt64
  private let lines: NamedFile.Output?
  private let packets: CaptureOutput?
  private var recorder: CaptureRecorder
  /// Sees forged frames, with the keys of the card.
  private var judge: SealJudge
  private var hasBegun = false
  private var isFailing = false

  /// Opens the file before anything is sent.
  /// - Parameters:
  ///   - port: What the line is called.
  ///   - program: Who writes it, with its version.
  ///   - card: The card of the pump; `nil` where there is none.
  ///   - time: The time on the line, in ns.
  init(
    appendingTo path: String, port: String, by program: String, card: KeyCard?,
    time: @escaping @Sendable () -> UInt64
  ) throws {
    name = path == CaptureOutput.standard ? "standard output" : path
    self.time = time
    start = time()
    judge = SealJudge(keys: card?.keysAsWritten ?? { _ in nil })
    recorder = CaptureRecorder(
      CaptureOutput.author(program), name: port, seenBy: .programmer)
    do throws(NamedFile.Failure) {
      if path.hasSuffix(Self.textSuffix) {
        // A visit waits for nobody who reads along.
        lines = try NamedFile(path).openToAppend(patience: 0)
        packets = nil
      } else {
        lines = nil
        packets = try CaptureOutput(path, at: start)
      }
    } catch {
      throw ProgrammerError(
        .data, "\(name): the capture cannot be written (\(error.reason)); nothing was sent.")
    }
  }

  deinit { interrupted() }

  func sent(_ bytes: Span<UInt8>) { add(.toPump, bytes) }

  func received(_ bytes: Span<UInt8>) { add(.fromPump, bytes) }

  /// The line is gone, or the visit is over: nothing more comes of a frame that is not whole.
  func interrupted() {
    judge.interrupted()
    guard let now = packets?.nanoseconds(time()) else { return }
    write(recorder.interrupted(at: now))
  }

  private func add(_ way: LineWay, _ bytes: Span<UInt8>) {
    if isFailing { return }
    if let now = packets?.nanoseconds(time()) {
      for part in judge.judged(bytes, way == .toPump ? .toPump : .fromPump) {
        write(
          recorder.saw(part.bytes.span, way, seenBy: .programmer, at: now, notes: part.notes))
      }
      return
    }
    let moment = (time() - start) / 1_000_000
    var line = "\(moment) \(way == .toPump ? ">" : "<") "
    for index in bytes.indices {
      let digits = String(bytes[index], radix: 16)
      line += digits.count == 1 ? "0\(digits)" : digits
    }
    write([Array("\(line)\n".utf8)])
  }

  private func write(_ blocks: [[UInt8]]) {
    if isFailing { return }
    do throws(NamedFile.Failure) {
      // Only now: what fails here must not keep anybody from the pump.
      if !hasBegun, !blocks.isEmpty { try packets?.write(recorder.beginning) }
      hasBegun = hasBegun || !blocks.isEmpty
      for block in blocks {
        try lines?.write(block)
        try packets?.write(block)
      }
    } catch {
      // A full disk must not end a visit. The capture stops for good: one with a hole looks whole.
      isFailing = true
      VerbState.recordIsIncomplete()
      Notices.say(
        "\(name): the capture cannot be written any more (\(error.reason)), so it is "
          + "not of the whole visit. The visit goes on")
    }
  }
}
