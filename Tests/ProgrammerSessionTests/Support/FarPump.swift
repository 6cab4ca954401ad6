import ProgrammerSession
import Telemetry
import TestSupport

/// The pump's end of the handshake and of its sessions, and nothing else of a pump. Its sessions
/// have the number 9.
final class FarPump {
  private let linkClock: UInt32
  private let key: AsconBlock
  /// The number it says that its session has.
  private let opens: UInt32
  private var opening: OpenSession?
  private var sealing: SessionSeal?

  init(linkClock: UInt32 = 0, key: AsconBlock = .clinicianKey, opens: UInt32 = 9) {
    self.linkClock = linkClock
    self.key = key
    self.opens = opens
  }

  /// Takes a frame and gives the bytes of the answer.
  func take(_ frame: [UInt8], _ answer: (Request) -> Reply?) -> [UInt8] {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame else { return [] }
    if case .sealed? = decoder.envelope {
      guard var sealing, decoder.unseal(&sealing) != .forged else { return [] }
      self.sealing = sealing
    }
    guard let (header, request) = try? decoder.request() else { return [] }
    switch request {
    case .opening(.openSession(let opening)):
      return Port.frame(.sessionOffered(offer(opening)), id: header.request)
    case .opening(.confirmSession):
      let opened = SessionOpened(session: opens, linkClock: linkClock, idleSeconds: 120)
      return seal(.sessionOpened(opened), id: header.request)
    default:
      guard let reply = answer(request) else { return [] }
      if header.envelope == .open { return Port.frame(reply, id: header.request) }
      return seal(reply, id: header.request)
    }
  }

  /// A reply sealed in the session.
  func seal(_ reply: Reply, id: UInt16) -> [UInt8] {
    guard var sealing else { return [] }
    var buffer = WireBuffer()
    buffer.seal(reply, id: id, on: &sealing)
    self.sealing = sealing
    return buffer.array
  }

  private func offer(_ opening: OpenSession) -> SessionOffered {
    let offer = SessionOffered(
      session: 9, nonce: opening.nonce, pumpNonce: AsconBlock(counting: 0x90))
    // The same opening once more gets the same offer, and its session is the same too.
    if self.opening != opening {
      let handshake = Handshake(opening, offer, serial: .init(text: "PLK-000001"))
      sealing = SessionSeal(SessionKeys(pairing: key, handshake), session: 9, at: .pump)
    }
    self.opening = opening
    return offer
  }
}

extension Pairing {
  /// The clinician's pairing with the sample pump.
  static let sample = Pairing(serial: .init(text: "PLK-000001"), key: .clinicianKey)
}

extension ProgrammerSession {
  /// A clinician's programmer for the sample pump.
  static func sample(nonce: UInt64 = 5, timings: SessionTimings = SessionTimings())
    -> ProgrammerSession
  {
    ProgrammerSession(
      role: .clinician, pairing: .sample, nonce: AsconBlock(low: nonce, high: 0),
      timings: timings)
  }
}
