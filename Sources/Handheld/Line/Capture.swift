import ClinicText
import PumpText
import SerialLink

/// A record of all bytes that went over the link, as text that `programmer decode` reads.
///
/// One line per piece: milliseconds since the start, `>` for sent or `<` for received, hexadecimal.
final class Capture {
  private let path: String
  private let file: NamedFile.Output
  private let start = MonotonicClock.milliseconds()
  private var isFailing = false

  init(appendingTo path: String) throws {
    self.path = path
    do throws(NamedFile.Failure) {
      // A visit waits for nobody who reads along.
      file = try NamedFile(path).openToAppend(patience: 0)
    } catch {
      throw ProgrammerError(
        .data, "\(path): the capture cannot be written (\(error.reason)); nothing was sent.")
    }
  }

  func sent(_ bytes: Span<UInt8>) { add(">", bytes) }

  func received(_ bytes: Span<UInt8>) { add("<", bytes) }

  private func add(_ direction: String, _ bytes: Span<UInt8>) {
    if isFailing { return }
    var line = "\(MonotonicClock.milliseconds() - start) \(direction) "
    for index in bytes.indices {
      let digits = String(bytes[index], radix: 16)
      line += digits.count == 1 ? "0\(digits)" : digits
    }
    do throws(NamedFile.Failure) {
      try file.write(Array("\(line)\n".utf8))
    } catch {
      // A full disk must not end a visit. The capture stops for good: one with a hole looks whole.
      isFailing = true
      VerbState.recordIsIncomplete()
      Notices.say(
        "\(path): the capture cannot be written any more (\(error.reason)), so it is "
          + "not of the whole visit. The visit goes on")
    }
  }
}
