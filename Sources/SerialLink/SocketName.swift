import Glibc

/// What stands in the address of a socket file: its path, if the address has room for that.
///
/// The room is 107 bytes, and folders may be deeper. Then the file is named in its folder, which is
/// held open meanwhile: `/proc/self/fd/7/control`. Only programs that do as much reach a socket in
/// so deep a folder; others have to change into the folder first.
enum SocketName {
  /// The longest text in an address, in bytes; the shim says why.
  static let longest = 107
  /// The longest name of a file whose path is too long itself: what is left beside the folder.
  static let longestInDeepFolder = longest - "/proc/self/fd/9999/".utf8.count

  /// Whether an address has room for a path.
  static func fits(_ path: String) -> Bool { path.utf8.count <= longest }

  /// A text for the same file that an address has room for. Good for as long as the place is held.
  /// Throws with kind `.unusableName` (ENAMETOOLONG) if there is none.
  static func short(
    _ path: String, _ place: borrowing Place, _ operation: String
  ) throws(SerialError) -> String {
    if fits(path) { return path }
    guard place.name.utf8.count <= longestInDeepFolder else {
      throw SerialError(operation: operation, code: ENAMETOOLONG, path: path)
    }
    return "/proc/self/fd/\(place.directory.number)/\(place.name)"
  }
}
