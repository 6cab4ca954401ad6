import ClinicSupport
import Foundation
import PumpText
import SerialLink
import Synchronization
import Telemetry

@testable import Clinic
@testable import Handheld

/// A pump of the tests' own making on a pty, which a connection can be made to.
final class PumpOnPty: Sendable {
  /// What it does and remembers.
  struct State: Sendable {
    /// Its end of the seal.
    var seal = SealingPump(key: key, serial: Samples.identity.serial, session: 40)
    /// The order it carried out last.
    var lastApplied: AppliedCommand?
    /// What it says the order was that it carried out last.
    var lastKind = RequestType.startBolus
    /// Whether it is silent from the next order on, having carried it out or not.
    var falls: (isSilent: Bool, carriesOut: Bool)?
    /// What it does not answer until another session was opened, and then writes into its log.
    var ignored: RequestType?
    /// The orders that reached it.
    var orders: [AppliedCommand] = []
    /// Its log.
    var log = LogLab()
  }

  /// The key of both roles.
  static let key = AsconBlock(low: 1, high: 2)

  private let state: Mutex<State>
  private let goesOn = Mutex(true)
  private let ended = DispatchSemaphore(value: 0)
  /// Where it is.
  let path: String

  init(_ state: State = State()) throws {
    let pty = try Pty()
    path = pty.slavePath
    self.state = Mutex(state)
    let box = Mutex<Pty?>(consume pty)
    Thread.detachNewThread {
      let pty = box.withLock { $0.take() }
      if let pty { try? self.serve(pty) }
      self.ended.signal()
    }
  }

  /// Writes its card; gives the path.
  static func card(in directory: String) throws -> String {
    let path = directory + "/card.json"
    let card = ImplantCard(
      model: "PL-40", serial: "PL40-SAMPLE",
      keys: .init(clinician: key.hexadecimal, patient: key.hexadecimal))
    try JSONEncoder().encode(card).write(to: URL(fileURLWithPath: path))
    return path
  }

  func stop() {
    goesOn.withLock { $0 = false }
    ended.wait()
  }

  func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
    state.withLock { body(&$0) }
  }

  private func serve(_ pty: consuming Pty) throws {
    var set = PollSet(capacity: 1)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var decoder = FrameDecoder()
    while goesOn.withLock({ $0 }) {
      set.removeAll()
      set.add(pty.fileDescriptor, .readable)
      try set.wait(timeoutMilliseconds: 5)
      guard case .bytes(let count) = try pty.read(into: &buffer) else { continue }
      let bytes = Array(buffer.prefix(count))
      var position = 0
      while position < bytes.count {
        guard decoder.next(bytes.span, from: &position) == .frame else { continue }
        var frame = decoder
        let answer = state.withLock { state -> WireBuffer? in
          guard let (header, request) = state.seal.request(in: &frame),
            let reply = Self.answer(request, header, &state)
          else { return nil }
          return state.seal.frame(reply, to: header)
        }
        _ = try answer?.withBytes { try pty.write($0) }
      }
    }
  }

  private static func answer(
    _ request: Request, _ header: MessageHeader, _ state: inout State
  ) -> Reply? {
    if request.type.changesTherapy {
      let command = AppliedCommand(session: state.seal.session, request: header.request)
      state.orders.append(command)
      if state.falls?.carriesOut ?? true { state.lastApplied = command }
    }
    if state.falls?.isSilent == true && !state.orders.isEmpty { return nil }
    if request.type == state.ignored { return nil }
    switch request {
    case .opening(.identify): return .identity(Samples.identity)
    case .opening(.openSession(let opening)):
      return state.seal.offer(opening)
    case .opening(.confirmSession):
      if state.ignored != nil { state.log.add(.alarmRaised, at: 90_000, detail: 2) }
      state.ignored = nil
      return .sessionOpened(
        SessionOpened(session: state.seal.session, linkClock: 1000, idleSeconds: 120))
    case .query(.interrogate):
      var body = LogLab.interrogation()
      body.status.lastApplied = state.lastApplied
      body.lastApplied = state.lastApplied.map { _ in
        .init(state.lastKind, therapySeconds: 90_001)
      }
      return .interrogation(body)
    case .query(.readStatus):
      var status = LogLab.interrogation().status
      status.lastApplied = state.lastApplied
      return .status(status)
    case .query(.readLog(let body)):
      switch state.log.page(body.first) {
      case .page(let page): return .logPage(page)
      case .noSuchEntry(let nearest):
        return .refused(
          Refusal(.readLog, .noSuchEntry, asked: UInt64(body.first), limit: UInt64(nearest)))
      }
    default: return .acknowledged(Acknowledgement(request.type, therapySeconds: 90_001))
    }
  }
}
