import ClinicText
import Decode
import PumpText
import SerialLink

/// Appends the keys of each session to a file, for whoever is to read what was recorded of it.
final class KeyLog {
  private let path: String
  private let file: KeyLogOutput
  private var watch: KeyLogWatch
  private var isFailing = false

  /// Opens the file before anything is sent. The keys come from those of a card.
  init(appendingTo path: String, _ card: KeyCard) throws {
    self.path = path
    watch = KeyLogWatch(keys: card.keysAsWritten)
    do throws(NamedFile.Failure) {
      file = try KeyLogOutput(path)
    } catch {
      throw ProgrammerError(
        .data, "\(path): the key log cannot be written (\(error.reason)); nothing was sent.")
    }
  }

  /// The line is gone.
  func interrupted() { watch.interrupted() }

  /// Bytes went over the line.
  func saw(_ bytes: Span<UInt8>, _ direction: CapturedPiece.Direction) {
    let lines = watch.saw(bytes, direction)
    if isFailing { return }
    do throws(NamedFile.Failure) {
      for known in lines { try file.write(known.line) }
    } catch {
      isFailing = true
      VerbState.recordIsIncomplete()
      Notices.say(
        "\(path): the key log cannot be written any more (\(error.reason)), so what was recorded "
          + "of this session stays sealed without the card. The visit goes on")
    }
  }
}
