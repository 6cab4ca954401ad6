package import SerialLink

/// The run loop of a list of ports that goes on: says what comes and goes until a signal.
package struct PortWatch {
  /// The pumps that were reported last.
  private var known: [PumpRecord]

  /// A watch that begins with ports that were listed.
  package init(_ listed: [PortInfo]) { known = listed.compactMap(\.pump) }

  /// Goes on until a signal, or until `report` says that nobody reads it any more.
  package mutating func run(
    _ monitor: borrowing PortMonitor, _ signals: borrowing SignalPipe,
    report: (PortEvent) throws -> Bool
  ) throws {
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
      isRead = try changes.allSatisfy { try report(PortEvent($0)) }
    }
  }
}
