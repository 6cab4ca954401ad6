import BadLink
import Clinic
import ProgrammerSession
import Quantities
import Telemetry

/// A handheld as it lies in a hand: what it was set to do, from the first byte to the end of the
/// session, driven by what comes over the line and by time.
///
/// 1. Set it to something: ``begin(_:at:)``, ``consent(_:at:)``, ``agree(at:)``, ``giveUp(at:)``.
/// 2. Take what is to be sent with ``takeOutgoing()``.
/// 3. Hand in bytes, or time when ``deadline`` comes; look at ``news``.
///
/// It decides nothing: that is done by the machines of Clinic, which the other faces drive too.
///
/// It is no value, so that nobody copies a visit without meaning to; see ``copy()``.
final class Handheld {
  /// What it is set to do.
  enum Purpose {
    /// Read what steps say, and end.
    case read([VisitStep])
    /// A change or an order, from what is wanted to what became of it.
    case visit(VisitMachine.Intent)
    /// Read what steps say, and then so many of the newest entries of the log, for a report.
    case report([VisitStep], entries: Int)
    /// Hold a session open for what is asked for one after the other.
    case serve
    /// The call for the emergency, which needs no key.
    case emergency
  }

  /// Whose it is.
  let role: Role
  var session: ProgrammerSession
  let serial: ShortText<12>
  var purpose = Purpose.emergency
  var phase = Phase.idle
  /// What came of it last; `nil` while it is under way, and before the first.
  var news: News? {
    didSet { if news != nil { newsCount += 1 } }
  }
  /// How often anything came of anything.
  private(set) var newsCount = 0
  /// What came of what was asked for in a session that is held open; `nil` while it is under way.
  var served: Served?
  /// What is told when the session has been closed.
  var pending: News?
  /// The orders of which it is not known what became, oldest first.
  var open: [OpenOrder] = []
  /// What was found out of the last of them that was settled.
  var settled: OrderFate?
  var orders: Int64 = 0
  var usedSessions: [UInt32] = []
  /// What an interrogation said last; `nil` before the first.
  var lastReading: Interrogation?
  /// The last moment of therapy that the pump told, in s.
  var knownTherapySeconds: UInt32?
  /// The order that is given now, as it is asked after if nobody hears what became of it.
  var lastGiven: OpenOrder?
  /// Whether a page of the log is awaited, and no answer of another kind.
  var isAskingLog = false
  /// What is asked of the pump, to name its frames by; `nil` for what is asked to settle an order.
  var asking: RequestType?
  /// Whether the next frame is that of an order, for the first time.
  var isOrderNext = false
  var outgoing: [Outgoing] = []
  /// What it came to believe of orders since that was taken.
  private var beliefs: [Belief] = []

  /// A handheld with a card, whose nonces are drawn from a source.
  init(role: Role, pairing: Pairing, nonce: AsconBlock) {
    self.role = role
    serial = pairing.serial
    session = ProgrammerSession(role: role, pairing: pairing, nonce: nonce)
  }

  /// The same handheld in the same moment, which goes its own way from here.
  func copy() -> Handheld { Handheld(self) }

  private init(_ other: Handheld) {
    role = other.role
    session = other.session
    serial = other.serial
    purpose = other.purpose
    phase = other.phase
    news = other.news
    newsCount = other.newsCount
    served = other.served
    pending = other.pending
    open = other.open
    settled = other.settled
    orders = other.orders
    usedSessions = other.usedSessions
    lastReading = other.lastReading
    knownTherapySeconds = other.knownTherapySeconds
    lastGiven = other.lastGiven
    isAskingLog = other.isAskingLog
    asking = other.asking
    isOrderNext = other.isOrderNext
    outgoing = other.outgoing
    beliefs = other.beliefs
  }

  /// The orders that are to be asked after if this handheld ends now: one that is given now, too.
  var kept: [OpenOrder] { open + (lastGiven.map { [$0] } ?? []) }

  /// Whether it is over the pump: it talks, or has a session open.
  var isBusy: Bool {
    if case .idle = phase { false } else { true }
  }

  /// Whether it waits for a person, with a session open.
  var isConsulting: Bool {
    if case .consulting = phase { true } else { false }
  }

  /// Whether it is not known what became of an order: then no other is given.
  var isUnsettled: Bool { !open.isEmpty || session.unsettled != nil }

  /// The next moment at which something happens by itself; `nil` for none.
  var deadline: LinkTime? {
    switch phase {
    case .pausing(_, _, _, let moment), .servingPause(_, _, let moment): moment
    case .calling(_, let moment?): moment
    case .idle, .identifying, .opening, .settling, .reading, .readingLog, .visiting, .consulting,
      .giving, .calling, .serving, .servingRequest, .servingOrder, .closing:
      session.deadline
    }
  }

  /// A frame to be sent.
  struct Outgoing {
    /// The frame.
    let bytes: [UInt8]
    /// What it asks.
    let type: RequestType?
    /// Whether an order is in it, and was not sent before.
    let isOrder: Bool
  }

  /// The frames to be sent, in their order.
  func takeOutgoing() -> [Outgoing] {
    defer { outgoing = [] }
    return outgoing
  }

  /// What it came to believe of orders, which is forgotten then.
  func takeBeliefs() -> [Belief] {
    defer { beliefs = [] }
    return beliefs
  }

  /// It comes to believe something of an order.
  func believe(_ order: OpenOrder?, _ fate: OrderFate) {
    guard let order else { return }
    beliefs.append(Belief(command: order.name.command, fate: fate))
  }

  // MARK: What is done with it

  /// Sets it to something. While it is busy it takes nothing but the emergency, which goes before
  /// everything: an order that is under way then is asked after later.
  func begin(_ purpose: Purpose, at now: LinkTime) {
    if isBusy {
      guard case .emergency = purpose else { return }
      session.abandon()
      keepGiven()
    }
    self.purpose = purpose
    news = nil
    served = nil
    pending = nil
    settled = nil
    phase = .identifying
    session.linkInterrupted()
    ask(.opening(.identify), at: now)
    drain(at: now)
  }

  /// Sends a request.
  func ask(_ request: Request, at now: LinkTime) {
    asking = request.type
    session.begin(request, at: now)
  }

  /// A person consents to what is asked; false, with nothing done, where it was not just that.
  func consent(_ consent: Consent, at now: LinkTime) -> Bool {
    guard case .consulting(var machine) = phase, machine.consent(consent) else { return false }
    news = nil
    drive(&machine, at: now)
    drain(at: now)
    return true
  }

  /// A person says yes to an order that needs no more.
  func agree(at now: LinkTime) -> Bool {
    guard case .consulting(var machine) = phase, machine.agree(Yes(by: Self.consentedBy)) else {
      return false
    }
    news = nil
    drive(&machine, at: now)
    drain(at: now)
    return true
  }

  /// A person does not want it any more; what was given already takes its course.
  func giveUp(at now: LinkTime) {
    switch phase {
    case .consulting(var machine), .visiting(var machine):
      machine.giveUp()
      drive(&machine, at: now)
    case .identifying, .opening, .settling, .reading, .readingLog, .serving, .servingRequest:
      close(.failed(.givenUp), at: now)
    case .idle, .giving, .pausing, .calling, .servingOrder, .servingPause, .closing: break
    }
    drain(at: now)
  }

  /// Lets an order that was given and has no outcome be asked after.
  private func keepGiven() {
    if let order = lastGiven { open.append(order) }
    lastGiven = nil
  }

  /// How consent was given, for who keeps it.
  static var consentedBy: String { "page" }

  // MARK: The line

  /// Takes bytes from the line.
  func receive(_ bytes: [UInt8], at now: LinkTime) {
    var position = 0
    while position < bytes.count {
      session.receive(bytes.span, from: &position, at: now)
      drain(at: now)
    }
  }

  /// Lets time pass.
  func tick(at now: LinkTime) {
    switch phase {
    case .pausing(let machine, let order, let patience, let moment):
      if moment <= now { give(order, machine, patience, at: now) }
    case .servingPause(let order, let patience, let moment):
      if moment <= now { giveServed(order, patience, at: now) }
    case .calling(let course, let moment?):
      if moment <= now {
        phase = .calling(course, again: nil)
        asking = .emergencyRate
        session.beginEmergency(at: now)
      }
    case .idle, .identifying, .opening, .settling, .reading, .readingLog, .visiting, .consulting,
      .giving, .calling, .serving, .servingRequest, .servingOrder, .closing:
      session.tick(at: now)
    }
    drain(at: now)
  }

  /// Carries out what the session wants, until it waits.
  func drain(at now: LinkTime) {
    while let action = session.nextAction() {
      switch action {
      case .transmit:
        outgoing.append(
          Outgoing(
            bytes: session.withTransmission { [UInt8](copying: $0) }, type: asking,
            isOrder: isOrderNext))
        isOrderNext = false
      case .finished(let outcome): heard(outcome, at: now)
      }
    }
  }
}
