public import Quantities
public import Telemetry

/// The handheld's side of the conversation: one request at a time, three outcomes.
///
/// A session is opened by a handshake in which both ends prove that they have the pairing key. The
/// outcome of ``opening()`` is that of the whole handshake, and every other request is sealed in
/// the session it opened.
///
/// ## How to drive it
///
/// 1. Call ``begin(_:at:)-(Request,_)``, ``receive(_:from:at:)`` or ``tick(at:)``.
/// 2. Carry out ``nextAction()`` until it gives `nil`.
/// 3. Wait for bytes, or until ``deadline``.
///
/// A request that changes nothing is sent again, under the same id, when no answer comes. An order
/// is sent once: when its answer is lost, or the pump has lost the session, the session reads the
/// pump's status, in a new session if need be, until it knows. Only when no status can be had that
/// tells does the order end as ``Outcome/unknown``; it then blocks further orders until a status
/// settles it.
public struct ProgrammerSession: Sendable {
  /// How long it waits.
  public let timings: SessionTimings
  /// On whose behalf it opens sessions.
  public let role: Role
  /// Which pump it talks to, and the keys to it; `nil` when there is no card, and then no session
  /// can be opened.
  public let pairing: Pairing?
  /// The key that opened the session last; `nil` before the first.
  public private(set) var keyInUse: Pairing.Key?
  /// The order whose outcome is unknown.
  public internal(set) var unsettled: UnsettledOrder?
  /// How the order that was unknown turned out; set by the status that settled it.
  public internal(set) var settlement: Outcome?
  /// What was received and dropped.
  public var frameCounters: FrameCounters { decoder.counters }

  var decoder = FrameDecoder()
  /// The open session.
  var sealing: SessionSeal?
  /// The session that is being opened.
  var candidate: SessionSeal?
  #if CANARIES
    /// A mistake that is built into the programmer on purpose.
    public var canary: Canary?
  #endif

  private var transmission = WireBuffer()
  var hasTransmission = false
  var finished: Outcome?
  var exchange: Exchange?
  var pace = LinePace()
  /// The id used last in the session, and the one used last in the open.
  private var lastRequest: UInt16 = 0
  private var lastOpenRequest: UInt16 = 0
  private var nonce: AsconBlock
  private var pumpClock: (reading: UInt32, at: LinkTime)?
  /// How long the frame was that the pump's clock was heard in, in bytes.
  private(set) var clockBytes = 0

  /// A session that is not open yet.
  ///
  /// `nonce` is where the nonces of its handshakes begin, and must be another for every value made;
  /// take it from a source nobody can predict.
  public init(
    role: Role, pairing: Pairing?, nonce: AsconBlock, timings: SessionTimings = SessionTimings()
  ) {
    self.role = role
    self.pairing = pairing
    self.nonce = nonce
    self.timings = timings
  }

  /// The number of the open session.
  public var number: UInt32? { sealing?.session }

  /// Whether a request is under way.
  public var isBusy: Bool { exchange != nil || finished != nil }

  /// A request under way.
  struct Exchange: Sendable {
    var request: Request
    var header: MessageHeader
    var triesLeft: Int
    var deadline: LinkTime
    var heard = SessionError.Heard.nothing
    /// The order this exchange is to settle, when it is not the caller's own request.
    var settling: Settling?
    /// Whether it waits for the next look at the status, rather than for an answer.
    var isPausing = false
    /// What a handshake under way is for, and how far it got.
    var handshake: HandshakeStep?
    /// Why it waits, or has waited, for the pump to be ready.
    var waiting: Waiting?
    /// When it was sent first and last, and how many bytes that were.
    var begunAt = LinkTime.zero
    var sentAt = LinkTime.zero
    var sentBytes = 0
    /// How many bytes came in since it was sent, and when the last of a frame did.
    var bytesHeard = 0
    var heardAt: LinkTime?
  }

  /// The order under way, whose outcome would be unknown if the link were cut for good.
  public var orderInFlight: UnsettledOrder? {
    exchange.flatMap { $0.settling?.order ?? settling(of: $0, at: .zero)?.order }
  }

  /// Whether a call for the emergency was sent and has no answer yet.
  public var isEmergencyInFlight: Bool {
    if case .opening(.emergencyRate) = exchange?.request { true } else { false }
  }

  /// The link was cut and is there again: an unfinished frame is forgotten.
  public mutating func linkInterrupted() { decoder.reset() }

  /// When ``tick(at:)`` is to be called next; `nil` when nothing is awaited.
  public var deadline: LinkTime? {
    @_addressableSelf get { exchange?.deadline }
  }

  /// An order made now, with its expiry on the pump's clock; `nil` before a session was opened.
  ///
  /// The pump's clock is known as it was when its answer arrived, which is never later than it is
  /// now: an order can only expire too early.
  public func stamped(_ body: Order.Body, at now: LinkTime) -> Order? {
    pumpClock.map { reading, at in
      let left = now.since(at).rawValue + orderAllowance.rawValue
      return Order(body, notAfter: reading &+ UInt32(truncatingIfNeeded: left))
    }
  }

  /// Gives access to the bytes that ``SessionAction/transmit`` asks to be sent.
  public func withTransmission<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    transmission.withBytes(body)
  }

  /// The next thing to do; `nil` when there is none.
  public mutating func nextAction() -> SessionAction? {
    if hasTransmission {
      hasTransmission = false
      return .transmit
    }
    if let outcome = finished {
      finished = nil
      return .finished(outcome)
    }
    return nil
  }

  /// The request that opens a session on behalf of ``role``.
  public mutating func opening() -> Request {
    // Whatever it is made of, a number that only goes up does not come again.
    nonce = AsconBlock(low: nonce.low &+ 1, high: nonce.high)
    return .opening(.openSession(OpenSession(role: role, schema: Schema.hash, nonce: nonce)))
  }

  /// Begins a request; one that is under way is given up as ``abandon()`` does.
  public mutating func begin(_ request: Request, at now: LinkTime) {
    if isBusy { abandon() }
    let tries: Int
    switch request {
    case .opening, .query, .part: tries = timings.tries
    case .order:
      if let obstacle { return finish(.failed(obstacle)) }
      tries = 1
    }
    guard let header = nextHeader(for: request.type) else { return finish(.failed(.notOpen)) }
    var exchange = Exchange(request: request, header: header, triesLeft: tries, deadline: now)
    if case .opening(.openSession) = request {
      guard let pairing else { return finish(.failed(.noKey)) }
      exchange.handshake = HandshakeStep(pairing.firstKey, beginnings: timings.tries)
    }
    transmit(exchange, at: now)
  }

  /// Begins a query as any request.
  public mutating func begin(_ query: Request.Query, at now: LinkTime) {
    begin(.query(query), at: now)
  }

  /// Begins an order with the expiry that ``stamped(_:at:)`` gives it now.
  public mutating func begin(_ body: Order.Body, at now: LinkTime) {
    if let order = stamped(body, at: now) { return begin(.order(order), at: now) }
    if isBusy { abandon() }
    finish(.failed(obstacle ?? .notOpen))
  }

  /// What keeps any order from being sent; `nil` when nothing does.
  private var obstacle: SessionError? {
    if has(.unknownDoesNotBlock) { return nil }
    return unsettled.map { .unsettled($0.request) }
  }

  /// Begins the emergency: the pump is to go to minimum rate at once. No key is needed; it ends
  /// like a request: acknowledged, refused or without an answer. A request that is under way is
  /// given up as ``abandon()`` does.
  public mutating func beginEmergency(at now: LinkTime) {
    if isBusy { abandon() }
    let request = opening()
    guard let header = nextHeader(for: .openSession) else { return finish(.failed(.notOpen)) }
    var exchange = Exchange(
      request: request, header: header, triesLeft: timings.tries, deadline: now)
    exchange.handshake = HandshakeStep(nil, beginnings: timings.tries)
    transmit(exchange, at: now)
  }

  mutating func opened(_ session: SessionOpened, _ key: Pairing.Key?, at now: LinkTime) {
    sealing?.zeroise()
    sealing = candidate
    candidate?.zeroise()
    candidate = nil
    keyInUse = key
    // The proof was the session's first request.
    lastRequest = 1
    heardClock(session.linkClock, at: now)
  }

  mutating func heardClock(_ reading: UInt32, at now: LinkTime) {
    pumpClock = (reading, now)
    clockBytes = pace.frameBytes
  }

  mutating func closed() {
    sealing?.zeroise()
    sealing = nil
  }

  mutating func finish(_ outcome: Outcome) {
    exchange = nil
    finished = outcome
  }

  /// The header of the next request; `nil` when it needs a session and none is open.
  func nextHeader(for type: RequestType) -> MessageHeader? {
    guard type.needsSession else {
      return MessageHeader(.open, request: lastOpenRequest == .max ? 1 : lastOpenRequest + 1)
    }
    guard let sealing, sealing.canSeal, lastRequest < .max else { return nil }
    return MessageHeader(.session(sealing.session), request: lastRequest + 1)
  }

  /// Sends the frame of an exchange that had no answer again, byte for byte.
  mutating func sendAgain(_ exchange: Exchange, at now: LinkTime) {
    var again = exchange
    again.triesLeft -= 1
    again.sentAt = now
    again.bytesHeard = 0
    again.deadline = now.after(pace.wait(for: again.sentBytes, usual: timings.answer))
    hasTransmission = true
    self.exchange = again
  }

  /// Sends what the exchange asks for the first time.
  mutating func transmit(_ exchange: Exchange, at now: LinkTime) {
    let header = exchange.header
    switch header.envelope {
    case .open:
      transmission.encode(exchange.request, id: header.request)
      lastOpenRequest = header.request
    case .session(let number) where number == candidate?.session:
      candidate?.seal(exchange.request, id: header.request, into: &transmission)
    case .session:
      sealing?.seal(exchange.request, id: header.request, into: &transmission)
      lastRequest = header.request
    }
    self.exchange = exchange
    self.exchange?.isPausing = false
    self.exchange?.triesLeft = exchange.triesLeft - 1
    let count = transmission.count
    self.exchange?.begunAt = now
    self.exchange?.sentAt = now
    self.exchange?.sentBytes = count
    self.exchange?.deadline = now.after(pace.wait(for: count, usual: timings.answer))
    hasTransmission = true
  }
}

extension SessionSeal {
  fileprivate mutating func seal(_ request: Request, id: UInt16, into buffer: inout WireBuffer) {
    buffer.seal(request, id: id, on: &self)
  }
}

extension ProgrammerSession: CanaryHost {}
