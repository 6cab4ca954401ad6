import ProgrammerSession
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry

/// A programmer that visits a pump in the same process: frames go over, nothing else does.
struct PumpVisits {
  private(set) var pump: VirtualPump<TransientMemory>
  private var session: ProgrammerSession
  /// What is on the way back: at most one frame.
  private var answer = [256 of UInt8](repeating: 0)
  private var answerCount = 0

  init(_ setup: PumpSetup, mirror: PumpMirror? = nil) throws {
    pump = try setup.newPump(mirror: mirror)
    session = ProgrammerSession(
      role: .clinician,
      pairing: Pairing(
        serial: setup.device.identity.serial, key: setup.secrets.factoryKeys.clinician),
      nonce: AsconBlock(low: 0, high: 1))
  }

  /// Lets time pass, on the link as in the therapy.
  mutating func advance(to moment: Milliseconds) { pump.advance(to: Self.instant(moment)) }

  /// Opens a session by the handshake, orders a bolus over ten minutes, and closes the session.
  mutating func giveBolus(nanograms: UInt32, at moment: Milliseconds) throws {
    let now = Self.instant(moment)
    try expect(session.opening(), .sessionOpened, at: now)
    let bolus = StartBolus(nanograms: nanograms, milliseconds: 600_000)
    guard let order = session.stamped(.startBolus(bolus), at: now.link) else {
      throw BenchmarkError(.wrong, "an open session has no clock")
    }
    try expect(.order(order), .acknowledged, at: now)
    try expect(.query(.closeSession), .acknowledged, at: now)
  }

  /// Opens a session and reads the status so many times; `first` is called before the first.
  mutating func readStatus(times: Int, first: () -> Void) throws {
    let now = Self.instant(.zero)
    try expect(session.opening(), .sessionOpened, at: now)
    first()
    for _ in 0..<times { try expect(.query(.readStatus), .status, at: now) }
  }

  private static func instant(_ moment: Milliseconds) -> Instant {
    Instant(
      therapy: TherapyTime(rawValue: moment.rawValue), link: LinkTime(rawValue: moment.rawValue))
  }

  /// Carries out one request; throws unless it is answered by a reply of this type.
  private mutating func expect(
    _ request: Request, _ type: ReplyType, at now: Instant
  ) throws {
    session.begin(request, at: now.link)
    while let action = session.nextAction() {
      switch action {
      case .transmit: exchange(at: now)
      case .finished(.reply(let reply)) where reply.type == type: return
      case .finished(let outcome):
        throw BenchmarkError(.wrong, "\(request) ended with \(outcome)")
      }
    }
    throw BenchmarkError(.wrong, "\(request) was not answered")
  }

  /// Takes the session's frame to the pump and the pump's answer back.
  private mutating func exchange(at now: Instant) {
    answerCount = 0
    session.withTransmission { request in
      pump.receive(request, at: now) { bytes in
        for index in bytes.indices { answer[answerCount + index] = bytes[index] }
        answerCount += bytes.count
      }
    }
    var position = 0
    let bytes = answer.span.extracting(first: answerCount)
    while position < answerCount { session.receive(bytes, from: &position, at: now.link) }
  }
}
