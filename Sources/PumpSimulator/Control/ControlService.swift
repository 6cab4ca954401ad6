import BenchClient
import BenchControl
import BenchText
import FoundationEssentials
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import SerialLink
import VerbOutput

/// Carries out what the bench asks over its socket. Spec: bench.md, "Control socket".
final class ControlService {
  let host: PumpHost
  let line: BenchLine
  /// What is kept of what goes over the line.
  let tap: LineTap
  /// What the pump is called among several; `nil` for one that is alone.
  let name: String?
  /// The pump's line, where it can be pulled.
  weak var port: PumpLine?
  /// Whether the bench told the pump to end.
  private(set) var isQuitting = false
  /// The number of the event from which on whoever asked last wants to be told what happens; `nil`
  /// when that was no ``BenchRequest/follow(since:)``.
  private(set) var follows: UInt64?

  init(
    _ host: PumpHost, _ line: BenchLine, tap: LineTap = LineTap("pump"), name: String? = nil
  ) {
    self.host = host
    self.tap = tap
    self.name = name
    self.line = line
  }

  /// Answers one line of the bench; a request without an id wants no answer. `sign` is called
  /// before a request that wants one is carried out, which may take a while.
  func answer(_ line: String, sign: () -> Void = {}) -> String? {
    follows = nil
    guard let tree = BenchTree(json: line) else { return Self.text(.notJSON) }
    let request: ControlRequest
    do throws(ControlReply) {
      request = try ControlRequest(tree)
    } catch {
      return Self.text(error)
    }
    if request.id != nil { sign() }
    return answer(request).flatMap { Self.text($0) }
  }

  /// Answers a request; `nil` where it wants no answer.
  func answer(_ request: ControlRequest) -> ControlReply? {
    follows = nil
    let result: ControlReply.Result
    do throws(BenchFailure) {
      result = .done(try carryOut(request))
    } catch {
      result = .failed(error)
    }
    return request.id.map { ControlReply(id: $0, result) }
  }

  private static func text(_ reply: ControlReply) -> String? { try? JSONText.text(reply.tree) }

  private func carryOut(_ request: ControlRequest) throws(BenchFailure) -> BenchAnswer {
    if let pump = request.pump, pump != name {
      throw .wrongParameters(
        "there is no pump \(pump) here" + (name == nil ? "; the one that is has no name" : ""))
    }
    let request = try request.request()
    let answer = try carryOut(request)
    if request.method.isHandiwork { host.note(.done(request.method)) }
    host.progress()
    return answer
  }

  private func carryOut(_ request: BenchRequest) throws(BenchFailure) -> BenchAnswer {
    switch request {
    case .truth: break
    case .events(let since):
      host.catchUp()
      host.progress()
      return .events(host.events.answer(since: since))
    case .follow(let since):
      host.catchUp()
      host.progress()
      let answer = host.events.answer(since: since)
      follows = host.events.newest + 1
      return .events(answer)
    case .capture: return .capture(tap.answer)
    case .captureStart(let path): return .capture(try startCapture(path))
    case .captureStop: return .capture(try stopCapture())
    case .usb: return .usb(try usb().answer)
    case .usbPlug: return .usb(try plug())
    case .usbUnplug: return .usb(try unplug())
    case .faults: return .faults(FaultsAnswer(host.pump.world))
    case .reconcile:
      guard host.pump.world.isPumpOn else {
        throw .refused("the pump has no power, so its counters cannot be read; switch it on first")
      }
      return .reconciliation(host.touch { pump, _ in ReconciliationAnswer(&pump) })
    case .link: return .line(LineFaultsAnswer(line))
    case .linkSet(let way, let seed, let settings):
      return .line(try setLink(way, seed: seed, settings))
    case .linkClear(let way): return .line(clearLink(way))
    case .patient(let days): return .patient(try patient(days: Int(days)))
    case .quit: isQuitting = true
    case .advance(let length, let end):
      let stop = try advance(length, until: end)
      var answer = truth
      answer.stop = stop
      return .truth(answer)
    case .fault(let unit, let kind, let value, let length):
      try inject(unit, kind, value, for: length)
    case .clear(let unit): try clear(unit)
    case .withdraw(let volume): return .withdrawal(try withdraw(volume))
    case .rinse: return .withdrawal(try rinse())
    case .fill(let volume, let strength, let drug):
      try touch { (pump, now) throws(BenchError) in
        try pump.fill(volume, of: strength, drug, at: now)
      }
    case .explant(let path): try explant(to: path)
    case .implant(let path, let catheter, let cell): try implant(from: path, catheter, cell)
    case .inject(let amount, let drug):
      try operate { world throws(BenchError) in try world.inject(amount, of: drug) }
    case .power(let state): try setPower(state)
    case .head(let place):
      try touch { (pump, now) throws(BenchError) in pump.setHead(place, at: now) }
    case .crash(let crash): try plan(crash)
    case .snapshot(let path): try copy { try host.takeSnapshot(path) }
    case .restore(let path): try copy { try host.restore(path) }
    }
    return .truth(truth)
  }

  var truth: TruthAnswer {
    var report = TruthAnswer(host.pump)
    report.crash = host.armedCrash.map { TruthAnswer.Crash($0) }
    return report
  }

  /// What was done is saved before it is answered.
  func save() throws(BenchFailure) {
    do throws(SerialError) {
      try host.save()
    } catch {
      throw BenchFailure(
        .notSaved, "it was done, but could not be saved: \(error)")
    }
  }

  private func withdraw(_ volume: Nanolitres) throws(BenchFailure) -> WithdrawalAnswer {
    let came = host.touch { pump, now in pump.withdraw(volume, at: now) }
    try save()
    return WithdrawalAnswer(came, truth)
  }

  private func rinse() throws(BenchFailure) -> WithdrawalAnswer {
    let came: DrawnLiquid
    do throws(BenchError) {
      came = try host.touch { (pump, now) throws(BenchError) in try pump.rinse(at: now) }
    } catch {
      throw .refused(error.words)
    }
    try save()
    return WithdrawalAnswer(came, truth)
  }

  private func setPower(_ state: PowerSwitch) throws(BenchFailure) {
    try touch { (pump, now) throws(BenchError) in
      if state != .on { pump.setPower(false, at: now) }
      if state != .off { pump.setPower(true, at: now) }
    }
  }

  func copy(_ body: () throws -> Void) throws(BenchFailure) {
    do {
      try body()
    } catch {
      throw .refused("\(error)")
    }
  }

  /// Does something to the pump, and saves what became of it.
  func touch(
    _ body: (inout VirtualPump<StateFile>, Instant) throws(BenchError) -> Void
  ) throws(BenchFailure) {
    do throws(BenchError) {
      try host.touch(body)
    } catch {
      throw .refused(error.words)
    }
    try save()
  }
}
