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
    var set = PollSet(capacity: 3)
    while try signals.next() == nil {
      set.removeAll()
      set.add(monitor.fileDescriptor, .readable)
      set.add(pumps.fileDescriptor, .readable)
      set.add(signals.fileDescriptor, .readable)
      // A pump that was killed may still be listed at its event: look again a little later.
      try set.wait(timeoutMilliseconds: 1000)
      while let change = monitor.next() { try report(change) }
      _ = try pumps.changed()
      let now = try PumpRegistry.list()
      // A pump that was restarted meanwhile is removed first, so that it is there in the end.
      for record in known where !now.contains(record) { try report(.removed(PortInfo(record))) }
      for record in now where !known.contains(record) { try report(.added(PortInfo(record))) }
      known = now
    }
  }

  private struct Event: Encodable {
    let event: String
    let port: PortJSON
  }

  private func report(_ change: PortChange) throws {
    let event: Event
    switch change {
    case .added(let port): event = Event(event: "added", port: PortJSON(port))
    case .removed(let port): event = Event(event: "removed", port: PortJSON(port))
    case .changed(let port): event = Event(event: "changed", port: PortJSON(port))
    }
    if isJSON {
      StandardStreams.output(json: try JSONText.line(event))
    } else {
      StandardStreams.output("\(event.event)  \(event.port.line)")
    }
  }
}
