import PumpFirmware
package import PumpWorld
package import Quantities
package import RawClient
package import Telemetry

/// A pump, its two clocks, and the least of a programmer that talks to it in frames.
package struct PumpVisit<Memory: PumpMemory> {
  /// The pump.
  package var pump: VirtualPump<Memory>
  /// What its clocks show.
  package var now = Instant(therapy: .zero, link: .zero)
  /// The programmer's end of the link.
  package var client: SealedClient
  /// How much link time goes by before each request.
  package var pace = Milliseconds.zero

  /// A visit that has not begun.
  package init(pump: VirtualPump<Memory>, client: SealedClient = SealedClient()) {
    self.pump = pump
    self.client = client
  }

  /// The name under which the pump knows the last order.
  package var lastCommand: AppliedCommand {
    AppliedCommand(session: client.session ?? 0, request: client.lastRequest)
  }

  /// Opens a session; gives the pump's last word, of which there is none when it keeps silent.
  package mutating func open() -> Reply? {
    guard let answer = send(client.openSession()).last else { return nil }
    guard case .sessionOffered(let offer) = answer, client.take(offer) else { return answer }
    return send(client.confirmSession()).last
  }

  /// Sends a request under the next id; gives the one answer to it, if one comes.
  @discardableResult
  package mutating func ask(_ request: Request) -> Reply? {
    now.link = now.link.after(pace)
    return client.answer(in: exchange(client.next(request)))
  }

  /// The same of a question.
  @discardableResult
  package mutating func ask(_ query: Request.Query) -> Reply? { ask(.query(query)) }

  /// The same of a part of a change.
  @discardableResult
  package mutating func ask(_ part: Request.Part) -> Reply? { ask(.part(part)) }

  /// Hands bytes in; gives the replies that came for them.
  package mutating func send(_ bytes: [UInt8]) -> [Reply] {
    client.replies(in: exchange(bytes)).map(\.reply)
  }

  /// Hands bytes in; gives the bytes that came for them.
  package mutating func exchange(_ bytes: [UInt8]) -> [UInt8] { pump.exchange(bytes, at: now) }
}
