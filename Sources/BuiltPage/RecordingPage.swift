package import PumpText
import SerialLink
package import Trace

/// The page with a recording in it, as a file that somebody named, or did not.
package struct RecordingPage {
  /// What a program throws where no page is written: what it ends with, and why.
  package typealias Failure = (ProgramExitStatus, String) -> any Error

  private let path: String?
  private let failure: Failure

  /// A page of that name; `nil` for none, and then nothing is written.
  package init(_ path: String?, failure: @escaping Failure) {
    self.path = path
    self.failure = failure
  }

  /// How long the reader of a pipe may take to make room, in ms.
  private static let patience = 10_000

  /// Throws where this program has no page, before anything is done for one.
  package func check() throws {
    guard let path else { return }
    guard !path.isEmpty else { throw failure(.usage, "a page needs a file to be written to") }
    guard BuiltPage.bytes == nil else { return }
    throw failure(
      .unavailable,
      "this program was built without the page, so there is none to write. Nothing was done; run "
        + "`make page` and build it again")
  }

  /// Writes the page with these chapters; a file that was there is replaced.
  package func write(_ chapters: @autoclosure () -> [TraceChapter]) throws {
    guard let path else { return }
    guard let page = BuiltPage.bytes(with: chapters().map(\.text).joined()) else {
      return try check()
    }
    do throws(NamedFile.Failure) {
      try NamedFile(path).replace(with: page, patience: Self.patience)
    } catch {
      throw failure(.io, "\(path) cannot be \(error.step): \(error.reason)")
    }
  }
}
