import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestSupport

/// A pump, and who talks to it in frames.
typealias PumpAndClient = PumpVisit<TransientMemory>

extension PumpAndClient {
  init(_ pump: VirtualPump<TransientMemory>) {
    self.init(pump: pump)
    pace = Milliseconds(rawValue: 100)
  }

  /// Until when an order made now may be carried out.
  var soon: UInt32 { UInt32(truncatingIfNeeded: now.link.rawValue + 2000) }

  var moment: Int128 { Int128(now.therapy.rawValue) }

  mutating func advance(to moment: Int128) {
    now.therapy = TherapyTime(rawValue: UInt64(moment))
    pump.advance(to: now)
  }

  /// Opens a session of a role, with its key; whether it is open.
  @discardableResult
  mutating func open(_ role: Role) -> Bool {
    client.role = role
    client.pairingKey = PumpSecrets.sample.factoryKeys[role]
    guard case .sessionOpened? = open() else { return false }
    return true
  }

  /// An order that is in time.
  @discardableResult
  mutating func ask(_ body: Order.Body) -> Reply? { ask(.order(Order(body, notAfter: soon))) }

  /// Calls for the emergency, which needs no session, and opens one again.
  mutating func callEmergency() {
    if let offer = client.takeOffer(in: exchange(client.openSession())) {
      let call = EmergencyRate(session: offer.session)
      _ = exchange(client.open(.opening(.emergencyRate(call)), id: 2))
    }
    open(.clinician)
  }
}
