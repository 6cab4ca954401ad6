import Quantities
package import Telemetry

/// What a programmer never sends: any message, under any counter. It is sealed apart from the
/// product's own sealing, which takes counters in their order and only requests that there are.
extension SealedClient {
  /// A message of any type and body as a frame: under the next counter, or one that lies `back`
  /// before it; in the open before the first offer.
  package mutating func frame(
    type: UInt8, id: UInt16, _ body: [UInt8], back: UInt32 = 0
  ) -> [UInt8] {
    let message = [type] + [UInt8](littleEndian: UInt64(id), 2) + body
    guard let place = session.flatMap(place) else { return PlainFrame.wire(open: message) }
    let end = ends[place]
    return PlainSeal(end.keys.up, session: end.sealing.session)
      .wire(message, back: back, after: &ends[place].sealing.sent)
  }

  /// The same under the next id.
  package mutating func next(type: UInt8, _ body: [UInt8]) -> [UInt8] {
    lastRequest &+= 1
    return frame(type: type, id: lastRequest, body)
  }

  /// A request sealed under a counter of choice, which counts for nothing afterwards. Traps before
  /// an offer was taken.
  package func frame(_ request: Request, id: UInt16, counter: UInt32) -> [UInt8] {
    guard let keys, let session else { preconditionFailure("no session was offered yet") }
    let message = PlainFrame.message(inOpen: open(request, id: id))
    return PlainSeal(keys.up, session: session).wire(message, counter: counter)
  }
}

/// Reading what was recorded: nothing is counted, and what was there before is read again.
extension SealedClient {
  /// The reply in a frame; `nil` when it is none that this end can read.
  package func reply(recorded frame: [UInt8]) -> (header: MessageHeader, reply: Reply)? {
    guard var decoder = opened(frame) else { return nil }
    return try? decoder.reply()
  }

  /// The message in a frame: type, id and body; `nil` when it is none that this end can read.
  package func message(recorded frame: [UInt8]) -> [UInt8]? {
    opened(frame)?.withMessage { bytes in bytes.indices.map { bytes[$0] } }
  }

  private func opened(_ frame: [UInt8]) -> FrameDecoder? {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame else { return nil }
    if case .sealed(let session, _)? = decoder.envelope {
      guard let place = place(of: session) else { return nil }
      var sealing = ends[place].sealing
      guard decoder.unseal(&sealing) != .forged else { return nil }
    }
    return decoder
  }
}
