/// Makes paths of a settings file whole.
struct SettingsPaths {
  /// The folder of the file, without an end.
  private let folder: Substring
  private let home: String

  init(file: String, home: String) {
    folder = file.lastIndex(of: "/").map { file[..<$0] } ?? ""
    self.home = home
  }

  /// A path as it can be opened from anywhere; an address such as `tcp://127.0.0.1:5900` or
  /// `usb:10c4:ea60` stays as it is.
  func whole(_ written: String) -> String {
    if written.hasPrefix("/") { return written }
    if written.hasPrefix("~/"), !home.isEmpty { return home + written.dropFirst() }
    return written.contains(":") ? written : "\(folder)/\(written)"
  }
}
