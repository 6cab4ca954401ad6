import Foundation
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry

/// A programmer's session whose bytes go over a WebSocket: what the handheld in the page has.
struct SessionOverSocket {
  private let end: WebSocketEnd
  var session: ProgrammerSession

  init(_ end: WebSocketEnd, card path: String) throws {
    self.end = end
    let card = try JSONDecoder().decode(
      ImplantCard.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    guard let serial = ShortText<12>(string: card.serial), let key = card.key(of: .clinician)
    else { throw NothingCame(what: "a card") }
    var system = SystemRandomNumberGenerator()
    session = ProgrammerSession(
      role: .clinician, pairing: Pairing(serial: serial, key: key),
      nonce: AsconBlock(low: system.next(), high: system.next()))
  }

  private var now: LinkTime { LinkTime(rawValue: MonotonicClock.milliseconds()) }

  /// Carries a request out to its end.
  mutating func perform(_ request: Request) throws -> Outcome {
    session.begin(request, at: now)
    for _ in 0..<1000 {
      while let action = session.nextAction() {
        switch action {
        case .transmit:
          try end.send(session.withTransmission { span in span.indices.map { span[$0] } })
        case .finished(let outcome): return outcome
        }
      }
      guard case .bytes(let bytes) = try end.next() else { throw NothingCame(what: "bytes") }
      var position = 0
      while position < bytes.count {
        session.receive(bytes.span, from: &position, at: now)
        if session.isBusy == false { break }
      }
    }
    throw NothingCame(what: "an outcome")
  }
}
