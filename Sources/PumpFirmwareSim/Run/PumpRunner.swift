import BadLink
import BenchControl
import PumpText
import PumpWorld
import Quantities
import SerialLink

/// The simulator's run loop: waits, lets time pass, hands bytes in and answers out.
final class PumpRunner {
  private let host: PumpHost
  private let line: PumpLine
  private let control: ControlServer
  private let service: ControlService
  private let bench = BenchLine()
  private let reportsAsJSON: Bool
  private var buffer = [UInt8](repeating: 0, count: 4096)

  init(_ host: PumpHost, line: PumpLine, control: ControlServer, json: Bool) {
    self.host = host
    self.line = line
    self.control = control
    service = ControlService(host, bench)
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
      host.catchUp()
      line.takeNotice(of: set)
      try serveLine()
      if bench.isThere { deliver() }
      if (benchPlaces..<set.count).contains(where: { set.isReady($0) }) {
        control.serve { line, sign in
          let reply = service.answer(line, sign: sign)
          // Who has the answer finds what it led to already told.
          reportAlarms()
          return ControlServer.Reply(text: reply, follows: service.follows)
        }
      }
      reportAlarms()
      reportLine()
      line.showHead(host.pump.world.head != .away)
      if ending == nil, line.isOver { ending = .line }
      if service.isQuitting { ending = .quit }
      host.progress()
    }
    try host.save()
    if let ending { host.note(.ended(ending)) }
    control.publish(host.events)
    try control.finish()
  }

  /// How long neither the pump nor the line does anything by itself, in ms; `nil` for ever.
  private func millisecondsToSleep() -> Int? {
    let faults = bench.deadline.map { $0.since(host.now().link).rawValue }
    let look = line.deadline.map { due in
      let now = MonotonicClock.milliseconds()
      return due > now ? due - now : 0
    }
    let line = [faults, look].compactMap { $0 }.min().map { Int(min($0, 3_600_000)) }
    return [line, host.millisecondsToSleep()].compactMap { $0 }.min()
  }

  private func serveLine() throws(SerialError) {
    while true {
      switch try line.read(into: &buffer) {
      case .nothing:
        setSpeed()
        return
      case .interrupted:
        // Nobody is there to hear the answers.
        for bytes in bench.takeOnLeaving() { host.receive(bytes.span) { _ in } }
        host.linkInterrupted()
        setSpeed()
      case .bytes(let count):
        setSpeed()
        if bench.isThere {
          let now = host.now().link
          bench.send(buffer.span.extracting(first: count), from: .programmer, at: now)
        } else {
          host.receive(buffer.span.extracting(first: count)) { line.write($0) }
        }
        // Less than a full buffer: no more is waiting, and asking would cost a system call.
        if count < buffer.count { return }
      }
    }
  }

  /// Lets the line run at the speed that a client has set its port to.
  private func setSpeed() {
    for baud in line.takeSpeeds() { bench.setSpeed(baud, at: host.now().link) }
  }

  /// Hands on what has arrived at either end of a line with faults.
  private func deliver() {
    while let bytes = bench.deliver(to: .pump, at: host.now().link) {
      host.receive(bytes.span) { bench.send($0, from: .pump, at: host.now().link) }
    }
    while let bytes = bench.deliver(to: .programmer, at: host.now().link) {
      line.write(bytes.span)
    }
    bench.tidy()
  }

  /// Tells whoever watches the simulator that its port has gone, or is back.
  private func reportLine() {
    for change in line.takeChanges() {
      let report = PortEventJSON(change, port: line.port)
      host.note(.line(BenchEvent(change), port: report.port, reason: report.reason))
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
    for heard in host.takeAlarmsHeard() {
      let report = AlarmJSON(heard)
      tell(report.line, report.words)
    }
  }
}
