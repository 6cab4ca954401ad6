import CSerialShim
import Glibc

/// Looks after the clients of many pseudo-terminals at once. A user may have 128 queues of events
/// by default, and a pump that is alone has one of its own.
package final class PtyWatch {
  private let events: FileEvents
  private var changes: [Int32: PtyClientChange] = [:]
  private var numbers: [Int32] = []

  /// A watch over no port yet. For many the program may open as much as the system lets it.
  package init() throws(SerialError) {
    cserial_raise_descriptors()
    events = try FileEvents()
  }

  /// Readable when clients have opened or closed a port; then call ``look()``.
  package var fileDescriptor: Int32 { events.descriptor.number }

  func add(_ path: String) throws(SerialError) -> Int32 {
    let number = try events.add(path, for: Pty.clientMask)
    numbers.append(number)
    return number
  }

  /// Takes notice of what clients did.
  package func look() throws(SerialError) {
    var found = changes
    var lost = false
    try events.drainNumbered { number, mask in
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { lost = true }
      found[number, default: PtyClientChange()].count(mask)
    }
    // Better to clean up once too often.
    if lost { for number in numbers { found[number] = PtyClientChange(opened: 1, closed: 1) } }
    changes = found
  }

  /// What the clients of a port did since this was called last.
  func take(_ number: Int32) -> PtyClientChange {
    changes.removeValue(forKey: number) ?? PtyClientChange()
  }

  /// Whether clients of a port did anything since that was taken last.
  func hasChange(_ number: Int32) -> Bool { changes[number] != nil }
}

extension PtyClientChange {
  /// Counts an event in.
  mutating func count(_ mask: UInt32) {
    if mask & UInt32(IN_OPEN) != 0 { opened += 1 }
    if mask & UInt32(IN_CLOSE_WRITE | IN_CLOSE_NOWRITE) != 0 { closed += 1 }
  }
}
