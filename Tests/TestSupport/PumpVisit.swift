import PumpFirmware
package import PumpWorld
package import Quantities
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
  private var lastRequest: UInt16 = 0

  /// A visit that has not begun.
  package init(pump: VirtualPump<Memory>, client: SealedClient = SealedClient()) {
    self.pump = pump
    self.client = client
  }

  /// The name under which the pump knows the last order.
  package var lastCommand: AppliedCommand {
    AppliedCommand(session: client.sealing?.session ?? 0, request: lastRequest)
  }

  /// Opens a session; gives the pump's last word, of which there is none when it keeps silent.
  package mutating func open() -> Reply? {
    guard let answer = send(client.openSession(id: 1)).last else { return nil }
    guard case .sessionOffered(let offer) = answer, client.take(offer) else { return answer }
    lastRequest = 1
    return send(client.confirmSession(id: 1)).last
  }

  /// Sends a request under the next id; gives the one answer to it, if one comes.
  @discardableResult
  package mutating func ask(_ request: Request) -> Reply? {
    now.link = now.link.after(pace)
    guard let answer = client.reply(in: exchange(sealed(request))),
      answer.header.request == lastRequest
    else { return nil }
    return answer.reply
  }

  /// The same of a question.
  @discardableResult
  package mutating func ask(_ query: Request.Query) -> Reply? { ask(.query(query)) }

  /// The same of a part of a change.
  @discardableResult
  package mutating func ask(_ part: Request.Part) -> Reply? { ask(.part(part)) }

  /// A request under the next id, as a frame.
  package mutating func sealed(_ request: Request) -> [UInt8] {
    lastRequest += 1
    return client.frame(request, id: lastRequest)
  }

  /// Hands bytes in; gives the replies that came for them.
  package mutating func send(_ bytes: [UInt8]) -> [Reply] {
    client.replies(in: exchange(bytes)).map(\.reply)
  }

  /// Hands bytes in; gives the bytes that came for them.
  package mutating func exchange(_ bytes: [UInt8]) -> [UInt8] {
    var answer: [UInt8] = []
    pump.receive(bytes.span, at: now) { frame in
      for index in frame.indices { answer.append(frame[index]) }
    }
    return answer
  }
}
