import CSerialShim
import Glibc

/// A connection between two programs on this machine, through a socket file, whose path is its own.
package struct UnixConnection: ~Copyable, DescriptorStream {
  package let descriptor: Descriptor

  /// Connects to the program that listens at `path`. Throws with kind `.notFound` if none does,
  /// `.busy` if it has too many unaccepted connections, `.notPermitted`, or `.unusableName` for one
  /// that no address has room for; see ``SocketName``.
  package init(connectingTo path: String) throws(SerialError) {
    if SocketName.fits(path) {
      try self.init(to: path, for: path)
    } else {
      let place = try Place(of: path, Operation.connect)
      try self.init(to: SocketName.short(path, place, Operation.connect), for: path)
    }
  }

  private init(to address: String, for path: String) throws(SerialError) {
    descriptor = try SystemCall.descriptor(Operation.connect, path, isSocket: true) {
      unsafe Int(cserial_local_connect(address))
    }
  }

  init(_ descriptor: consuming Descriptor) {
    self.descriptor = descriptor
  }
}
