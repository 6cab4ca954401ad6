import PumpPlant
import Quantities
import Telemetry

@testable import PumpWorld

/// A pump that is talked to in frames, and its two clocks.
struct Handset {
  var pump: VirtualPump<LifeMemory>
  var now = Instant(therapy: .zero, link: .zero)
  private(set) var session: UInt32 = 0
  private(set) var lastRequest: UInt16 = 0
  private var openings: UInt64 = 0

  init(_ pump: VirtualPump<LifeMemory>) { self.pump = pump }

  /// Until when an order made now may be carried out.
  var soon: UInt32 { UInt32(truncatingIfNeeded: now.link.rawValue + 2000) }

  var moment: Int128 { Int128(now.therapy.rawValue) }

  /// The name under which the pump knows the last order.
  var lastCommand: AppliedCommand { AppliedCommand(session: session, request: lastRequest) }

  mutating func advance(to moment: Int128) {
    now.therapy = TherapyTime(rawValue: UInt64(moment))
    pump.advance(to: now)
  }

  @discardableResult
  mutating func open(_ role: Role = .clinician) -> Bool {
    openings += 1
    let opening = OpenSession(role: role, schema: Schema.hash, nonce: openings)
    guard case .sessionOpened(let opened) = send(.openSession(opening), .open, id: 1) else {
      return false
    }
    session = opened.session
    lastRequest = 0
    return true
  }

  /// Sends a request under the next id; gives the one answer to it, if one comes.
  @discardableResult
  mutating func ask(_ request: Request) -> Reply? {
    lastRequest += 1
    now.link = now.link.after(Milliseconds(rawValue: 100))
    return send(request, .session(session), id: lastRequest)
  }

  private mutating func send(_ request: Request, _ envelope: Envelope, id: UInt16) -> Reply? {
    let header = MessageHeader(envelope, request: id)
    var buffer = WireBuffer()
    buffer.encode(request, header)
    let frame = buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    var replies: [Reply] = []
    pump.receive(frame.span, at: now) { bytes in
      var decoder = FrameDecoder()
      var position = 0
      guard decoder.next(bytes, from: &position) == .frame, let answer = try? decoder.reply(),
        answer.header == header
      else { return }
      replies.append(answer.reply)
    }
    return replies.count == 1 ? replies[0] : nil
  }

  /// Switches the pump on after a reset, with what is left of its memory, in its world.
  mutating func restart(_ memory: LifeMemory, in world: World, _ cause: ResetCause) {
    now = Instant(therapy: world.plant.therapyTime, link: .zero)
    pump.memory = memory
    pump.world = world
    pump.restart(cause, at: now)
    session = 0
    lastRequest = 0
  }
}
