import CSerialShim
import Glibc

/// A lock on a file, held until the value goes away or the process ends, however it ends.
package struct FileLock: ~Copyable {
  private let descriptor: Descriptor

  /// Takes the lock, making the file (mode 0600) if it is missing; the file stays afterwards.
  /// Throws with kind `.busy` if another program holds it, `.notFound`, or `.notPermitted`.
  package init(locking path: String) throws(SerialError) {
    // Not through a link, which in a shared directory somebody else may have put there; and without
    // blocking, in case it is a pipe.
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let file = try SystemCall.descriptor(Operation.lock, path) {
      unsafe SystemCall.result(open(path, flags, 0o600))
    }
    let number = file.number
    try SystemCall.checked(Operation.lock, path) { Int(cserial_flock(number, 1)) }
    descriptor = file
  }

  deinit { cserial_unlock(descriptor.number) }
}
