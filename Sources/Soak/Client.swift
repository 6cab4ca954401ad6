import BadLink
import ProgrammerSession
import Quantities
import Telemetry

/// A programmer in somebody's hand: its session, its line, what it is about, and the archive that
/// survives when its program ends.
struct Client {
  /// One thing it does, after the one before.
  enum Step {
    /// Opens a session, if none is open or a new one is wanted.
    case open(isNew: Bool)
    /// Asks for something that changes no therapy.
    case ask(Request.Query)
    /// Stages a part.
    case stage(Request.Part)
    /// Reads back what is staged.
    case readBack
    /// Commits what was read back, or by a token that is not that of the set.
    case commit(Token)
    /// Gives an order.
    case order(Order.Body)
    /// Draws the reservoir empty and fills it, when the pump has agreed.
    case fill(StageRefill)
    /// Looks in the pump's log for the order whose outcome is unknown.
    case search(from: UInt32)
    /// Calls for minimum rate in contact, without a session.
    case call
    /// Closes the session.
    case close
  }

  enum Token { case current, superseded, madeUp }

  /// Where its program ends without warning.
  enum ProgramEnd: UInt64, CaseIterable {
    case beforeIntent, beforeSending, afterSending, beforeOutcome, afterOutcome
  }

  let name: String
  let role: Role
  var session: ProgrammerSession
  var line: DuplexLine
  /// What is still to be done, the next step last.
  var steps: [Step] = []
  /// What is being done.
  var doing: Step?
  /// The order being given, by its number in the ledger.
  var order: Int?
  /// Whether the next frame is the order's first.
  var isOrderUnsent = false
  /// The order without an outcome, as it stands in the archive: this survives a crash.
  var archived: (number: Int, order: UnsettledOrder)?
  /// What the pump has acknowledged of a set in this session, its token and an earlier one.
  var set = ReferenceSet()
  var token: UInt32?
  var olderToken: UInt32?
  /// The session they belong to.
  var setSession: UInt32?
  /// Whether it cannot tell any more what its session holds, and needs a new one.
  var needsNew = false
  /// Whether the pump's log goes back far enough to tell what became of an order.
  var isLogLongEnough = true
  /// Whether the last order was carried out as far as it knows.
  var wasDone = false
  /// Whether a transfer drives it and makes up its orders, totals and all; and how the last step
  /// ended, until the transfer takes it.
  var isDriven = false
  var outcome: Outcome?
  /// The point at which its program ends next.
  var crash: ProgramEnd?

  init(name: String, role: Role, session: ProgrammerSession, line: DuplexLine) {
    self.name = name
    self.role = role
    self.session = session
    self.line = line
  }

  /// Whether it has nothing to do.
  var isIdle: Bool { steps.isEmpty && doing == nil && !session.isBusy }

  /// When something comes for it over its line, or it has to be looked at; `nil` while it waits for
  /// nothing.
  ///
  /// It changes nothing; but for a getter that cannot, the compiler would copy the whole client.
  var due: LinkTime? {
    mutating get {
      guard let look = deadline else { return line.deadline }
      return min(line.deadline ?? look, look)
    }
  }

  /// When it has to be looked at; as ``due``, it changes nothing.
  var deadline: LinkTime? {
    mutating get { session.deadline }
  }

  /// Takes up a job, which always begins with a session.
  mutating func take(_ job: [Step], isNew: Bool = false) {
    steps = job.reversed()
    steps.append(.open(isNew: isNew))
  }

  /// Gives up what is still to be done.
  mutating func giveUp() { steps.removeAll() }

  /// A part of the set was acknowledged.
  mutating func staged(_ part: Request.Part) {
    set.add(ReferencePart(part))
    olderToken = token ?? olderToken
    token = nil
  }

  /// What was staged in another session is gone.
  mutating func noteSession() {
    if setSession != session.number { forgetSet() }
    setSession = session.number
  }

  /// Nothing is staged any more.
  mutating func forgetSet() {
    set = ReferenceSet()
    olderToken = token ?? olderToken
    token = nil
  }
}

/// All programmers are looked at with each of their moments: where they are, and in one access, for
/// a copy of one is long.
extension [Client] {
  /// The next moment at which something comes for one of them.
  mutating func nextDue() -> LinkTime? {
    var next: LinkTime?
    for index in indices {
      if let due = self[index].due { next = Swift.min(next ?? due, due) }
    }
    return next
  }

  /// Whether something comes for one of them by a moment.
  mutating func isDue(_ index: Int, at now: LinkTime) -> Bool {
    self[index].due.map { $0 <= now } ?? false
  }
}
