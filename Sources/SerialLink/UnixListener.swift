import CSerialShim
import Glibc

/// Listens at a socket file that only its owner may connect to (mode 0600). The file is removed
/// with the value, if it is still the one that was made.
package struct UnixListener: ~Copyable {
  private let descriptor: Descriptor
  private let place: Place
  private let live: LiveName
  private let device: dev_t
  private let inode: ino_t

  /// Makes the socket file, in place of one that nobody listens at any more.
  ///
  /// Throws with kind `.busy` if somebody does listen there, `.unusableName` if something else
  /// than a socket is there, or (ENAMETOOLONG) for a name that no address has room for,
  /// `.notFound`, or `.notPermitted`.
  package init(listeningAt path: String) throws(SerialError) {
    let place = try Place(of: path, Operation.listen)
    let address = try SocketName.short(path, place, Operation.listen)
    // Two starting at once would both find the old socket dead, and the slower one would remove the
    // quicker one's new socket.
    let live = try LiveName(claiming: place.liveName, Operation.listen, path)
    try Self.clear(place, path)
    let descriptor = try SystemCall.descriptor(Operation.listen, path, isSocket: true) {
      unsafe Int(cserial_local_listen(address, 16))
    }
    guard let status = try place.status(Operation.listen) else {
      throw SerialError(operation: Operation.listen, code: ENOENT, path: path)
    }
    device = status.st_dev
    inode = status.st_ino
    self.descriptor = descriptor
    self.live = live
    self.place = place
  }

  deinit {
    guard let status = try? place.status(Operation.listen) else { return }
    if status.st_dev == device, status.st_ino == inode { place.remove() }
  }

  /// Removes a dead socket; throws if there is anything else.
  private static func clear(_ place: borrowing Place, _ path: String) throws(SerialError) {
    guard let status = try place.status(Operation.listen) else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw SerialError(operation: Operation.listen, code: EEXIST, path: path)
    }
    do {
      _ = try UnixConnection(connectingTo: path)
    } catch {
      guard error.code == ECONNREFUSED else {
        throw SerialError(operation: Operation.listen, code: error.code, path: path)
      }
      place.remove()
      return
    }
    throw SerialError(operation: Operation.listen, code: EADDRINUSE, path: path)
  }

  /// The path as given.
  package var path: String { descriptor.path }
  /// Readable when a connection is waiting.
  package var fileDescriptor: Int32 { descriptor.number }

  /// The next waiting connection, or `nil` if none is. Throws when out of descriptors.
  package borrowing func accept() throws(SerialError) -> UnixConnection? {
    guard let accepted = try descriptor.accept(named: path) else { return nil }
    return UnixConnection(accepted)
  }
}
