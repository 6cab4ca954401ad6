import Glibc

/// A reusable list of descriptors to wait for. Its storage is allocated once; clearing, filling and
/// waiting allocate nothing.
package struct PollSet: ~Copyable {
  private var entries: [pollfd] = []
  private let capacity: Int

  /// Makes an empty list for at most `capacity` descriptors.
  package init(capacity: Int = 16) {
    precondition(capacity > 0)
    self.capacity = capacity
    entries.reserveCapacity(capacity)
  }

  /// The number of descriptors in the list.
  package var count: Int { entries.count }

  /// Empties the list and keeps its storage.
  package mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
  }

  /// Adds a descriptor and returns its place in the list. A negative number is never ready.
  @discardableResult
  package mutating func add(_ descriptor: Int32, _ interest: Readiness) -> Int {
    precondition(entries.count < capacity, "more descriptors than this list was made for")
    entries.append(pollfd(fd: descriptor, events: interest.rawValue, revents: 0))
    return entries.count - 1
  }

  /// What the last wait found at a place in the list.
  package subscript(place: Int) -> Readiness {
    Readiness(rawValue: entries[place].revents)
  }

  /// Whether the last wait found anything at a place in the list.
  package func isReady(_ place: Int) -> Bool { entries[place].revents != 0 }

  /// Waits until a descriptor is ready, the time is over (`nil` for no limit, in milliseconds), or
  /// a signal arrives, and returns how many are ready. 0 means time or signal: the caller, who
  /// knows its deadlines, looks again. Throws only when the system is out of memory.
  @discardableResult
  package mutating func wait(timeoutMilliseconds: Int?) throws(SerialError) -> Int {
    let timeout = timeoutMilliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
    let count = nfds_t(entries.count)
    let result = unsafe entries.withUnsafeMutableBufferPointer { buffer in
      unsafe SystemCall.result(poll(buffer.baseAddress, count, timeout))
    }
    if result >= 0 { return result }
    for place in entries.indices { entries[place].revents = 0 }
    if result == -Int(EINTR) { return 0 }
    throw SerialError(operation: Operation.wait, code: Int32(-result), path: "poll")
  }
}
