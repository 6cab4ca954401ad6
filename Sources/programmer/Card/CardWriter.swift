import Foundation
import Glibc
import PumpText

/// Writes the implant card so that at any moment, whatever happens, there is a whole one: the old
/// or the new.
enum CardWriter {
  /// Writes bytes beside the file, makes them durable, and puts them in the file's place. The file
  /// keeps its mode, and a link to it stays one. Throws when the old file still counts.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    // One name for all of them: what a programmer that died left behind goes with the next.
    let temporary = "\(real).new"
    _ = unsafe unlink(temporary)
    CrashPoint.reach(.beforeCard)
    do throws(PrivateFile.Failure) {
      try PrivateFile.make(temporary, bytes, mode: mode(of: real))
      CrashPoint.reach(.besideCard)
      try PrivateFile.rename(temporary, to: real)
      // The new name is in force already; it also has to outlive a loss of power.
      try PrivateFile.sync(directoryOf: real)
    } catch {
      _ = unsafe unlink(temporary)
      throw ProgrammerError(
        .io, "the implant card could not be \(error.step) anew: \(error.reason)")
    }
    CrashPoint.reach(.afterCard)
  }

  /// The bits that say who may do what; of a file that cannot be asked, the owner alone.
  private static func mode(of path: String) -> mode_t {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
  }
}
