import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
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

/// A pump with a clock and the least of a programmer.
struct Visit {
  var pump: VirtualPump<TransientMemory>
  var now = Instant(therapy: .zero, link: .zero)
  private var handset: SealedHandset
  private var lastRequest: UInt16 = 0

  init(_ setup: PumpSetup, handset: SealedHandset = SealedHandset()) throws {
    pump = try setup.newPump()
    self.handset = handset
  }

  /// Lets therapy time pass.
  mutating func wait(_ length: Milliseconds) {
    now.therapy = now.therapy.after(length)
    pump.advance(to: now)
  }

  /// Opens a session; gives the pump's last word, of which there is none when it keeps silent.
  mutating func open() -> Reply? {
    guard let answer = send(handset.openSession(id: 1)).last else { return nil }
    guard case .sessionOffered(let offer) = answer, handset.take(offer) else { return answer }
    lastRequest = 1
    return send(handset.confirmSession(id: 1)).last
  }

  mutating func ask(_ request: Request) -> Reply? { send(sealed(request)).last }

  mutating func ask(_ query: Request.Query) -> Reply? { ask(.query(query)) }

  mutating func ask(_ part: Request.Part) -> Reply? { ask(.part(part)) }

  /// A request under the next id, as a frame.
  mutating func sealed(_ request: Request) -> [UInt8] {
    lastRequest += 1
    return handset.frame(request, id: lastRequest)
  }

  /// Hands bytes in; gives the replies that came for them.
  mutating func send(_ bytes: [UInt8]) -> [Reply] {
    handset.replies(in: exchange(bytes)).map(\.reply)
  }

  /// Hands bytes in; gives the bytes that came for them.
  mutating func exchange(_ bytes: [UInt8]) -> [UInt8] {
    var answer: [UInt8] = []
    pump.receive(bytes.span, at: now) { frame in
      for index in frame.indices { answer.append(frame[index]) }
    }
    return answer
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
