import Clinic
import ProgrammerSession
import Quantities
import Synchronization
public import Telemetry

/// A programmer in a clinician's or a patient's hand, typed.
///
/// It decides nothing: what is asked, read back, warned of and taken for consent is decided by the
/// same machines as in `programmer`. Each call is a visit of its own, from the handshake to the end
/// of the session, and takes the therapy time that its answers take.
///
///     let handheld = pump.handheld()
///     let proposal = try handheld.propose(.steady(.mcgPerDay(110)))
///     let outcome = try proposal.consent(total: .mcg(110))
///     #expect(outcome.isDone)
public final class Handheld: Sendable {
  /// The pump it is held over.
  public let pump: Pump
  /// On whose behalf it opens sessions.
  public let role: Role
  let state: Mutex<State>

  init(_ pump: Pump, role: Role, number: UInt64) {
    self.pump = pump
    self.role = role
    var random = SeededGenerator(seed: pump.seed ^ number &* 0x9E37_79B9_7F4A_7C15)
    let session = ProgrammerSession(
      role: role, pairing: pump.pairing(role), nonce: AsconBlock(from: &random))
    state = Mutex(State(session: session, serial: pump.serialText))
  }

  /// What it remembers: an order whose outcome nobody knows outlives its session.
  struct State: Sendable {
    var session: ProgrammerSession
    let serial: ShortText<12>
    /// The orders of which it is not known what became, oldest first.
    var open: [OpenOrder] = []
    /// What was found out of the last of them that was settled.
    var settled: OrderFate?
    var orders: Int64 = 0
    /// The sessions that orders were given in.
    var usedSessions: Set<UInt32> = []
    /// The last moment of therapy that the pump told, in s.
    var knownTherapySeconds: UInt32?
  }

  /// Does something with its session over the pump's line.
  func use<Result, Failure: Error>(
    _ body: (inout State, inout Bench) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try state.withLock { state throws(Failure) in
      try pump.use { bench throws(Failure) in try body(&state, &bench) }
    }
  }

  /// Whether it is not known what became of an order: then no other is given until
  /// ``settle()`` finds out, or the next visit does.
  public var isUnsettled: Bool {
    state.withLock { !$0.open.isEmpty || $0.session.unsettled != nil }
  }

  /// What became of an order whose answer was lost.
  public enum Fate: Equatable, Sendable {
    /// The pump carried it out.
    case done
    /// The pump did not carry it out, and will not.
    case notDone
    /// The pump cannot be asked, or cannot tell.
    case unknown
  }

  /// Asks the pump what became of the orders whose answers were lost; gives what became of the last
  /// of them, and `nil` where nothing is unknown.
  @discardableResult
  public func settle() throws -> Fate? {
    guard isUnsettled else { return nil }
    return try use { state, bench throws(HandheldError) in
      state.settled = nil
      try state.open(on: &bench)
      state.close(on: &bench)
      guard state.open.isEmpty, let fate = state.settled else { return .unknown }
      switch fate {
      case .done: return .done
      case .notDone, .refused: return .notDone
      case .intended, .unknown: return .unknown
      }
    }
  }
}

extension Pump {
  /// A programmer over this pump, with its key on the card. Each knows nothing of the orders of
  /// others.
  public func handheld(_ role: Role = .clinician) -> Handheld {
    let number = use { bench in
      bench.handhelds += 1
      return bench.handhelds
    }
    return Handheld(self, role: role, number: number)
  }
}
