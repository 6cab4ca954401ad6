import CSerialShim
import Glibc

/// The disk below a folder.
package enum Disk {
  /// Waits until all that was written anywhere on it has reached it. Throws when something has not.
  package static func wait(for folder: String) throws(SerialError) {
    let descriptor = try SystemCall.descriptor(Operation.flushDisk, folder) {
      unsafe SystemCall.result(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    }
    let number = descriptor.number
    try SystemCall.checked(Operation.flushDisk, folder) { Int(cserial_sync_disk(number)) }
  }
}
