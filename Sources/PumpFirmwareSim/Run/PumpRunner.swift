import FoundationEssentials
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import SerialLink

/// The simulator's run loop: waits, lets time pass, hands bytes in and answers out.
final class PumpRunner {
  private var pump: VirtualPump<StateFile>
  private let state: StateFile
  private let line: PumpLine
  private let control: ControlServer?
  private var clock: TherapyClock
  private let switchedOn: UInt64
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var isQuitting = false

  init(
    _ setup: PumpSetup, _ opened: StateFile.Opened, line: PumpLine, control: ControlServer?,
    clock mode: ClockMode
  ) throws {
    switchedOn = MonotonicClock.milliseconds()
    clock = TherapyClock(mode, from: opened.plant.therapyTime, at: switchedOn)
    state = opened.file
    pump = try VirtualPump(
      profile: setup.device, plant: opened.plant, memory: opened.file, image: opened.image.span,
      link: .zero)
    self.line = line
    self.control = control
  }

  /// Runs until it is told to quit, by the bench or by a signal, or until the line is gone.
  func run(_ signals: borrowing SignalPipe) throws(SerialError) {
    var set = PollSet(capacity: ControlServer.maximumConnections + 8)
    while !isQuitting {
      set.removeAll()
      let signalPlace = set.add(signals.fileDescriptor, .readable)
      line.addInterests(to: &set)
      let benchPlaces = set.count
      control?.addInterests(to: &set)
      try set.wait(timeoutMilliseconds: millisecondsToSleep())
      // Asking where nothing waits would cost a system call each, and every answer comes later.
      if set.isReady(signalPlace), try signals.next() != nil { isQuitting = true }
      pump.advance(to: now())
      line.takeNotice(of: set)
      try serveLine()
      if (benchPlaces..<set.count).contains(where: { set.isReady($0) }) { control?.serve(answer) }
    }
    try save()
  }

  private func now() -> Instant {
    let real = MonotonicClock.milliseconds()
    return Instant(
      therapy: clock.time(at: real), link: LinkTime(rawValue: real - switchedOn))
  }

  /// How long nothing will happen by itself; `nil` for ever.
  private func millisecondsToSleep() -> Int? {
    let real = MonotonicClock.milliseconds()
    let therapy = clock.realMilliseconds(until: pump.firmware.deadline, at: real)
    let session = pump.firmware.sessionDeadline.map {
      $0.since(LinkTime(rawValue: real - switchedOn)).rawValue
    }
    guard let next = [therapy, session].compactMap({ $0 }).min() else { return nil }
    return Swift.Int(min(next, 3_600_000))
  }

  // MARK: The link

  private func serveLine() throws(SerialError) {
    while true {
      switch try line.read(into: &buffer) {
      case .nothing: return
      case .interrupted: pump.linkInterrupted()
      case .bytes(let count):
        // What an answer will tell is saved first: from inside the pump it could not be read.
        let moment = now()
        pump.advance(to: moment)
        saveTime()
        pump.receive(buffer.span.extracting(first: count), at: moment) { line.write($0) }
        // Less than a full buffer: no more is waiting, and asking would cost a system call.
        if count < buffer.count { return }
      }
    }
  }

  /// Keeps the moment that an answer is about to tell: a pump that wakes up again must not find
  /// itself before it.
  private func saveTime() {
    guard clock.mode != .manual, pump.plant.therapyTime > state.savedTime.after(.seconds(1))
    else { return }
    try? state.saveWorld(pump.plant)
  }

  private func save() throws(SerialError) {
    try state.saveWorld(pump.plant)
    try state.sync()
  }

  // MARK: The bench

  /// Answers one line of the bench; a request without an id wants no answer.
  private func answer(_ line: String) -> String? {
    guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line.utf8)) else {
      return try? ControlJSON.encode(
        ControlReply(error: .init(code: -32700, message: "not a request in JSON")))
    }
    guard request.jsonrpc == "2.0" else {
      return try? ControlJSON.encode(
        ControlReply(id: request.id, error: .init(code: -32600, message: "not JSON-RPC 2.0")))
    }
    let reply = carryOut(request)
    return request.id == nil ? nil : try? ControlJSON.encode(reply)
  }

  private func carryOut(_ request: ControlRequest) -> ControlReply {
    var reply = ControlReply(id: request.id)
    switch request.method {
    case "truth": break
    case "quit": isQuitting = true
    case "advance": reply.error = advance(request.params?.milliseconds)
    default:
      reply.error = .init(
        code: -32601, message: "no method \(request.method); there are advance, quit, truth")
    }
    if reply.error == nil { reply.result = TruthReport(pump.truth) }
    return reply
  }

  private func advance(_ milliseconds: UInt64?) -> ControlReply.Failure? {
    let limit = TherapyTime.zero.after(.days(36_500))
    guard let milliseconds, let target = now().therapy.plus(TherapyTime(rawValue: milliseconds)),
      target <= limit
    else {
      return .init(
        code: -32602, message: "advance takes milliseconds, up to 100 years of therapy in all")
    }
    clock.jump(Milliseconds(rawValue: milliseconds))
    // Nothing of the jump is acknowledged before its end, so the disk is waited for once.
    state.waitsForDisk = false
    pump.advance(to: now())
    state.waitsForDisk = true
    do {
      try save()
      return nil
    } catch {
      return .init(
        code: ControlReply.Failure.notSaved, message: "time went on, but was not saved: \(error)")
    }
  }
}
