public import Quantities
public import Telemetry

/// The handheld's side of the conversation: one request at a time, three outcomes.
///
/// ## How to drive it
///
/// 1. Call ``begin(_:at:)``, ``receive(_:from:at:)`` or ``tick(at:)``.
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
  /// The number of the open session.
  public private(set) var number: UInt32?
  /// The order whose outcome is unknown.
  public internal(set) var unsettled: UnsettledOrder?
  /// How the order that was unknown turned out; set by the status that settled it.
  public internal(set) var settlement: Outcome?
  /// What was received and dropped.
  public var frameCounters: FrameCounters { decoder.counters }

  var decoder = FrameDecoder()
  private var transmission = WireBuffer()
  private var hasTransmission = false
  private var finished: Outcome?
  var exchange: Exchange?
  private var lastRequest: UInt16 = 0
  private var nonce: UInt64
  private var pumpClock: (reading: UInt32, at: LinkTime)?

  /// A session that is not open yet. The nonce must be new for every session; take it from a
  /// source nobody can predict.
  public init(role: Role, nonce: UInt64, timings: SessionTimings = SessionTimings()) {
    self.role = role
    self.nonce = nonce
    self.timings = timings
  }

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
  }

  /// Whether a request is under way.
  public var isBusy: Bool { exchange != nil || finished != nil }

  /// The order under way, whose outcome would be unknown if the link were cut for good.
  public var orderInFlight: UnsettledOrder? {
    exchange.flatMap { $0.settling?.order ?? settling(of: $0, at: .zero)?.order }
  }

  /// The link was cut and is there again: an unfinished frame is forgotten.
  public mutating func linkInterrupted() { decoder.reset() }

  /// When ``tick(at:)`` is to be called next; `nil` when nothing is awaited.
  public var deadline: LinkTime? { exchange?.deadline }

  /// The expiry an order made now should carry, on the pump's clock; `nil` before a session is
  /// open.
  ///
  /// The pump's clock is known as it was when its answer arrived, which is never later than it is
  /// now: an order can only expire too early.
  public func notAfter(at now: LinkTime) -> UInt32? {
    pumpClock.map { reading, at in
      reading &+ UInt32(truncatingIfNeeded: now.since(at).rawValue + timings.orderLife.rawValue)
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
    nonce &+= 1
    return .openSession(OpenSession(role: role, schema: Schema.hash, nonce: nonce))
  }

  /// Begins a request. None may be under way.
  public mutating func begin(_ request: Request, at now: LinkTime) {
    precondition(!isBusy, "a request was begun while another was under way")
    if request.type.changesTherapy, let unsettled {
      return finish(.failed(.unsettled(unsettled.request)))
    }
    let tries = request.type.changesTherapy ? 1 : timings.tries
    guard let header = nextHeader(for: request.type) else { return finish(.failed(.notOpen)) }
    transmit(
      Exchange(
        request: request, header: header, triesLeft: tries, deadline: now), at: now)
  }

  func isOwnNonce(_ nonce: UInt64) -> Bool { nonce == self.nonce }

  mutating func opened(_ session: SessionOpened, at now: LinkTime) {
    number = session.session
    lastRequest = 0
    pumpClock = (session.linkClock, now)
  }

  mutating func heardClock(_ reading: UInt32, at now: LinkTime) { pumpClock = (reading, now) }

  mutating func closed() { number = nil }

  mutating func finish(_ outcome: Outcome) {
    exchange = nil
    finished = outcome
  }

  /// The header of the next request; `nil` when it needs a session and none is open.
  func nextHeader(for type: RequestType) -> MessageHeader? {
    guard type.needsSession else {
      return MessageHeader(.open, request: lastRequest == .max ? 1 : lastRequest + 1)
    }
    guard let number, lastRequest < .max else { return nil }
    return MessageHeader(.session(number), request: lastRequest + 1)
  }

  /// Sends a request again that had no answer, under the same id if it belongs to a session.
  ///
  /// An opening is made anew each time: an answer to an earlier one names a session that the later
  /// one has ended.
  mutating func sendAgain(_ exchange: Exchange, at now: LinkTime) {
    var again = exchange
    if case .openSession(var opening) = exchange.request {
      nonce &+= 1
      opening.nonce = nonce
      again.request = .openSession(opening)
    }
    if !exchange.request.type.needsSession {
      again.header = nextHeader(for: exchange.request.type) ?? exchange.header
    }
    transmit(again, at: now)
  }

  /// Sends what the exchange asks, for the first time or again.
  mutating func transmit(_ exchange: Exchange, at now: LinkTime) {
    var exchange = exchange
    exchange.triesLeft -= 1
    exchange.isPausing = false
    exchange.deadline = now.after(timings.answer)
    lastRequest = exchange.header.request
    transmission.encode(exchange.request, exchange.header)
    hasTransmission = true
    self.exchange = exchange
  }
}
