public import Telemetry

extension AsconBlock {
  /// The clinician's pairing key of the sample pump: 10, 11, 12 and so on, in hexadecimal.
  public static let clinicianKey = AsconBlock(counting: 0x10)
  /// The patient's pairing key of the sample pump: 50, 51, 52 and so on, in hexadecimal.
  public static let patientKey = AsconBlock(counting: 0x50)

  /// Sixteen bytes of which each is one more than the one before it.
  public init(counting first: UInt8) {
    self.init((0..<16).map { first &+ $0 })
  }

  /// A block of sixteen bytes; traps when they are not sixteen.
  public init(_ bytes: [UInt8]) {
    guard let block = AsconBlock(bytes.span) else { preconditionFailure("\(bytes.count) bytes") }
    self = block
  }

  /// The sixteen bytes.
  public var array: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? low : high) >> UInt64($0 % 8 * 8)) }
  }
}

/// A programmer's end of the sealing, done by hand: frames out as bytes, frames in as bytes, no
/// time and no second sending.
///
/// A session takes three steps: send ``openSession(id:)``, give the answer to ``take(_:)``, send
/// ``confirmSession(id:)``. From the second on, requests are sealed with ``frame(_:id:)``. Spec:
/// session.md, "Opening".
public struct SealedClient: Sendable {
  /// The key it opens sessions with; a test may change it between two sessions.
  public var pairingKey: AsconBlock
  /// On whose behalf it opens sessions.
  public var role: Role
  /// The serial number of the pump it believes to talk to.
  public var serial: ShortText<12>
  /// The opening sent last.
  public private(set) var opening: OpenSession
  /// Its end of the session offered last; `nil` before the first offer.
  public private(set) var sealing: SessionSeal?
  private var decoder = FrameDecoder()
  private var noise: SplitMix64

  /// An end that has no session yet. The seed chooses its nonces.
  public init(
    pairingKey: AsconBlock = .clinicianKey, role: Role = .clinician,
    serial: ShortText<12> = .init(text: "PLK-000001"), seed: UInt64 = 1
  ) {
    self.pairingKey = pairingKey
    self.role = role
    self.serial = serial
    noise = SplitMix64(seed: seed)
    opening = OpenSession(
      role: role, schema: Schema.hash, nonce: AsconBlock(low: noise.next(), high: noise.next()))
  }

  /// What it counted of the frames it was given.
  public var counters: FrameCounters { decoder.counters }

  /// A request in the open, as a frame.
  public func open(_ request: Request, id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(request, id: id)
    return buffer.array
  }

  /// The opening of a session under a nonce never used before, as a frame.
  public mutating func openSession(id: UInt16, schema: UInt32 = Schema.hash) -> [UInt8] {
    opening = OpenSession(
      role: role, schema: schema, nonce: AsconBlock(low: noise.next(), high: noise.next()))
    return open(.opening(.openSession(opening)), id: id)
  }

  /// Derives the keys of the session that was offered; nothing is sealed in an earlier one from
  /// here on. False, with nothing changed, when the offer is not for the opening sent last.
  @discardableResult
  public mutating func take(_ offer: SessionOffered) -> Bool {
    guard offer.nonce == opening.nonce else { return false }
    let keys = SessionKeys(pairing: pairingKey, Handshake(opening, offer, serial: serial))
    sealing = SessionSeal(keys, session: offer.session, at: .programmer)
    return true
  }

  /// The same for the frame of an offer; `nil` when it is none, or not for the opening sent last.
  @discardableResult
  public mutating func takeOffer(in frame: [UInt8]) -> SessionOffered? {
    guard case .sessionOffered(let offer)? = reply(in: frame)?.reply, take(offer) else {
      return nil
    }
    return offer
  }

  /// The proof that opens the session on offer, as a frame. Traps before an offer was taken.
  public mutating func confirmSession(id: UInt16) -> [UInt8] {
    frame(.opening(.confirmSession), id: id)
  }

  /// A request sealed under the next counter, as a frame. Traps before an offer was taken.
  public mutating func frame(_ request: Request, id: UInt16) -> [UInt8] {
    guard var sealing else { preconditionFailure("no session was offered yet") }
    var buffer = WireBuffer()
    buffer.seal(request, id: id, on: &sealing)
    self.sealing = sealing
    return buffer.array
  }

  /// The replies in the frames that end in these bytes, in the open or sealed for this end. Those
  /// of other sessions, forged ones and copies are left out and counted.
  public mutating func replies(in bytes: [UInt8]) -> [(header: MessageHeader, reply: Reply)] {
    var replies: [(header: MessageHeader, reply: Reply)] = []
    var position = 0
    while let event = decoder.next(bytes.span, from: &position) {
      guard event == .frame else { continue }
      if case .sealed? = decoder.envelope {
        guard var end = sealing else { continue }
        let verdict = decoder.unseal(&end)
        sealing = end
        guard verdict == .fresh else { continue }
      }
      if let reply = try? decoder.reply() { replies.append(reply) }
    }
    return replies
  }

  /// The reply in these bytes; `nil` unless there is exactly one that this end can read.
  public mutating func reply(in bytes: [UInt8]) -> (header: MessageHeader, reply: Reply)? {
    let replies = replies(in: bytes)
    return replies.count == 1 ? replies[0] : nil
  }
}

extension WireBuffer {
  /// The encoded bytes, delimiters included.
  public var array: [UInt8] { withBytes { span in span.indices.map { span[$0] } } }
}
