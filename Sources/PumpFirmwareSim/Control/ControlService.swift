import CommandEntry
import FoundationEssentials
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import SerialLink

/// Carries out what the bench asks over its socket. Spec: bench.md, "Control socket".
final class ControlService {
  let stand: Stand
  let line: BenchLine
  /// Whether the bench told the pump to end.
  private(set) var isQuitting = false

  init(_ stand: Stand, _ line: BenchLine) {
    self.stand = stand
    self.line = line
  }

  /// Answers one line of the bench; a request without an id wants no answer. `sign` is called
  /// before a request that wants one is carried out, which may take a while.
  func answer(_ line: String, sign: () -> Void = {}) -> String? {
    guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line.utf8)) else {
      return try? JSONText.text(Self.unreadable(line))
    }
    guard request.jsonrpc == "2.0" else {
      return try? JSONText.text(
        ControlReply(id: request.id, error: Failure(.notRequest, "not JSON-RPC 2.0")))
    }
    var reply = ControlReply(id: request.id)
    if request.id != nil { sign() }
    do throws(Failure) {
      reply.result = try carryOut(request.method, request.params ?? .init())
    } catch {
      reply.error = error
    }
    return request.id == nil ? nil : try? JSONText.text(reply)
  }

  /// The answer to a line that no request can be read from: it is no JSON, or another kind of it.
  private static func unreadable(_ line: String) -> ControlReply {
    struct Anything: Decodable {
      var id: ControlID?

      private enum Keys: String, CodingKey { case id }

      init(from decoder: any Decoder) throws {
        let fields = try? decoder.container(keyedBy: Keys.self)
        id = try? fields?.decodeIfPresent(ControlID.self, forKey: .id)
      }
    }
    guard let found = try? JSONDecoder().decode(Anything.self, from: Data(line.utf8)) else {
      return ControlReply(error: Failure(.notJSON, "not a request in JSON"))
    }
    return ControlReply(id: found.id, error: Failure(.notRequest, "not JSON-RPC 2.0"))
  }

  private func carryOut(
    _ name: String, _ parameters: ControlRequest.Parameters
  ) throws(Failure) -> ControlReply.Result {
    guard let method = ControlMethod(rawValue: name) else {
      let names = ControlMethod.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.noMethod, "no method \(name); there are \(names)")
    }
    switch method {
    case .truth: break
    case .faults: return .faults(FaultsReport(stand.pump.world))
    case .reconcile:
      guard stand.pump.world.isPumpOn else {
        throw .refused("the pump has no power, so its counters cannot be read; switch it on first")
      }
      let found = stand.touch { pump, _ in pump.reconcile() }
      return .reconciliation(
        ReconciliationReport(found, stroke: stand.pump.firmware.profile.strokeVolume))
    case .link: return .link(LinkReport(line))
    case .linkSet: return .link(try setLink(parameters))
    case .linkClear: return .link(try clearLink(parameters))
    case .quit: isQuitting = true
    case .advance: try advance(parameters)
    case .fault: try inject(parameters)
    case .clear: try clear(parameters)
    case .withdraw: return .withdrawal(try withdraw(parameters))
    case .fill: try fill(parameters)
    case .power: try setPower(parameters)
    case .head: try setHead(parameters)
    case .crash: try plan(parameters)
    case .snapshot: try copy(method, parameters) { try stand.takeSnapshot($0) }
    case .restore: try copy(method, parameters) { try stand.restore($0) }
    }
    return .truth(truth)
  }

  private var truth: TruthReport {
    var report = TruthReport(stand.pump)
    report.crash = stand.plannedCrash.map { TruthReport.Crash($0) }
    return report
  }

  /// What was done is saved before it is answered.
  private func save() throws(Failure) {
    do throws(SerialError) {
      try stand.save()
    } catch {
      throw Failure(
        .notSaved, "it was done, but could not be saved: \(error)")
    }
  }

  private func advance(_ parameters: ControlRequest.Parameters) throws(Failure) {
    guard let length = parameters.milliseconds, stand.jump(Milliseconds(rawValue: length)) else {
      throw .wrongParameters("advance takes milliseconds, up to 100 years of therapy in all")
    }
    try save()
  }

  private func withdraw(
    _ parameters: ControlRequest.Parameters
  ) throws(Failure) -> WithdrawalReport {
    guard let volume = parameters.nanolitres, volume > 0, volume <= 1_000_000_000 else {
      throw .wrongParameters("withdraw takes nanolitres, 1 to 1000000000")
    }
    let came = stand.touch { pump, now in
      pump.withdraw(Nanolitres(rawValue: volume), at: now)
    }
    try save()
    return WithdrawalReport(came, truth)
  }

  private func fill(_ parameters: ControlRequest.Parameters) throws(Failure) {
    guard let volume = parameters.nanolitres, volume > 0, volume <= 1_000_000_000,
      let strength = parameters.mcg_per_ml, strength <= Concentration.maximum
    else {
      throw .wrongParameters(
        "fill takes nanolitres, 1 to 1000000000, and mcg_per_ml, 0 (drug-free) to "
          + "\(Concentration.maximum)")
    }
    try touch { (pump, now) throws(BenchError) in
      try pump.fill(
        Nanolitres(rawValue: volume), of: Concentration(microgramsPerMillilitre: strength), at: now)
    }
  }

  private func setPower(_ parameters: ControlRequest.Parameters) throws(Failure) {
    guard let state = parameters.state, ["on", "off", "cycle"].contains(state) else {
      throw .wrongParameters("power takes state: on, off or cycle")
    }
    try touch { (pump, now) throws(BenchError) in
      if state != "on" { pump.setPower(false, at: now) }
      if state != "off" { pump.setPower(true, at: now) }
    }
  }

  private func setHead(_ parameters: ControlRequest.Parameters) throws(Failure) {
    guard let place = parameters.state.flatMap({ HeadPlace(name: $0) }) else {
      throw .wrongParameters("head takes state: contact, near or away")
    }
    try touch { (pump, now) throws(BenchError) in pump.setHead(place, at: now) }
  }

  private func copy(
    _ method: ControlMethod, _ parameters: ControlRequest.Parameters,
    _ body: (String) throws -> Void
  ) throws(Failure) {
    guard let path = parameters.path, path.hasPrefix("/") else {
      throw .wrongParameters("\(method.rawValue) takes path, an absolute one")
    }
    do {
      try body(path)
    } catch {
      throw .refused("\(error)")
    }
  }

  /// Does something to the pump, and saves what became of it.
  func touch(
    _ body: (inout VirtualPump<StateFile>, Instant) throws(BenchError) -> Void
  ) throws(Failure) {
    do throws(BenchError) {
      try stand.touch(body)
    } catch {
      throw .refused(error.words)
    }
    try save()
  }
}
