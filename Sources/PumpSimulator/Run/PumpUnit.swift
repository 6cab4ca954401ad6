import BenchControl
import PumpText
import PumpWorld
import Quantities
import SerialLink

/// One pump in a run loop: lets time pass, hands bytes in and answers out, and tells what happens.
final class PumpUnit {
  let line: PumpLine
  /// What it is called among several; `nil` for one that is alone.
  let name: String?
  private let pump: ServedPump
  private let reportsAsJSON: Bool

  /// Takes bytes in, for one pump after another.
  private static let bufferBytes = 4096

  init(_ host: PumpHost, line: PumpLine, name: String? = nil, json: Bool) {
    self.line = line
    self.name = name
    let tap = LineTap(line.link ?? line.port, keys: { host.pairing($0) })
    pump = ServedPump(host, name: name, tap: tap)
    pump.service.port = line
    reportsAsJSON = json
  }

  var host: PumpHost { pump.host }
  var service: ControlService { pump.service }
  var tap: LineTap { pump.tap }

  /// Room for what ``serve(_:_:)`` reads.
  static func newBuffer() -> [UInt8] { [UInt8](repeating: 0, count: bufferBytes) }

  /// Lets happen what has fallen due, and serves whoever is at the line.
  func serve(_ set: borrowing PollSet, _ buffer: inout [UInt8]) throws(SerialError) {
    host.catchUp()
    line.takeNotice(of: set)
    try serveLine(&buffer)
    pump.deliver { line.write($0) }
  }

  /// Answers a line of the bench. Who has the answer finds what it led to already told.
  func answer(_ line: String, sign: () -> Void) -> ControlServer.Reply {
    let reply = service.answer(line, sign: sign)
    reportAlarms()
    return ControlServer.Reply(text: reply, follows: service.follows, pump: name)
  }

  /// Tells what has happened, on standard error and to whoever follows.
  func report() {
    reportAlarms()
    reportLine()
    for problem in tap.takeProblems() {
      let report = TapEventJSON(problem, pump: name)
      tell(report.line, report.words)
    }
    line.showHead(host.pump.world.head != .away)
    host.progress()
  }

  /// How long neither the pump nor the line does anything by itself, in ms; `nil` for ever.
  func millisecondsToSleep() -> Int? {
    let faults = pump.lineDeadline.map { $0.since(host.now().link).rawValue }
    let look = line.deadline.map { due in
      let now = MonotonicClock.milliseconds()
      return due > now ? due - now : 0
    }
    let line = [faults, look].compactMap { $0 }.min().map { Int(min($0, 3_600_000)) }
    return [line, host.millisecondsToSleep()].compactMap { $0 }.min()
  }

  private func serveLine(_ buffer: inout [UInt8]) throws(SerialError) {
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
      let report = PortEventJSON(change, port: line.terminal)
      host.note(.line(BenchEvent(change), port: report.port, reason: report.reason))
      tell(report.line, report.words)
    }
  }

  private func tell(_ json: String, _ words: String) {
    if reportsAsJSON {
      StandardStreams.error(json: json)
    } else {
      let pump = name.map { "\($0): " } ?? ""
      StandardStreams.error("PumpFirmwareSim: \(pump)\(words)\n")
    }
  }

  /// Tells whoever watches the simulator what the patient hears: the first tone of each alarm.
  private func reportAlarms() {
    for heard in host.takeAlarmsHeard() {
      let report = AlarmJSON(heard, pump: name)
      tell(report.line, report.words)
    }
  }
}
