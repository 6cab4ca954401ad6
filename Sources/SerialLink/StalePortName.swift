import Glibc

/// A link that a pump left behind when it was killed, and that leads to a pseudo-terminal made
/// since: somebody's shell, or another pump. The lowest number that is free is given to the next
/// terminal that anybody opens.
enum StalePortName {
  /// Throws with kind `.notFound` when `path` is such a link to the terminal that was opened by it.
  ///
  /// A pump makes its terminal first and then the link, so the link is the younger of the two. The
  /// mode of a terminal can have been changed since, which makes it look younger; a pump of ours
  /// holds the name of its link as long as it lives.
  static func refuse(_ path: String, openedAs number: Int32) throws(SerialError) {
    var terminal = stat()
    var link = stat()
    guard unsafe fstat(number, &terminal) == 0, unsafe lstat(path, &link) == 0,
      link.st_mode & S_IFMT == S_IFLNK, isPseudoTerminal(terminal),
      isLater(terminal.st_ctim, link.st_ctim), !isHeld(path)
    else { return }
    throw SerialError(operation: Operation.follow, code: ENXIO, path: path)
  }

  /// Whether it is the end of a pseudo-terminal that a program opens, such as `/dev/pts/7`.
  static func isPseudoTerminal(_ status: stat) -> Bool {
    // Documented majors of Unix98 slaves.
    let major = status.st_rdev >> 8 & 0xfff
    return status.st_mode & S_IFMT == S_IFCHR && (136...143).contains(major)
  }

  private static func isLater(_ one: timespec, _ other: timespec) -> Bool {
    (one.tv_sec, one.tv_nsec) > (other.tv_sec, other.tv_nsec)
  }

  /// Whether a living pump has published the link.
  private static func isHeld(_ path: String) -> Bool {
    do throws(SerialError) {
      let place = try Place(of: path, Operation.follow)
      _ = try LiveName(claiming: place.liveName, Operation.follow, place.path)
      return false
    } catch {
      // What cannot be told is left to whoever opens the port.
      return true
    }
  }
}
