import BadLink
package import PumpFirmware
import Quantities
package import Telemetry

/// Reads all that passes between a pump and whoever talks to it, with the pump's pairing keys: the
/// openings and offers of both ends give it the keys of every session.
///
/// It changes nothing and counts nothing, so it can read the same frame at both ends of a line. A
/// pairing key that is changed meanwhile is not followed.
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
    let keys: SessionKeys
  }

  private let keys: PairingKeys
  private let serial: ShortText<12>
  private var openings: [OpenSession] = []
  private var sessions: [Opened] = []

  /// An ear that heard nothing yet, for a pump with these keys and this serial number.
  package init(_ keys: PairingKeys, serial: ShortText<12>) {
    self.keys = keys
    self.serial = serial
  }

  /// The keys of a session that was offered here.
  func keys(of session: UInt32) -> SessionKeys? {
    sessions.last { $0.number == session }?.keys
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
      guard let keys = keys(of: session) else { return message }
      var sealing = SessionSeal(keys, session: session, at: way == .toPump ? .pump : .programmer)
      guard decoder.unseal(&sealing) != .forged else { return message }
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
        number: offer.session, keys: SessionKeys(pairing: keys[opening.role], handshake)))
  }
}
