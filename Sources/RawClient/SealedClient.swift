import Quantities
package import Telemetry

/// A programmer's end of the link, made by hand: frames out as bytes, frames in as bytes, no time
/// and no second sending. It does what it is told, also what no programmer does.
///
/// A session takes three steps: send ``openSession(id:schema:nonce:)``, give the answer to
/// ``takeOffer(in:)``, send ``confirmSession(id:)``. From the second on, requests are sealed: send
/// ``next(_:)``, give what comes to ``answer(in:)``. Spec: session.md, "Opening".
package struct SealedClient: Sendable {
  /// What a session it was offered is sealed with: the keys, and the counters of both directions.
  struct End {
    let keys: SessionKeys
    var sealing: SessionSeal
  }

  /// The key it opens sessions with; it may change between two sessions.
  package var pairingKey: AsconBlock
  /// On whose behalf it opens sessions.
  package var role: Role
  /// The serial number of the pump it believes to talk to.
  package var serial: ShortText<12>
  /// The opening sent last.
  package private(set) var opening: OpenSession
  /// How many openings it sent.
  package private(set) var openings: UInt64 = 0
  /// The offer taken last; `nil` before the first.
  package private(set) var offer: SessionOffered?
  /// The session that requests are sealed in: the one offered last, unless it is set to an earlier
  /// one; `nil` before the first offer.
  package var session: UInt32?
  /// The id of the request sent last under an id of its own choice, which the next is one above.
  package var lastRequest: UInt16 = 0
  /// The token of the change that was read back last; zero before the first.
  package private(set) var token: UInt32 = 0
  /// Of all sessions it was offered, the newest last: of two with one number the later is meant.
  var ends: [End] = []
  private var decoder = FrameDecoder()
  private let seed: UInt64

  /// An end that has no session yet. Of two seeds no nonce is the same.
  package init(serial: ShortText<12>, pairingKey: AsconBlock, role: Role, seed: UInt64) {
    self.pairingKey = pairingKey
    self.role = role
    self.serial = serial
    self.seed = seed
    opening = OpenSession(
      role: role, schema: Schema.hash, nonce: AsconBlock(low: 0, high: seed))
  }

  /// What it counted of the frames it was given.
  package var counters: FrameCounters { decoder.counters }

  /// The keys of the session that requests are sealed in; `nil` before the first offer.
  package var keys: SessionKeys? { session.flatMap(place).map { ends[$0].keys } }

  /// Whether it was offered a session of this number.
  package func knows(_ session: UInt32) -> Bool { place(of: session) != nil }

  func place(of session: UInt32) -> Int? {
    ends.lastIndex { $0.sealing.session == session }
  }

  // MARK: A session

  /// The opening of a session as a frame, under a nonce never used before unless one is given.
  package mutating func openSession(
    id: UInt16 = 1, schema: UInt32 = Schema.hash, nonce: AsconBlock? = nil
  ) -> [UInt8] {
    openings += 1
    opening = OpenSession(
      role: role, schema: schema, nonce: nonce ?? AsconBlock(low: openings, high: seed))
    return open(.opening(.openSession(opening)), id: id)
  }

  /// Derives the keys of the session that was offered, in which requests are sealed from here on.
  /// False, with nothing changed, when the offer is not for the opening sent last.
  @discardableResult
  package mutating func take(_ offer: SessionOffered) -> Bool {
    guard offer.nonce == opening.nonce else { return false }
    let keys = SessionKeys(pairing: pairingKey, Handshake(opening, offer, serial: serial))
    ends.append(
      End(keys: keys, sealing: SessionSeal(keys, session: offer.session, at: .programmer)))
    session = offer.session
    self.offer = offer
    return true
  }

  /// The same for the frame of an offer; `nil` when it is none, or not for the opening sent last.
  @discardableResult
  package mutating func takeOffer(in frame: [UInt8]) -> SessionOffered? {
    guard case .sessionOffered(let offer)? = reply(in: frame)?.reply, take(offer) else {
      return nil
    }
    return offer
  }

  /// The proof that opens the session offered last, as a frame. Traps before an offer was taken.
  package mutating func confirmSession(id: UInt16 = 1) -> [UInt8] {
    lastRequest = id
    return frame(.opening(.confirmSession), id: id)
  }

  // MARK: Requests

  /// A request in the open, as a frame.
  package func open(_ request: Request, id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(request, id: id)
    return buffer.bytes
  }

  /// A request sealed under the session's next counter, as a frame. Traps before an offer was
  /// taken.
  package mutating func frame(_ request: Request, id: UInt16) -> [UInt8] {
    guard let place = session.flatMap(place) else {
      preconditionFailure("no session was offered yet")
    }
    var buffer = WireBuffer()
    buffer.seal(request, id: id, on: &ends[place].sealing)
    return buffer.bytes
  }

  /// The same under the next id.
  package mutating func next(_ request: Request) -> [UInt8] {
    lastRequest &+= 1
    return frame(request, id: lastRequest)
  }

  // MARK: Replies

  /// What a frame, or what was none, says to this end.
  package enum Heard {
    /// A reply in the open, or one of its sessions' and newer than those before.
    case reply(MessageHeader, Reply)
    /// The copy of a reply in one of its sessions.
    case repeated
    /// Sealed in one of its sessions, and not by the pump.
    case forged
    /// Sealed in a session that it was never offered.
    case stranger(session: UInt32)
    /// No frame, or no reply in it.
    case dropped(FrameError)
  }

  /// Reads on in some bytes; `nil` when all were taken and no frame ended.
  package mutating func hear(_ bytes: Span<UInt8>, from position: inout Int) -> Heard? {
    switch decoder.next(bytes, from: &position) {
    case nil: return nil
    case .dropped(let error): return .dropped(error)
    case .frame: break
    }
    if case .sealed(let session, _)? = decoder.envelope {
      guard let place = place(of: session) else { return .stranger(session: session) }
      switch decoder.unseal(&ends[place].sealing) {
      case .fresh: break
      case .repeated: return .repeated
      case .forged: return .forged
      }
    }
    do throws(FrameError) {
      let (header, reply) = try decoder.reply()
      if case .staged(let report) = reply { token = report.token }
      return .reply(header, reply)
    } catch { return .dropped(error) }
  }

  /// The replies in the frames that end in these bytes, in the open or sealed for this end. Those
  /// of other sessions, forged ones and copies are left out and counted.
  package mutating func replies(in bytes: [UInt8]) -> [(header: MessageHeader, reply: Reply)] {
    var replies: [(header: MessageHeader, reply: Reply)] = []
    var position = 0
    while let heard = hear(bytes.span, from: &position) {
      if case .reply(let header, let reply) = heard { replies.append((header, reply)) }
    }
    return replies
  }

  /// The reply in these bytes; `nil` unless there is exactly one that this end can read.
  package mutating func reply(in bytes: [UInt8]) -> (header: MessageHeader, reply: Reply)? {
    let replies = replies(in: bytes)
    return replies.count == 1 ? replies[0] : nil
  }

  /// The one reply in these bytes, if it answers the request sent last by ``next(_:)`` or
  /// ``confirmSession(id:)``.
  package mutating func answer(in bytes: [UInt8]) -> Reply? {
    guard let answer = reply(in: bytes), answer.header.request == lastRequest else { return nil }
    return answer.reply
  }
}

extension WireBuffer {
  /// The encoded bytes, delimiters included.
  var bytes: [UInt8] { withBytes { span in span.indices.map { span[$0] } } }
}
