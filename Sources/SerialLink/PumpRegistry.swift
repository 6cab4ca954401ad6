import CSerialShim
import Glibc

/// The running pumps of this user: one file each in a private directory, locked for as long as its
/// pump lives. A pseudo-terminal appears in no list of the system's, so pumps need their own.
package enum PumpRegistry {
  /// This process, for `PumpRecord.pid`.
  package static var processID: Int32 { getpid() }

  /// Where entries are kept unless told otherwise: `$PUMPLINK_RUNTIME_DIR`, else
  /// `$XDG_RUNTIME_DIR/pumplink`, else `/tmp/pumplink-<uid>`.
  package static var defaultDirectory: String {
    if let directory = Environment.value("PUMPLINK_RUNTIME_DIR") { return directory }
    if let runtime = Environment.value("XDG_RUNTIME_DIR") { return runtime + "/pumplink" }
    return "/tmp/pumplink-\(geteuid())"
  }

  /// The living pumps, ordered by link and port. Entries of dead ones are deleted on the way. No
  /// directory means no pumps.
  ///
  /// Throws with kind `.notPermitted` if the directory is not safely this user's own.
  package static func list(
    in directory: String = defaultDirectory
  ) throws(SerialError) -> [PumpRecord] {
    let trusted: RegistryDirectory
    do {
      trusted = try RegistryDirectory(opening: directory)
    } catch {
      guard error.code == ENOENT else { throw error }
      return []
    }
    var records: [PumpRecord] = []
    for name in try trusted.names() where name.hasSuffix(".entry") || name.hasSuffix(".new") {
      // Neither can be opened if it vanished meanwhile, or is not a plain file of ours.
      guard let file = trusted.openEntry(name) else { continue }
      if cserial_flock(file.number, 0) == 0 {
        trusted.remove(name, ifStill: file)
      } else if name.hasSuffix(".entry"), let record = PumpRecord(text: contents(of: file)) {
        records.append(record)
      }
    }
    return records.sorted { ($0.link, $0.port) < ($1.link, $1.port) }
  }

  /// The first 16 KiB; an entry is far shorter.
  private static func contents(of file: borrowing Descriptor) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    var span = buffer.mutableSpan
    guard case .bytes(let count)? = try? file.read(into: &span) else { return [] }
    return Array(buffer.prefix(count))
  }
}
