import ClinicText
import PumpText
import SerialLink

/// Writes the implant card so that at any moment, whatever happens, there is a whole one: the old
/// or the new.
enum CardWriter {
  /// Throws unless the card is a file that another can take the place of.
  static func check(_ path: String) throws {
    let reason: String
    do throws(NamedFile.Failure) {
      let file = try NamedFile(path)
      if file.kind != .stream, file.isPlaceWritable { return }
      reason =
        file.kind == .stream
        ? "it is a pipe or a device, and no file" : "nothing can be written to \(file.folder)"
    } catch {
      reason = error.reason
    }
    throw ProgrammerError(
      .configuration,
      "\(path): a new key could not be kept on this implant card: \(reason). Nothing was sent and "
        + "the therapy goes on; give the card as a file of its own")
  }

  /// Writes bytes beside the file, makes them durable, and puts them in the file's place. The file
  /// keeps its mode, and a link to it stays one. Throws when the old file still counts.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    ProgrammerCrashPoint.reach(.beforeCard)
    do throws(NamedFile.Failure) {
      // One name for all of them: what a programmer that died left behind goes with the next.
      try NamedFile(path).put(
        bytes, replacing: true, suffix: ".new", beside: { ProgrammerCrashPoint.reach(.besideCard) })
    } catch {
      throw ProgrammerError(
        .io, "the implant card could not be \(error.step) anew: \(error.reason)")
    }
    ProgrammerCrashPoint.reach(.afterCard)
  }
}
