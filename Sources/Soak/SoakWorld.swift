import BadLink
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import Trace

/// A pump and its programmers, the lines between them, the pump's memory and its physics, in
/// virtual time and from one seed; and beside them what is true by another reckoning.
///
/// Link time and true therapy time go on together, but therapy can make jumps. Everything happens
/// at a moment of link time, one thing after another; after each the two reckonings are compared.
/// Nobody copies it. It is a class because a method of a structure that only reads is given a copy,
/// and this one has tens of kilobytes.
final class SoakWorld {
  let scope: LifeScope
  let options: SoakOptions
  /// Stored beside them: one of its numbers would else be read off a copy of it all.
  let device: DeviceProfile
  var pump: VirtualPump<SoakMemory>
  var clients: [Client]
  var ledger = OrderLedger()

  /// Link time on the wall, in ms.
  var link: UInt64 = 0
  /// True therapy time, in ms.
  var therapy: UInt64 = 0
  /// When the pump was switched on, in link time: its own link clock starts then.
  var switchedOn: UInt64 = 0 {
    didSet { pump.trace?.linkStart = LinkTime(rawValue: switchedOn) }
  }
  /// When power comes back, and after how much therapy time it does; `nil` while it is on.
  var powerBack: (link: UInt64, off: UInt64, cause: ResetCause)?

  /// What the pump should be doing.
  var reference: ReferencePump
  /// The same as it was at the records in the pump's two slots; what is in the newer one counts.
  var slots: [Kept?] = [nil, nil]
  var newest = 0
  var epoch: Int128 = 0
  /// What may have become of an order while power failed: known once the pump is on again.
  var pending: Pending?
  /// The longest time without power, in ms.
  var longestOff: UInt64 = 30 * 86_400_000
  /// The strokes that were made when power failed.
  var strokesAtFailure: Int128 = 0

  /// How many strokes were made before the pump's memory began.
  var strokeBase: Int128 = 0
  /// The cards of the clinician's role and of the patient's.
  var cards: [KeyCard] = []
  /// Calls for the emergency by the bytes of their frames, and how often each was heeded.
  var calls: [[UInt8]: Int] = [:]
  /// What the pump has answered since this was emptied.
  var answered: [UInt8] = []

  /// The bytes of the frame that reaches the pump just now, before its delimiter.
  var incoming: [UInt8] = []
  /// Which programmers are near the pump.
  var isNear: [Bool]
  var checks = SoakChecks()
  var event = 0
  /// Whether the faults are over.
  var isCalm = false
  /// Whether a copy of the pump is inspected after each event.
  var isInspected = true
  var attacker = Attacker()
  /// What it goes through; `nil` where nobody asks.
  var map: LifeMap?

  /// What a record of the pump holds, by the reference's reckoning: its state, and how often the
  /// pump was switched on.
  struct Kept {
    var reference: ReferencePump
    var epoch: Int128
  }

  /// An order, or a call for the emergency, whose record may be in a slot although the pump does
  /// not know it.
  struct Pending {
    /// The slot.
    var slot: Int
    /// The order; `nil` for a call.
    var order: (name: AppliedCommand, number: Int)?
    /// The frame of a call.
    var call: [UInt8] = []
    /// What the record holds if it is that of the order.
    var done: Kept?
    /// What it holds if it counts a request of the patient's that was denied.
    var denied: Kept?
  }

  /// The pump's own time.
  var pumpTime: Int128 { Int128(pump.firmware.time.rawValue) }

  convenience init(
    _ scope: LifeScope, isTraced: Bool, mirror: Soak.Mirror? = nil
  ) throws(SoakFailure) {
    try self.init(scope, SoakOptions(scope), isTraced: isTraced, mirror: mirror)
  }

  /// A world with options of its own; what is drawn on the way is drawn from the scope's seed.
  init(
    _ scope: LifeScope, _ options: SoakOptions, isTraced: Bool, mirror: Soak.Mirror? = nil
  ) throws(SoakFailure) {
    self.scope = scope
    self.options = options
    device = options.device
    var random = Random(seed: scope.seed ^ 0x5041_5453)
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(options.implant) { slot, bytes in
      MemoryMap.put(bytes, at: Int(slot) * MemoryMap.slotBytes, in: &image)
    }
    let plant = try options.newPlant()
    do throws(MemoryFault) {
      pump = try VirtualPump(
        profile: options.device, secrets: options.secrets, world: World(plant: plant),
        memory: SoakMemory(image: image), image: image.span, link: .zero,
        mirror: mirror?(options.device, plant.profile, options.secrets.factoryKeys))
    } catch {
      throw SoakFailure(invariant: .life, event: 0, what: "the pump has no memory of its size")
    }
    try Self.admit(options.patient, to: &pump, seed: scope.seed)
    pump.trace = Trace(isKept: isTraced)
    reference = ReferencePump(options.device, options.implant, plans: options.plans)
    reference.keys = ReferenceKeys(options.secrets.factoryKeys)
    reference.wall = options.clock.map { Int128($0.rawValue) * 1000 }
    slots[0] = Kept(reference: reference, epoch: 0)
    let people: [(String, Role)] = [
      ("clinician A", .clinician), ("clinician B", .clinician), ("patient", .patient),
      ("impostor", .clinician),
    ]
    clients = []
    for (place, (name, role)) in people.enumerated() {
      clients.append(
        Client(
          name: name, role: role,
          session: Self.newSession(
            role,
            pairing: Pairing(
              serial: options.device.identity.serial,
              key: options.secrets.factoryKeys[place == 3 ? .patient : role]), options, &random),
          line: DuplexLine(seed: random.next(), faults: options.line)))
    }
    isNear = [true, true, true, true]
    cards = factoryCards
    try booted(.power, strokes: 0)
  }

  /// Puts somebody of a kind into the body.
  private static func admit(
    _ kind: PatientKind?, to pump: inout VirtualPump<SoakMemory>, seed: UInt64
  ) throws(SoakFailure) {
    guard let kind else { return }
    let nobody = SoakFailure(invariant: .life, event: 0, what: "nobody can be in the body")
    var people = Random(seed: seed)
    let patient: Patient
    do throws(PatientProfileError) {
      patient = try Patient(
        kind, seed: seed, from: &people, at: .zero, timeOfDay: .hours(seed % 24))
    } catch { throw nobody }
    do throws(BenchError) {
      try pump.operate(at: Instant(therapy: .zero, link: .zero)) { world throws(BenchError) in
        try world.admit(patient)
      }
    } catch { throw nobody }
  }

  /// A programmer's program as it starts.
  static func newSession(
    _ role: Role, pairing: Pairing, _ options: SoakOptions, _ random: inout Random
  ) -> ProgrammerSession {
    var session = ProgrammerSession(
      role: role,
      pairing: pairing, nonce: random.block(),
      timings: SessionTimings(orderLife: Milliseconds(rawValue: options.orderLife)))
    #if CANARIES
      session.canary = options.device.canary
    #endif
    return session
  }

  var now: Instant {
    Instant(
      therapy: TherapyTime(rawValue: therapy), link: LinkTime(rawValue: link - switchedOn))
  }

  var linkTime: LinkTime { LinkTime(rawValue: link) }

  func fail(_ invariant: Invariant, _ what: String) -> SoakFailure {
    SoakFailure(invariant: invariant, event: event, what: what)
  }

  func expect(_ isSo: Bool, _ invariant: Invariant, _ what: @autoclosure () -> String)
    throws(SoakFailure)
  {
    if !isSo { throw fail(invariant, what()) }
  }

  func expect<Value: Equatable>(
    _ found: Value?, _ expected: Value?, _ invariant: Invariant, _ what: @autoclosure () -> String
  ) throws(SoakFailure) {
    #if hasFeature(Embedded)
      // Nothing can tell what a value is there.
      try expect(found == expected, invariant, "\(what()) is another one")
    #else
      try expect(
        found == expected, invariant,
        "\(what()) is \(found.map { "\($0)" } ?? "none"), not "
          + (expected.map { "\($0)" } ?? "none"))
    #endif
  }

  /// The fingerprint of all that has happened.
  var hash: UInt64 { pump.trace?.hash ?? 0 }

  /// A line for each thing that happened, when it was asked for.
  var lines: [Trace.Line] { pump.trace?.lines ?? [] }

  /// Remarks on what happens, for whoever reads the trace.
  func tell(_ what: String) {
    let now = now
    pump.trace?.remark(what, at: now)
  }
}
