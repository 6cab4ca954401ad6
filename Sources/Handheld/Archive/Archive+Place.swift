import Foundation

extension Archive {
  /// Where the archive is by the rules of XDG, which ignore a directory that is not absolute.
  /// - Parameter variable: The value of a variable of the environment.
  package static func path(_ given: String?, named variable: (String) -> String?) -> String {
    if let given, !given.isEmpty { return given }
    if let named = variable("PUMPLINK_ARCHIVE"), !named.isEmpty { return named }
    let data = variable("XDG_DATA_HOME") ?? ""
    let home = variable("HOME") ?? NSHomeDirectory()
    return (data.hasPrefix("/") ? data : "\(home)/.local/share") + "/pumplink/archive.sqlite"
  }
}
