import BenchControl
import PumpText
import PumpWorld
import Quantities
import SerialLink

/// The simulator's run loop: waits, lets time pass, hands bytes in and answers out.
final class PumpRunner {
  private let pump: ServedPump
  private let line: PumpLine
  private let control: ControlServer
  private let reportsAsJSON: Bool
  private var buffer = [UInt8](repeating: 0, count: 4096)

  init(_ host: PumpHost, line: PumpLine, control: ControlServer, json: Bool) {
    pump = ServedPump(host)
    self.line = line
    self.control = control
    reportsAsJSON = json
    host.onProgress = { [control] in control.publish($0) }
  }

  /// Runs until it is told to quit, by the bench or by a signal. A line that is gone ends nothing:
  /// an implant goes on without anybody who talks to it.
  func run(_ signals: borrowing SignalPipe) throws(SerialError) {
    var set = PollSet(capacity: ControlServer.maximumConnections + 8)
    var ending: EventJournal.Ending?
    while ending == nil {
      set.removeAll()
      let signalPlace = set.add(signals.fileDescriptor, .readable)
      line.addInterests(to: &set)
      let benchPlaces = set.count
      control.addInterests(to: &set)
      try set.wait(timeoutMilliseconds: millisecondsToSleep())
      // Asking where nothing waits would cost a system call each, and every answer comes later.
      if set.isReady(signalPlace), try signals.next() != nil { ending = .signal }
      pump.host.catchUp()
      line.takeNotice(of: set)
      try serveLine()
      pump.deliver { line.write($0) }
      if (benchPlaces..<set.count).contains(where: { set.isReady($0) }) {
        control.serve { line, sign in
          let reply = pump.service.answer(line, sign: sign)
          // Who has the answer finds what it led to already told.
          reportAlarms()
          return ControlServer.Reply(text: reply, follows: pump.service.follows)
        }
      }
      reportAlarms()
      reportLine()
      line.showHead(pump.host.pump.world.head != .away)
      if ending == nil, line.isOver { ending = .line }
      if pump.service.isQuitting { ending = .quit }
      pump.host.progress()
    }
    try pump.host.save()
    if let ending { pump.host.note(.ended(ending)) }
    control.publish(pump.host.events)
    try control.finish()
  }

  /// How long neither the pump nor the line does anything by itself, in ms; `nil` for ever.
  private func millisecondsToSleep() -> Int? {
    let faults = pump.lineDeadline.map { $0.since(pump.host.now().link).rawValue }
    let look = line.deadline.map { due in
      let now = MonotonicClock.milliseconds()
      return due > now ? due - now : 0
    }
    let line = [faults, look].compactMap { $0 }.min().map { Int(min($0, 3_600_000)) }
    return [line, pump.host.millisecondsToSleep()].compactMap { $0 }.min()
  }

  private func serveLine() throws(SerialError) {
    while true {
      switch try line.read(into: &buffer) {
      case .nothing:
        setSpeed()
        return
      case .interrupted:
        pump.programmerLeft()
        setSpeed()
      case .bytes(let count):
        setSpeed()
        pump.hear(buffer.span.extracting(first: count)) { line.write($0) }
        // Less than a full buffer: no more is waiting, and asking would cost a system call.
        if count < buffer.count { return }
      }
    }
  }

  /// Lets the line run at the speed that a client has set its port to.
  private func setSpeed() {
    for baud in line.takeSpeeds() { pump.setSpeed(baud) }
  }

  /// Tells whoever watches the simulator that its port has gone, or is back.
  private func reportLine() {
    for change in line.takeChanges() {
      let report = PortEventJSON(change, port: line.port)
      pump.host.note(.line(BenchEvent(change), port: report.port, reason: report.reason))
      tell(report.line, report.words)
    }
  }

  private func tell(_ json: String, _ words: String) {
    if reportsAsJSON {
      StandardStreams.error(json: json)
    } else {
      StandardStreams.error("PumpFirmwareSim: \(words)\n")
    }
  }

  /// Tells whoever watches the simulator what the patient hears: the first tone of each alarm.
  private func reportAlarms() {
    for heard in pump.host.takeAlarmsHeard() {
      let report = AlarmJSON(heard)
      tell(report.line, report.words)
    }
  }
}
