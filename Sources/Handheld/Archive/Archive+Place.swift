import Foundation

extension Archive {
  /// Where the archive is by the rules of XDG, which ignore a directory that is not absolute.
  package static func path(_ given: String?, in environment: [String: String]) -> String {
    if let given, !given.isEmpty { return given }
    if let named = environment["PUMPLINK_ARCHIVE"], !named.isEmpty { return named }
    let data = environment["XDG_DATA_HOME"] ?? ""
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (data.hasPrefix("/") ? data : "\(home)/.local/share") + "/pumplink/archive.sqlite"
  }
}
