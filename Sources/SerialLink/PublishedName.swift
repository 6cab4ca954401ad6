import Glibc

/// A symbolic link to a pump's port, and the proof that its pump is alive. Removed with the value.
struct PublishedName: ~Copyable {
  private let place: Place
  private let target: String
  private let live: LiveName

  init(_ link: String, to target: String) throws(SerialError) {
    let place = try Place(of: link, Operation.publish)
    let live = try LiveName(claiming: place.liveName, Operation.publish, place.path)
    try Self.make(place, target)
    self.live = live
    self.place = place
    self.target = target
  }

  deinit {
    // Somebody may have put another link there by hand.
    if place.linkTarget() == target { place.remove() }
  }

  /// The link's absolute path.
  var path: String { place.path }

  private static func make(_ place: borrowing Place, _ target: String) throws(SerialError) {
    let directory = place.directory.number
    // With nothing there, making it is atomic already, and cannot hit something made just now.
    if try symlink(target, place, named: place.name) { return }
    guard let old = place.linkTarget(), old.hasPrefix("/dev/pts/") else {
      // Not ours, whatever it is.
      throw SerialError(operation: Operation.publish, code: EEXIST, path: place.path)
    }
    let temporary = ".pumplink-\(getpid())-\(directory)"
    if try !symlink(target, place, named: temporary) {
      // Left by a killed pump that had our number; the live name rules out a second one here.
      _ = unsafe unlinkat(directory, temporary, 0)
      guard try symlink(target, place, named: temporary) else {
        throw SerialError(operation: Operation.publish, code: EEXIST, path: place.path)
      }
    }
    let name = place.name
    do {
      try SystemCall.checked(Operation.publish, place.path) {
        unsafe SystemCall.result(renameat(directory, temporary, directory, name))
      }
    } catch {
      _ = unsafe unlinkat(directory, temporary, 0)
      throw error
    }
  }

  /// False if something of that name exists.
  private static func symlink(
    _ target: String, _ place: borrowing Place, named name: String
  ) throws(SerialError) -> Bool {
    let directory = place.directory.number
    let result = SystemCall.retrying {
      unsafe SystemCall.result(symlinkat(target, directory, name))
    }
    if result == -Int(EEXIST) { return false }
    guard result == 0 else {
      throw SerialError(operation: Operation.publish, code: Int32(-result), path: place.path)
    }
    return true
  }
}
