package import PumpText
import SerialLink

/// The run loop of a list of ports that goes on: says what comes and goes until a signal.
package struct PortWatch {
  /// The pumps that were reported last.
  private var known: [PumpRecord]

  /// Lists the ports, and goes on to say what comes and goes until a signal.
  /// - Parameters:
  ///   - face: How what can be done next is said to who reads the list.
  ///   - listed: Takes the list; false when nobody reads it any more.
  ///   - changed: Takes each change after it; false when nobody reads them any more.
  package static func run(
    face: Face, listed: (PortsResult) throws -> Bool, changed: (PortEvent) throws -> Bool
  ) throws {
    let signals = try SignalPipe()
    // The monitor comes first, so that nothing appears between the list and the first change.
    let monitor = try PortMonitor()
    let ports = try PortDiscovery.list()
    guard try listed(PortsResult(ports, face: face)) else { return }
    var watch = PortWatch(known: ports.compactMap(\.pump))
    try watch.run(monitor, signals, report: changed)
  }

  private mutating func run(
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
