import ProgrammerSession
import Telemetry

/// The pump's end of a sealed conversation, for pumps of the tests' own making: one session at a
/// time, opened by whoever has the key.
struct SealingPump: Sendable {
  /// The key a session is opened with.
  var key: AsconBlock
  /// The session that is open; zero before the first.
  private(set) var session: UInt32
  private let serial: ShortText<12>
  private var link: SessionSeal?
  private var candidate: SessionSeal?

  /// A pump whose next session has the number after this one.
  init(key: AsconBlock, serial: ShortText<12>, session: UInt32) {
    self.key = key
    self.serial = serial
    self.session = session
  }

  /// The request in the frame a decoder found, opened if it is sealed; `nil` for a frame that is
  /// nothing for this pump.
  mutating func request(
    in decoder: inout FrameDecoder
  ) -> (header: MessageHeader, request: Request)? {
    if case .sealed(let number, _) = decoder.envelope {
      if var offered = candidate, offered.session == number {
        guard decoder.unseal(&offered) == .fresh else { return nil }
        candidate = nil
        link = offered
        session = number
      } else if var open = link, open.session == number {
        guard decoder.unseal(&open) == .fresh else { return nil }
        link = open
      } else {
        return nil
      }
    }
    return try? decoder.request()
  }

  /// The answer to an opening: a session that begins when the programmer proves itself in it.
  mutating func offer(_ opening: OpenSession) -> Reply {
    let offer = SessionOffered(
      session: (candidate?.session ?? session) + 1, nonce: opening.nonce,
      pumpNonce: AsconBlock(low: UInt64(session), high: 7))
    let keys = SessionKeys(pairing: key, Handshake(opening, offer, serial: serial))
    candidate = SessionSeal(keys, session: offer.session, at: .pump)
    return .sessionOffered(offer)
  }

  /// A frame with an answer, sealed as the request was.
  mutating func frame(_ reply: Reply, to header: MessageHeader) -> WireBuffer {
    var wire = WireBuffer()
    if case .session = header.envelope, var open = link {
      wire.seal(reply, id: header.request, on: &open)
      link = open
    } else {
      wire.encode(reply, id: header.request)
    }
    return wire
  }
}
