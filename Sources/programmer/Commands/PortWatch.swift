import Clinic
import Handheld
import SerialLink

/// The run loop of `programmer ports --watch`: says what comes and goes until a signal.
struct PortWatch {
  private let isJSON: Bool
  /// The pumps that were reported last.
  private var known: [PumpRecord]

  init(json: Bool, known: [PumpRecord]) {
    isJSON = json
    self.known = known
  }

  mutating func run(_ monitor: borrowing PortMonitor, _ signals: borrowing SignalPipe) throws {
    let pumps = try RegistryMonitor()
    var set = PollSet(capacity: 4)
    var isRead = true
    while isRead {
      if try signals.next() != nil { return }
      set.removeAll()
      set.add(monitor.fileDescriptor, .readable)
      set.add(pumps.fileDescriptor, .readable)
      set.add(signals.fileDescriptor, .readable)
      let reader = StandardStreams.watchOutput(in: &set)
      // A pump that was killed may still be listed at its event: look again a little later.
      try set.wait(timeoutMilliseconds: 1000)
      if set.isReady(reader) { return }
      var changes: [PortChange] = []
      while let change = monitor.next() { changes.append(change) }
      _ = try pumps.changed()
      let now = try PumpRegistry.list()
      // A pump that was restarted meanwhile is removed first, so that it is there in the end.
      changes += known.filter { !now.contains($0) }.map { .removed(PortInfo($0)) }
      changes += now.filter { !known.contains($0) }.map { .added(PortInfo($0)) }
      known = now
      isRead = try changes.allSatisfy { try report($0) }
    }
  }

  private struct Event: Encodable {
    let event: String
    let port: PortJSON
  }

  /// Says what changed, and whether somebody still reads it.
  private func report(_ change: PortChange) throws -> Bool {
    let event: Event
    switch change {
    case .added(let port): event = Event(event: "added", port: PortJSON(port))
    case .removed(let port): event = Event(event: "removed", port: PortJSON(port))
    case .changed(let port): event = Event(event: "changed", port: PortJSON(port))
    }
    return isJSON
      ? try Verb.show(json: event) : try Verb.show("\(event.event)  \(event.port.line)")
  }
}
