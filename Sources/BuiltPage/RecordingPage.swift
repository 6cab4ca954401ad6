package import PumpText
import SerialLink
package import Trace

/// The page with a recording in it, as a file that somebody named.
package enum RecordingPage {
  /// Why no page was written.
  package struct Problem: Error {
    /// What a program ends with.
    package let status: ProgramExitStatus
    package let words: String
  }

  /// How long the reader of a pipe may take to make room, in ms.
  private static let patience = 10_000

  /// Throws where this program has no page, before anything is done for one.
  package static func check(for path: String) throws(Problem) {
    guard !path.isEmpty else {
      throw Problem(status: .usage, words: "--page needs a file to write")
    }
    guard BuiltPage.bytes == nil else { return }
    throw Problem(
      status: .unavailable,
      words: "this program was built without the page, so --page has nothing to write. Nothing was "
        + "done; run `make page` and build it again")
  }

  /// Writes the page with these chapters; a file that was there is replaced.
  package static func write(_ chapters: [TraceChapter], to path: String) throws(Problem) {
    guard let page = BuiltPage.bytes(with: chapters.map(\.text).joined()) else {
      return try check(for: path)
    }
    do throws(NamedFile.Failure) {
      try NamedFile(path).replace(with: page, patience: patience)
    } catch {
      throw Problem(status: .io, words: "\(path) cannot be \(error.step): \(error.reason)")
    }
  }
}
