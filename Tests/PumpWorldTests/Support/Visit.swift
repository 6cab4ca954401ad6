import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestSupport

extension PumpSetup {
  /// The sample pump with another dose or fill, whose motor may move more or less than it counts.
  static func sample(
    nanogramsPerDay: UInt32 = 100_000, fill: UInt64 = 20_000_000, strokeErrorPPM: Int32 = 0,
    isPrimed: Bool = true
  ) throws -> PumpSetup {
    try sample(
      .implant(.daily(nanogramsPerDay), fill: .nl(fill), clock: nil),
      strokeErrorPPM: strokeErrorPPM, isPrimed: isPrimed)
  }
}

/// A pump in memory only, and who talks to it.
typealias Visit = PumpVisit<TransientMemory>

extension Visit {
  init(_ setup: PumpSetup, client: SealedClient = SealedClient()) throws {
    self.init(pump: try setup.newPump(), client: client)
  }

  /// Lets therapy time pass.
  mutating func wait(_ length: Milliseconds) {
    now.therapy = now.therapy.after(length)
    pump.advance(to: now)
  }

  /// Gives an order that is in time, its total confirmed when it is beyond the largest step.
  mutating func order(_ body: Order.Body) -> Reply? {
    let expiry = UInt32(truncatingIfNeeded: now.link.rawValue)
    let answer = ask(.order(Order(body, notAfter: expiry)))
    guard case .refused(let refusal) = answer, refusal.code == .totalUnconfirmed else {
      return answer
    }
    return ask(.order(Order(body.confirming(UInt32(refusal.asked)), notAfter: expiry)))
  }
}
