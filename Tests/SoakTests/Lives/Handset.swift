import PumpFirmware
import PumpPlant
import Quantities
import Telemetry
import TestSupport

@testable import PumpWorld
@testable import Soak

/// A pump that is talked to in frames, and its two clocks.
struct Handset {
  var pump: VirtualPump<LifeMemory>
  var now = Instant(therapy: .zero, link: .zero)
  private var end = SealedHandset()
  private var lastRequest: UInt16 = 0

  init(_ pump: VirtualPump<LifeMemory>) { self.pump = pump }

  /// Until when an order made now may be carried out.
  var soon: UInt32 { UInt32(truncatingIfNeeded: now.link.rawValue + 2000) }

  var moment: Int128 { Int128(now.therapy.rawValue) }

  /// The name under which the pump knows the last order.
  var lastCommand: AppliedCommand {
    AppliedCommand(session: end.link?.session ?? 0, request: lastRequest)
  }

  mutating func advance(to moment: Int128) {
    now.therapy = TherapyTime(rawValue: UInt64(moment))
    pump.advance(to: now)
  }

  @discardableResult
  mutating func open(_ role: Role = .clinician) -> Bool {
    end.role = role
    end.pairingKey = PumpSecrets.sample.factoryKeys[role]
    guard end.takeOffer(in: exchange(end.openSession(id: 1))) != nil else { return false }
    lastRequest = 1
    guard case .sessionOpened? = send(.opening(.confirmSession)) else { return false }
    return true
  }

  /// Sends a request under the next id; gives the one answer to it, if one comes.
  @discardableResult
  mutating func ask(_ request: Request) -> Reply? {
    lastRequest += 1
    now.link = now.link.after(Milliseconds(rawValue: 100))
    return send(request)
  }

  @discardableResult
  mutating func ask(_ query: Request.Query) -> Reply? { ask(.query(query)) }

  @discardableResult
  mutating func ask(_ part: Request.Part) -> Reply? { ask(.part(part)) }

  /// An order that is in time.
  @discardableResult
  mutating func ask(_ body: Order.Body) -> Reply? { ask(.order(Order(body, notAfter: soon))) }

  private mutating func send(_ request: Request) -> Reply? {
    guard let answer = end.reply(in: exchange(end.frame(request, id: lastRequest))),
      answer.header.request == lastRequest
    else { return nil }
    return answer.reply
  }

  /// Calls for the emergency, which needs no session, and opens one again.
  mutating func callEmergency() {
    if let offer = end.takeOffer(in: exchange(end.openSession(id: 1))) {
      _ = exchange(end.open(.opening(.emergencyRate(EmergencyRate(session: offer.session))), id: 2))
    }
    open()
  }

  private mutating func exchange(_ bytes: [UInt8]) -> [UInt8] {
    var answer: [UInt8] = []
    pump.receive(bytes.span, at: now) { frame in
      for index in frame.indices { answer.append(frame[index]) }
    }
    return answer
  }

  /// Switches the pump on after a reset, with what is left of its memory, in its world.
  mutating func restart(_ memory: LifeMemory, in world: World, _ cause: ResetCause) {
    now = Instant(therapy: world.plant.therapyTime, link: .zero)
    pump.memory = memory
    pump.world = world
    pump.restart(cause, at: now)
  }
}
