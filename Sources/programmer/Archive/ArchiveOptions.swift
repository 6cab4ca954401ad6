import ArgumentParser
import Foundation

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
    return Self.path(archive, in: ProcessInfo.processInfo.environment)
  }

  /// Where the archive is by the rules of XDG, which ignore a directory that is not absolute.
  static func path(_ given: String?, in environment: [String: String]) -> String {
    if let given, !given.isEmpty { return given }
    if let named = environment["PUMPLINK_ARCHIVE"], !named.isEmpty { return named }
    let data = environment["XDG_DATA_HOME"] ?? ""
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (data.hasPrefix("/") ? data : "\(home)/.local/share") + "/pumplink/archive.sqlite"
  }
}
