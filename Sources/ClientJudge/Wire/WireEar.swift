import BadLink
package import PumpFirmware
import Quantities
package import Telemetry

/// Reads all that passes between a pump and whoever talks to it, with the pump's pairing keys: the
/// openings and offers of both ends give it the keys of every session.
///
/// It changes nothing and counts nothing, so it can read the same frame at both ends of a line. A
/// pairing key that an order brings is followed: the frames of a session say which key opened it.
package struct WireEar: Sendable {
  /// Which way a frame goes.
  package enum Way: Sendable {
    /// From the client.
    case toPump
    /// From the pump.
    case toClient
  }

  private struct Opened {
    let number: UInt32
    /// Those that may be the session's; only its own once a frame has told.
    var keys: [SessionKeys]
  }

  /// What may open sessions: from the start, and by the orders that were given since.
  private var pairings: [PairingKeys]
  private let serial: ShortText<12>
  private var openings: [OpenSession] = []
  private var sessions: [Opened] = []

  /// An ear that heard nothing yet, for a pump with these keys, one beside the other where one is
  /// to follow another, and this serial number.
  package init(_ pairings: [PairingKeys], serial: ShortText<12>) {
    self.pairings = pairings
    self.serial = serial
  }

  /// The keys of a session that was offered here.
  func keys(of session: UInt32) -> SessionKeys? {
    sessions.last { $0.number == session }?.keys.first
  }

  /// A sealed frame, opened; `nil` where no key does.
  private mutating func opened(
    _ frame: FrameDecoder, _ session: UInt32, _ way: Way
  ) -> FrameDecoder? {
    guard let place = sessions.lastIndex(where: { $0.number == session }) else { return nil }
    for keys in sessions[place].keys {
      var frame = frame
      var sealing = SessionSeal(keys, session: session, at: way == .toPump ? .pump : .programmer)
      guard frame.unseal(&sealing) != .forged else { continue }
      sessions[place].keys = [keys]
      return frame
    }
    return nil
  }

  /// What bytes between two ends of frames say.
  package mutating func read(_ bytes: [UInt8], _ way: Way) -> WireMessage {
    var message = WireMessage(bytes)
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(bytes.span, from: &position) == .frame,
      let envelope = decoder.envelope
    else { return message }
    if case .sealed(let session, let counter) = envelope {
      message.session = session
      message.counter = counter
      message.content = .sealed
      guard let opened = opened(decoder, session, way) else { return message }
      decoder = opened
    }
    switch way {
    case .toPump: readRequest(&decoder, &message)
    case .toClient: readReply(&decoder, &message)
    }
    return message
  }

  private mutating func readRequest(_ decoder: inout FrameDecoder, _ message: inout WireMessage) {
    guard let (header, request) = try? decoder.request() else { return }
    message.id = header.request
    message.content = .request(request)
    if message.session != nil, case .order(let order) = request,
      case .rotateKey(let rotation) = order.body
    {
      note(rotation)
    }
    guard message.session == nil, case .opening(.openSession(let opening)) = request,
      !openings.contains(opening)
    else { return }
    openings.append(opening)
  }

  private mutating func readReply(_ decoder: inout FrameDecoder, _ message: inout WireMessage) {
    guard let (header, reply) = try? decoder.reply() else { return }
    message.id = header.request
    message.content = .reply(reply)
    guard message.session == nil, case .sessionOffered(let offer) = reply,
      let opening = openings.last(where: { $0.nonce == offer.nonce })
    else { return }
    let handshake = Handshake(opening, offer, serial: serial)
    sessions.removeAll { $0.number == offer.session }
    sessions.append(
      Opened(
        number: offer.session,
        keys: pairings.map { SessionKeys(pairing: $0[opening.role], handshake) }))
  }

  /// A new key may open the next session, or the old one still does.
  private mutating func note(_ rotation: RotateKey) {
    guard var next = pairings.last, !pairings.contains(where: { $0[rotation.role] == rotation.key })
    else { return }
    switch rotation.role {
    case .clinician: next.clinician = rotation.key
    case .patient: next.patient = rotation.key
    }
    pairings.append(next)
  }
}
