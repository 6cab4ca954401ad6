import Glibc

/// Tells when pumps of this user start and stop.
package struct RegistryMonitor: ~Copyable {
  private let events: FileEvents

  /// Watches the registry's directory, which is made if it is missing. Throws what registering
  /// does.
  package init(of directory: String = PumpRegistry.defaultDirectory) throws(SerialError) {
    _ = try RegistryDirectory(creating: directory)
    // Closing after writing is how the end of a killed pump shows. Listing opens entries only to
    // read, and so does not set off the next look.
    events = try FileEvents(watching: directory, for: IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE)
  }

  /// Readable when something has changed; then call `changed()`.
  package var fileDescriptor: Int32 { events.descriptor.number }

  /// Whether something has changed since the last call, so that `PumpRegistry.list` is worth
  /// calling. The kernel reports a killed pump just before it gives up the lock: a list made at
  /// once may still contain it.
  package borrowing func changed() throws(SerialError) -> Bool {
    var changed = false
    try events.drain { _ in changed = true }
    return changed
  }
}
