import BadLink
import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import RawClient
import Telemetry

/// Somebody near the pump without a key: records what is said, and has a transmitter too.
struct Attacker {
  /// What went over the air, the newest in the place of the oldest.
  private(set) var frames: [(bytes: [UInt8], isFromPump: Bool)] = []
  private var next = 0
  /// Whether the next sealed frame either way is changed before it arrives.
  var isTampering = false
  /// The pump's memory as it was, and all that goes with it.
  var snapshot: Snapshot?

  /// A copy of the pump's memory.
  struct Snapshot {
    var memory: SoakMemory
    var slots: [SoakWorld.Kept?]
    var newest: Int
    var log: LogProgress
    var strokeBase: Int128
    var cards: [KeyCard]
    /// The orders that were carried out by then.
    var done: Set<Int>
  }

  private static let capacity = 48

  mutating func hear(_ bytes: [UInt8], isFromPump: Bool) {
    if frames.count < Self.capacity {
      frames.append((bytes, isFromPump))
    } else {
      frames[next] = (bytes, isFromPump)
      next = (next + 1) % Self.capacity
    }
  }

  /// A sealed frame with one bit of its message turned and the checksum put right; `nil` when it
  /// is not sealed. Of what is in the clear nothing is changed, so only the tag can tell.
  static func changed(_ frame: [UInt8], _ random: inout Random) -> [UInt8]? {
    // Envelope, type and id before what the message says; tag and checksum after it.
    guard var content = PlainFrame.unstuff(frame.dropFirst().dropLast()),
      content.count > 12 + 20, content[0] == 3
    else { return nil }
    let place = 12 + Int(random.below(UInt64(content.count - 32)))
    content[place] ^= 1 << UInt8(random.below(8))
    content.removeLast(4)
    return PlainFrame.wire(content)
  }
}

extension SoakWorld {
  /// What goes over the air, as it arrives: somebody may have changed it on the way.
  func overTheAir(_ frame: [UInt8], isFromPump: Bool) -> [UInt8] {
    guard options.weights[.attacker] != nil else { return frame }
    attacker.hear(frame, isFromPump: isFromPump)
    guard attacker.isTampering else { return frame }
    var random = Random(seed: scope.seed &+ link &* 7919)
    guard let changed = Attacker.changed(frame, &random) else { return frame }
    attacker.isTampering = false
    tell("a frame \(isFromPump ? "of the pump" : "to the pump") is changed on the way")
    return changed
  }

  func attack(_ event: SoakEvent.Attack, _ random: inout Random) throws(SoakFailure) {
    switch event {
    case .replays: try replay(&random)
    case .forges:
      try forge(&random)
      try expectAdmission()
    case .tampers: attacker.isTampering = true
    case .impostorActs: try act(3, [.order(random.bolus(UInt64(reference.strength)))], isNew: true)
    case .takesMemory: takeMemory()
    case .putsMemoryBack: try putMemoryBack()
    }
  }

  /// Sends what was recorded again, to whom it was meant or to whom it was not.
  private func replay(_ random: inout Random) throws(SoakFailure) {
    for _ in 0...random.below(4) where !attacker.frames.isEmpty {
      let frame = attacker.frames[Int(random.below(UInt64(attacker.frames.count)))]
      if frame.isFromPump == random.once(in: 8) {
        try pumpHears(frame.bytes, from: nil)
      } else {
        for index in clients.indices { try clientHears(frame.bytes, index) }
      }
    }
  }

  /// What somebody without a key makes up; orders come twice as often.
  private enum Forgery {
    case openings, orders, answers

    static let shares: [Forgery] = [.openings, .orders, .orders, .answers]
  }

  /// Makes up frames: openings, orders sealed with a key of its own, answers in the open.
  private func forge(_ random: inout Random) throws(SoakFailure) {
    var forger = visitor(with: AsconBlock(low: 0, high: 0), seed: 0)
    _ = forger.openSession(nonce: random.block())
    let session = clients[0].session.number ?? UInt32(truncatingIfNeeded: random.next())
    let offered = SessionOffered(
      session: max(session, 1), nonce: random.block(), pumpNonce: random.block())
    switch random.element(of: Forgery.shares) {
    case .openings:
      for id in 1...UInt16(random.from(1...6)) {
        let frame = forger.open(.opening(.openSession(forger.opening)), id: id)
        try pumpHears(frame, from: nil)
      }
    case .orders:
      forger.pairingKey = random.block()
      forger.take(
        SessionOffered(
          session: offered.session, nonce: forger.opening.nonce, pumpNonce: offered.pumpNonce))
      for id in 1...UInt16(random.from(1...40)) {
        let bolus = StartBolus(nanograms: 1000, milliseconds: 60_000)
        let order = Order(.startBolus(bolus), notAfter: .max / 2)
        let frame = forger.frame(id == 1 ? .opening(.confirmSession) : .order(order), id: id)
        if random.once(in: 4) { try pumpHears(frame, from: nil) }
      }
    case .answers:
      let answers: [Reply] = [
        .noSession(NoSession(session: session)), .sessionOffered(offered),
        .refused(Refusal(.openSession, .schemaMismatch)), .identity(device.identity),
      ]
      var buffer = WireBuffer()
      buffer.encode(random.element(of: answers), id: UInt16(random.below(4)))
      let frame = buffer.withBytes { [UInt8](copying: $0) }
      for index in clients.indices { try clientHears(frame, index) }
    }
  }

  private func takeMemory() {
    guard pump.isOn, pump.memory.fates.isEmpty, pending == nil else { return }
    let done = ledger.entries.indices.filter { ledger[$0].timesDone > 0 }
    attacker.snapshot = Attacker.Snapshot(
      memory: pump.memory, slots: slots, newest: newest, log: checks.log, strokeBase: strokeBase,
      cards: cards, done: Set(done))
    tell("the pump's memory is copied")
  }

  /// Brings an old memory back into a pump that goes on living: what was ordered since is undone,
  /// and must not be done again by anything that was said then.
  private func putMemoryBack() throws(SoakFailure) {
    // A pump whose battery ended its service would be given back what it has no energy for.
    guard pump.isOn, pump.memory.fates.isEmpty, !options.isBatterySmall,
      let old = attacker.snapshot
    else { return }
    let strokes = Int128(pump.truthNow().strokes) - old.strokeBase
    // The rotor tells no more strokes apart.
    guard let record = old.slots[old.newest], strokes - record.reference.strokesSettled < 60_000
    else { return }
    tell("an old copy of the memory is put back into the pump")
    attacker.snapshot = nil
    pump.setPower(false, at: now)
    pump.powerFailure = nil
    pump.memory = old.memory
    _ = pump.memory.takeRecords()
    // Whoever brings it back has the card that goes with it.
    cards = old.cards
    strokeBase = old.strokeBase
    slots = old.slots
    newest = old.newest
    pending = nil
    checks.log = old.log
    checks.log.found.removeAll()
    for slot in slots.indices { slots[slot]?.reference.notes.removeAll() }
    checks.log.mayLack = true
    checks.log.hasFailed = true
    checks.window.forget()
    for number in ledger.entries.indices where !old.done.contains(number) {
      guard ledger[number].timesDone > 0 else { continue }
      ledger[number].timesDone = 0
      ledger[number].isUndone = true
      ledger[number].ban = "it was undone with the memory"
    }
    switchedOn = link
    pump.allowPower()
    pump.restart(.power, at: now)
    try booted(.power, strokes: strokes)
  }
}
