import BenchControl
import BoardClient
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import SerialLink
import Telemetry
import Trace

/// The host of a virtual pump: the state file it is kept in, and the clock that drives it.
final class PumpHost {
  private(set) var pump: VirtualPump<StateFile>
  private var state: StateFile
  private var clock: TherapyClock
  /// Real time in ms; it never runs backwards. A pump of a script has a clock of its own.
  private let realTime: () -> UInt64
  private let switchedOn: UInt64
  private let setup: PumpSetup
  private var randomness: Randomness
  private var powerPlan: ArmedCrash?
  /// The board that does all that the pump does; `nil` where there is none.
  let twin: BoardTwin?
  /// What happened since the pump was started.
  private(set) var events: EventJournal
  /// Called within a long jump, for whoever follows what happens.
  var onProgress: ((EventJournal) -> Void)?

  /// No pump lives longer, and no later moment is asked for.
  static let lastMoment = TherapyTime.zero.after(.days(36_500))

  init(
    _ setup: PumpSetup, _ opened: StateFile.Opened, clock mode: ClockMode,
    _ randomness: Randomness, keeping events: Int = EventJournal.usual,
    twin: BoardTwin? = nil,
    realTime: @escaping () -> UInt64 = MonotonicClock.milliseconds
  ) throws {
    self.events = EventJournal(capacity: events)
    self.setup = setup
    self.randomness = randomness
    self.realTime = realTime
    switchedOn = realTime()
    clock = TherapyClock(mode, from: opened.world.plant.therapyTime, at: switchedOn)
    state = opened.file
    self.twin = twin
    pump = try Self.switchOn(
      setup, opened, link: .zero, &self.randomness, twin)
  }

  /// The keys are those of the file: the card has them only while nobody changed them. The noise is
  /// new each time, also for a memory that was there before.
  private static func switchOn(
    _ setup: PumpSetup, _ opened: StateFile.Opened, link: LinkTime,
    _ randomness: inout Randomness, _ twin: BoardTwin?
  ) throws -> VirtualPump<StateFile> {
    let image = opened.file.image
    return try VirtualPump(
      profile: setup.device,
      secrets: PumpSecrets(
        factoryKeys: opened.file.factoryKeys, noise: AsconBlock(from: &randomness)),
      world: opened.world, memory: opened.file, image: image.span, link: link, isWatched: true,
      mirror: twin?.mirror(of: setup.device, setup.plant, keys: opened.file.factoryKeys))
  }

  /// The present moment: true time, and time on the link.
  func now() -> Instant {
    let real = realTime()
    return Instant(
      therapy: clock.time(at: real), link: LinkTime(rawValue: real - switchedOn))
  }

  /// Lets happen what has fallen due.
  func catchUp() { pump.advance(to: now()) }

  /// How long nothing will happen by itself, in real ms; `nil` for ever.
  func millisecondsToSleep() -> Int? {
    let real = realTime()
    let therapy = pump.deadline.flatMap { clock.realMilliseconds(until: $0, at: real) }
    let session = pump.sessionDeadline.map {
      $0.since(LinkTime(rawValue: real - switchedOn)).rawValue
    }
    guard let next = [therapy, session].compactMap({ $0 }).min() else { return nil }
    return Int(min(next, 3_600_000))
  }

  /// Takes bytes of a programmer in, and gives answers out.
  func receive(_ bytes: Span<UInt8>, send: (Span<UInt8>) -> Void) {
    // What an answer will tell is saved first: from inside the pump it could not be read.
    let moment = now()
    pump.advance(to: moment)
    saveTime()
    pump.receive(bytes, at: moment, send: send)
  }

  /// Keeps what happens to the pump from now on.
  func beginTrace() { pump.trace = Trace(isKept: true) }

  /// Says something in the trace, if there is one, at this moment, with what the patient has got.
  func remark(_ words: String) {
    guard pump.trace != nil else { return }
    let moment = Instant(therapy: pump.world.plant.therapyTime, link: now().link)
    let received = pump.truth.patient.drug
    pump.trace?.note(received: received, at: moment)
    pump.trace?.remark(words, at: moment)
  }

  /// The keys that open the pump's sessions now: those it has, and those that wait beside them.
  var pairingKeys: [PairingKeys] {
    let pump = pump.firmware
    let now = PairingKeys(clinician: pump.key(of: .clinician), patient: pump.key(of: .patient))
    let next = PairingKeys(
      clinician: pump.pendingKey(of: .clinician) ?? now.clinician,
      patient: pump.pendingKey(of: .patient) ?? now.patient)
    return next == now ? [now] : [now, next]
  }

  /// What opens a role's sessions now, as a card has it.
  func pairing(_ role: Role) -> Pairing {
    let pump = pump.firmware
    return Pairing(
      serial: pump.profile.identity.serial, key: pump.key(of: role),
      pending: pump.pendingKey(of: role))
  }

  /// A programmer left.
  func linkInterrupted() { pump.linkInterrupted() }

  /// The alarms a patient can know of since this was called last.
  func takeAlarmsHeard() -> [AlarmHeard] { pump.takeAlarmsHeard() }

  /// Keeps the moment that an answer is about to tell: a pump that wakes up again must not find
  /// itself before it.
  private func saveTime() {
    guard clock.mode != .manual, pump.plant.therapyTime > state.savedTime.after(.seconds(1))
    else { return }
    try? state.saveWorld(pump.world)
  }

  /// Saves everything, and waits until it is on the disk.
  func save() throws(SerialError) {
    try state.saveWorld(pump.world)
    try state.sync()
  }

  // MARK: What a bench does to it

  /// Lets all that `body` moves be waited for once on the disk: nothing of a jump is acknowledged
  /// before its end.
  func jumping(_ body: () -> Void) { state.withoutWaiting(body) }

  /// Lets a part of a jump pass.
  func move(_ length: Milliseconds) {
    clock.jump(length)
    catchUp()
  }

  /// The same up to the moment of something, if that comes before; whether it did.
  func move(_ length: Milliseconds, until stop: PumpStop) -> Bool {
    let start = pump.plant.therapyTime
    let end = Instant(therapy: start.after(length), link: now().link)
    let isReached = pump.advance(to: end, until: stop)
    clock.jump(pump.plant.therapyTime.since(start))
    return isReached
  }

  /// Takes down what happened, and shows it to whoever follows.
  func progress() {
    for happened in pump.takeHappenings() {
      events.add(.pump(happened.what), at: happened.time)
    }
    onProgress?(events)
  }

  /// Takes down that something happened now which the pump does not tell.
  func note(_ what: EventJournal.What) {
    progress()
    events.add(what, at: pump.plant.therapyTime)
  }

  /// Puts somebody into the body now, unless it is the one who is there; false where another is.
  func admit(_ choice: PatientChoice) throws -> Bool {
    if let patient = pump.world.body?.patient {
      return patient.kind == choice.kind && patient.seed == choice.seed
    }
    let start = setup.implant.clock(at: .zero).map { UInt64($0.rawValue) } ?? 0
    let timeOfDay = Milliseconds.seconds(start % 86_400)
    try touch { pump, now in
      let patient = try choice.draw(at: now.therapy, timeOfDay: timeOfDay)
      try pump.operate(at: now) { world throws(BenchError) in try world.admit(patient) }
    }
    try save()
    return true
  }

  /// Does something to the pump at the present moment.
  func touch<Result, Failure: Error>(
    _ body: (inout VirtualPump<StateFile>, Instant) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let moment = now()
    pump.advance(to: moment)
    return try body(&pump, moment)
  }

  /// The crash that is planned and has not come yet.
  var armedCrash: ArmedCrash? {
    if let plan = state.killPlan { return plan }
    guard var plan = powerPlan, let failure = pump.powerFailure else { return nil }
    plan.count = failure.actionsLeft + 1
    return plan
  }

  /// Plans a crash in place of the one that may be planned; `nil` plans none. False when the pump
  /// has no part in such a write.
  func plan(_ crash: ArmedCrash?) -> Bool {
    if let crash, crash.kind != .kill, crash.place.point == nil { return false }
    state.killPlan = crash?.kind == .kill ? crash : nil
    powerPlan = crash?.kind == .kill ? nil : crash
    pump.powerFailure = powerPlan.flatMap { plan in
      plan.place.point.map { point in
        PowerFailure(point, count: plan.count, isBrief: plan.kind == .cycle)
      }
    }
    return true
  }

  /// Writes a copy of the state to a new file.
  func takeSnapshot(_ path: String) throws {
    catchUp()
    try save()
    try state.copy(to: path, pump.world)
  }

  /// Goes back to a copy: time, world and memory are as they were, and the pump starts anew.
  func restore(_ path: String) throws {
    let opened = try StateFile.replace(state, with: path, setup)
    progress()
    let real = realTime()
    clock = TherapyClock(clock.mode, from: opened.world.plant.therapyTime, at: real)
    state = opened.file
    let trace = pump.trace
    pump = try Self.switchOn(setup, opened, link: now().link, &randomness, twin)
    pump.trace = trace
    events.add(.done(.restore), at: pump.plant.therapyTime)
    try save()
  }
}
