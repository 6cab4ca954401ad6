import ClientJudge
import PumpWorld
import Quantities
import RawClient
import Telemetry
import TestSupport

/// A client in virtual time, careful but for one mistake: it changes the dose by stage, read-back
/// and commit, and settles by status what has no answer.
struct LabClient {
  var trial: Trial
  var client: SealedClient
  let wanted: DoseRate
  let told: UInt32
  let mistake: Mistake?
  private let serial: ShortText<12>
  private(set) var time: UInt64 = 0
  private var inbox: [(header: MessageHeader, reply: Reply)] = []
  private var isInterrupted = false
  /// The pump's link clock, and when it was heard.
  private var clock: (value: UInt32, at: UInt64) = (0, 0)

  /// How long an answer is waited for, in ms: long enough for any line here.
  private static let patience: UInt64 = 3000

  /// A client with a card, before a trial.
  init(_ trial: Trial, card: SealedClient, wanted: DoseRate, told: UInt32, _ mistake: Mistake?) {
    self.trial = trial
    client = card
    serial = card.serial
    self.wanted = wanted
    self.told = told
    self.mistake = mistake
  }

  // MARK: The line

  private mutating func drain() {
    while let action = trial.nextAction() {
      switch action {
      case .send(let bytes): inbox += client.replies(in: bytes)
      case .unplug: isInterrupted = true
      case .plug: isInterrupted = false
      }
    }
    for (_, reply) in inbox {
      if case .noSession(let hint) = reply, hint.session == client.session { isSessionGone = true }
    }
    inbox.removeAll { if case .noSession = $0.reply { true } else { false } }
  }

  private var isSessionGone = false

  mutating func pause(_ length: UInt64) {
    let end = time + length
    while let due = trial.deadline?.rawValue, due <= end {
      time = max(time, due)
      trial.tick(at: LinkTime(rawValue: time))
      drain()
    }
    time = end
    trial.tick(at: LinkTime(rawValue: time))
    drain()
  }

  /// The first reply under an id that is one of the session's, or in the open where it may be.
  private mutating func take(_ id: UInt16, inOpen: Bool) -> Reply? {
    let isOpenFine = inOpen || mistake == .believesAnybody
    let place = inbox.firstIndex { header, _ in
      header.request == id && (header.envelope == .open ? isOpenFine : !inOpen)
    }
    return place.map { inbox.remove(at: $0).reply }
  }

  /// Sends bytes so many times, until an answer under the id comes.
  private mutating func exchange(
    _ bytes: [UInt8], _ id: UInt16, inOpen: Bool = false, times: Int
  ) -> Reply? {
    for _ in 0..<times {
      trial.receive(bytes, at: LinkTime(rawValue: time))
      let end = time + Self.patience
      while true {
        drain()
        if let reply = take(id, inOpen: inOpen) { return reply }
        if isSessionGone && !inOpen { return nil }
        guard !isInterrupted, let due = trial.deadline?.rawValue, due <= end else { break }
        time = max(time, due)
        trial.tick(at: LinkTime(rawValue: time))
      }
      if time < end { pause(end - time) }
      if let reply = take(id, inOpen: inOpen) { return reply }
    }
    return nil
  }

  // MARK: A session

  /// What ends a client before it gave an order.
  enum Failure: Error {
    case nothingDone
    case refused
  }

  mutating func open() throws {
    let identify = client.open(.opening(.identify), id: 1)
    guard case .identity(let identity)? = exchange(identify, 1, inOpen: true, times: 3) else {
      throw Failure.nothingDone
    }
    if mistake == .takesAnyPump { client.serial = identity.serial }
    guard identity.serial == client.serial else { throw Failure.nothingDone }
    for _ in 0..<3 {
      let offer = exchange(client.openSession(id: 2), 2, inOpen: true, times: 3)
      guard case .sessionOffered(let offered)? = offer, client.take(offered) else { continue }
      isSessionGone = false
      let proof = exchange(client.confirmSession(id: 1), 1, times: 3)
      guard case .sessionOpened(let opened)? = proof else { continue }
      clock = (opened.linkClock, time)
      return
    }
    throw Failure.nothingDone
  }

  /// The answer to a request of the session, under the next id.
  mutating func ask(_ request: Request, times: Int = 3) -> Reply? {
    let bytes = client.next(request)
    let reply = exchange(bytes, client.lastRequest, times: times)
    if case .status(let status)? = reply { clock = (status.linkClock, time) }
    return reply
  }

  var isGone: Bool { isSessionGone }

  /// Until when an order is valid that is made now.
  func notAfter() -> UInt32 {
    let passed = UInt32(truncatingIfNeeded: time - clock.at)
    return clock.value &+ passed &+ (mistake == .neverExpires ? 86_400_000 : 5000)
  }
}
