import Clinic
import Decode
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What must hold of a life at every moment, looked at after whatever happens in it: as far as the
/// life itself shows it, for the page has no second pump that is told independently. Spec:
/// invariants.md.
struct LifeWatch {
  /// The first that was found against an invariant.
  struct Breach: Equatable {
    /// Which.
    let invariant: Invariant
    /// When it was found, in true therapy time.
    let time: TherapyTime
    /// What was found.
    let words: String
  }

  /// An order that the pump says it carried out.
  private struct Carried {
    let command: AppliedCommand
    let entry: UInt32
  }

  /// Those that a life shows.
  static var looked: [Invariant] {
    [
      .delivery, .balance, .once, .belief, .therapy, .limits, .log, .independence, .secrecy,
    ]
  }

  /// What does not hold, each once, by when it was found.
  private(set) var breaches: [Breach] = []
  private var carried: [Carried] = []
  /// Whether a commit was logged since the programme was looked at.
  private var hasCommitted = false
  private var programme: (therapy: Therapy, revision: UInt32)?
  /// How many strokes there were at moments of the last 24 hours, the first first.
  private var strokes: [(time: TherapyTime, made: UInt64)] = []
  /// The newest entry of the log when it was read through.
  private var readEntry: UInt32 = 0
  /// What whoever is in the body had from the pump before this one, in pg.
  private var before: UInt64 = 0

  init() {}

  /// What was found against an invariant; `nil` while it holds.
  func breach(of invariant: Invariant) -> Breach? {
    breaches.first { $0.invariant == invariant }
  }

  /// The body came from another pump, with whoever is in it.
  mutating func bodyCame(_ pump: inout VirtualPump<TransientMemory>) {
    let given = pump.world.body?.patient?.given ?? .zero
    before = given.rawValue - min(given.rawValue, pump.truth.patient.drug.rawValue)
  }

  private mutating func found(_ invariant: Invariant, _ words: String, at time: TherapyTime) {
    guard breach(of: invariant) == nil else { return }
    breaches.append(Breach(invariant: invariant, time: time, words: words))
  }

  // MARK: What happens

  /// An entry came into the pump's log.
  mutating func note(_ entry: LogEntry, at time: TherapyTime) {
    guard entry.kind == .order else { return }
    if entry.detail == RequestType.commit.rawValue { hasCommitted = true }
    let command = AppliedCommand(session: entry.number, request: entry.short)
    // After a power cut an entry may come into its place once more.
    if let other = carried.last(where: { $0.command == command }) {
      if other.entry != entry.sequence {
        found(
          .once, "entries \(other.entry) and \(entry.sequence) of the log are of one order",
          at: time)
      }
      return
    }
    carried.append(Carried(command: command, entry: entry.sequence))
  }

  /// The pump said something.
  mutating func note(answers: [DecodedItem], at time: TherapyTime) {
    for item in answers where item.seal == nil {
      guard let message = item.message, !Self.isSaidInTheOpen(message, item) else { continue }
      found(.secrecy, "the pump says \(message) in the open", at: time)
    }
  }

  /// Who it is and how to get a session, and that the emergency was heard: nothing else is for
  /// everybody.
  private static func isSaidInTheOpen(_ message: String, _ item: DecodedItem) -> Bool {
    switch message {
    case "identity", "sessionOffered", "refused", "noSession": true
    case "acknowledged":
      item.fields?.contains { $0.name == "request" && $0.value == .text("emergencyRate") } ?? false
    default: false
    }
  }

  /// A handheld came to believe something of an order.
  mutating func note(
    _ belief: Handheld.Belief, _ pump: inout VirtualPump<TransientMemory>, at time: TherapyTime
  ) {
    let isCarried =
      carried.contains { $0.command == belief.command }
      || pump.firmware.state.lastApplied?.command == belief.command
    switch belief.fate {
    case .done where !isCarried:
      found(.belief, "a handheld says done of an order that the pump has not", at: time)
    case .notDone where isCarried, .refused where isCarried:
      found(.belief, "a handheld says not done of an order that was carried out", at: time)
    case .done, .notDone, .refused, .unknown, .intended: break
    }
  }

  // MARK: What is so

  /// Looks at all of it.
  mutating func check(_ pump: inout VirtualPump<TransientMemory>, at now: Instant) {
    let truth = pump.truth
    checkBalance(&pump, truth, at: now.therapy)
    guard pump.isOn else { return }
    checkDelivery(&pump, truth.strokes, at: now.therapy)
    checkLimits(&pump, truth.strokes, at: now.therapy)
    checkTherapy(&pump, at: now.therapy)
    checkSession(&pump, at: now)
    checkLog(&pump, at: now.therapy)
  }

  private mutating func checkBalance(
    _ pump: inout VirtualPump<TransientMemory>, _ truth: Truth, at time: TherapyTime
  ) {
    if !truth.isBalanced { found(.balance, "liquid or drug is not accounted for", at: time) }
    if let given = pump.world.body?.patient?.given,
      given.rawValue != truth.patient.drug.rawValue + before
    {
      found(.balance, "the patient has another amount than left the catheter", at: time)
    }
  }

  private mutating func checkDelivery(
    _ pump: inout VirtualPump<TransientMemory>, _ made: UInt64, at time: TherapyTime
  ) {
    if made != pump.firmware.state.strokes {
      found(.delivery, "the motor made other strokes than the pump counted", at: time)
    }
    let stroke = pump.firmware.state.concentration.drug(in: pump.firmware.profile.strokeVolume)
    if pump.firmware.state.integral.owed >= stroke {
      found(.delivery, "the pump owes a stroke or more", at: time)
    }
  }

  /// The most that was moved in any 24 hours, by what was noted down every few minutes of them.
  private mutating func checkLimits(
    _ pump: inout VirtualPump<TransientMemory>, _ made: UInt64, at time: TherapyTime
  ) {
    while let first = strokes.first, first.time.after(.days(1)) < time { strokes.removeFirst() }
    if strokes.last.map({ $0.time.after(.minutes(5)) <= time }) ?? true {
      strokes.append((time, made))
    }
    // One stroke may fall to either side of the day.
    let moved = (made - (strokes.first?.made ?? made)) * pump.firmware.profile.strokeVolume.rawValue
    let most =
      pump.firmware.profile.limits.maximumDailyVolume.rawValue
      + pump.firmware.profile.strokeVolume.rawValue
    if moved > most { found(.limits, "\(moved) nL were pumped within 24 hours", at: time) }
  }

  private mutating func checkTherapy(
    _ pump: inout VirtualPump<TransientMemory>, at time: TherapyTime
  ) {
    let therapy = pump.firmware.state.therapy
    let revision = pump.firmware.state.therapyRevision
    defer {
      programme = (therapy, revision)
      hasCommitted = false
    }
    guard let was = programme, !pump.firmware.state.alarms.contains(.memoryLost) else { return }
    if was.revision == revision, was.therapy != therapy {
      found(.therapy, "the programme is another one, without a number of its own", at: time)
    }
    let isOrdered = hasCommitted || pump.firmware.state.lastApplied?.request == .commit
    if was.revision != revision, !isOrdered {
      found(.therapy, "there is another programme that nobody committed", at: time)
    }
  }

  private mutating func checkSession(
    _ pump: inout VirtualPump<TransientMemory>, at now: Instant
  ) {
    guard let end = pump.sessionDeadline else { return }
    if end > now.link.after(pump.firmware.profile.sessionIdle) {
      found(.independence, "a session would go on longer than one that idles may", at: now.therapy)
    }
    if end < now.link {
      found(.independence, "a session that nobody used goes on", at: now.therapy)
    }
  }

  /// The log is read through when there is something new in it.
  private mutating func checkLog(
    _ pump: inout VirtualPump<TransientMemory>, at time: TherapyTime
  ) {
    let newest = pump.firmware.state.log.sequence
    guard newest != readEntry else { return }
    readEntry = newest
    let log = pump.readLogWitness()
    if let entry = log.damaged {
      found(.log, "entry \(entry) of the log is not as it was written", at: time)
    }
    // What was overwritten is no longer part of the sum, and what a stall costs is logged when it
    // is over.
    let isStalled = pump.firmware.state.alarms.contains(.motorStall)
    if log.oldest <= 1, !isStalled, log.undelivered != pump.firmware.state.undelivered {
      found(.log, "the log has another sum of what was not given than the pump", at: time)
    }
  }
}
