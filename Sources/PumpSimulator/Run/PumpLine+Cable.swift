import SerialLink

/// The cable of a line that is at a USB socket of a testbed.
extension PumpLine {
  /// Plugs the pty into a testbed by a cable, from now on.
  func plug(in cable: UsbCable) throws {
    try cable.plug(to: port)
    self.cable = cable
  }

  /// Pulls the cable. The pty is gone then, as the terminal of a real adapter is: whoever has it
  /// open finds the line closed.
  func unplug() {
    guard let cable, cable.isPlugged else { return }
    cable.unplug()
    medium = .unplugged
    wasPulled = true
    changes.append(.lost(SerialError.endOfStream(cable.device)))
  }

  /// Plugs it in again, with a new pty behind it and the link to that. Throws when there is none.
  func plug() throws {
    guard let cable, let link, !cable.isPlugged else { return }
    var pty = try Pty(watch: watch)
    try pty.publish(link: link)
    try cable.plug(to: pty.slavePath)
    port = pty.slavePath
    medium = .pty(pty)
    changes.append(.returned)
  }

  /// Adds the one thing there is to wait for at a pty that a watch looks after; it is never ready
  /// while the cable is pulled.
  func addOneInterest(to set: inout PollSet) {
    let before = set.count
    addInterests(to: &set)
    if set.count == before { set.add(-1, .readable) }
  }
}
