import ArgumentParser
import FoundationEssentials
import Handheld

/// Where visits are recorded.
struct ArchiveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The archive of visits ($PUMPLINK_ARCHIVE; else pumplink/archive.sqlite under XDG data).",
      valueName: "file"))
  var archive: String?

  @Flag(
    help: ArgumentHelp(
      "Record nothing. If this programmer is killed, nobody will know of an order it gave."))
  var noArchive = false

  func validate() throws {
    if noArchive && archive != nil {
      throw ValidationError("--archive and --no-archive exclude each other. Nothing was sent.")
    }
  }

  /// Where the archive is: the flag before the environment; `nil` when there is to be none.
  var path: String? {
    if noArchive { return nil }
    return Archive.path(archive, in: ProcessInfo.processInfo.environment)
  }
}
