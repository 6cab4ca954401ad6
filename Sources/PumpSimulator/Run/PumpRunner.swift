import SerialLink

/// The run loop of a pump that is alone: waits, and lets the pump do what has fallen due.
final class PumpRunner {
  private let unit: PumpUnit
  private let control: ControlServer
  private let testbed: UsbTestbed?
  private var buffer = PumpUnit.newBuffer()

  init(_ unit: PumpUnit, control: ControlServer, testbed: UsbTestbed? = nil) {
    self.unit = unit
    self.control = control
    self.testbed = testbed
    unit.host.onProgress = { [control] in control.publish($0, of: nil) }
  }

  /// Runs until it is told to quit, by the bench or by a signal. A line that is gone ends nothing:
  /// an implant goes on without anybody who talks to it.
  func run(_ signals: borrowing SignalPipe) throws(SerialError) {
    var set = PollSet(
      capacity: ControlServer.maximumConnections + UsbTestbed.mostInterests + 8)
    var ending: EventJournal.Ending?
    while ending == nil {
      set.removeAll()
      let signalPlace = set.add(signals.fileDescriptor, .readable)
      testbed?.addInterests(to: &set)
      unit.line.addInterests(to: &set)
      let benchPlaces = set.count
      control.addInterests(to: &set)
      try set.wait(timeoutMilliseconds: unit.millisecondsToSleep())
      // Asking where nothing waits would cost a system call each, and every answer comes later.
      if set.isReady(signalPlace), try signals.next() != nil { ending = .signal }
      testbed?.serve(set)
      try unit.serve(set, &buffer)
      if (benchPlaces..<set.count).contains(where: { set.isReady($0) }) {
        control.serve { unit.answer($0, sign: $1) }
      }
      unit.report()
      if ending == nil, unit.line.isOver { ending = .line }
      if unit.service.isQuitting { ending = .quit }
    }
    unit.tap.stop()
    try unit.host.save()
    if let ending { unit.host.note(.ended(ending)) }
    control.publish(unit.host.events, of: nil)
    try control.finish()
  }
}
