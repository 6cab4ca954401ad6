import ProgrammerSession
import PumpFirmware
import PumpWorld
import Quantities
import RawClient
import Telemetry

/// The card of a role, as all its programmers have it: what is written there survives them.
struct KeyCard {
  var key: AsconBlock
  /// The key that was ordered to take its place.
  var pending: AsconBlock?
  /// Keys that it had, the newest last.
  var former: [AsconBlock] = []

  init(key: AsconBlock) { self.key = key }

  /// The pending key opened a session: it is the card's from here on.
  mutating func adopt() {
    guard let key = pending else { return }
    former.append(self.key)
    self.key = key
    pending = nil
  }
}

/// Keys: what programmers have on their cards, what they change, and what the pump makes of it.
extension SoakWorld {
  /// The cards as they came with the pump.
  var factoryCards: [KeyCard] {
    let keys = options.secrets.factoryKeys
    return [KeyCard(key: keys.clinician), KeyCard(key: keys.patient)]
  }

  func card(of role: Role) -> KeyCard { cards[role == .clinician ? 0 : 1] }

  private func update(_ role: Role, _ body: (inout KeyCard) -> Void) {
    body(&cards[role == .clinician ? 0 : 1])
  }

  /// What a programmer opens sessions with; that of the impostor is the patient's from the factory.
  func pairing(_ index: Int) -> Pairing {
    let serial = options.device.identity.serial
    if index == 3 { return Pairing(serial: serial, key: options.secrets.factoryKeys.patient) }
    let card = card(of: clients[index].role)
    return Pairing(serial: serial, key: card.key, pending: card.pending)
  }

  /// Takes up the keys that are on the card now, before a session is opened.
  func takeKeys(_ index: Int) {
    let pairing = pairing(index)
    guard clients[index].session.pairing != pairing else { return }
    var random = Random(seed: scope.seed &+ link &* 131 &+ UInt64(index))
    let unsettled = clients[index].session.unsettled
    clients[index].session = Self.newSession(
      clients[index].role, pairing: pairing, options, &random)
    if let unsettled { clients[index].session.restore(unsettled) }
  }

  /// A session was opened: if by the pending key, that is the only one that opens one now.
  func adoptKey(_ index: Int) {
    let session = clients[index].session
    guard index < 3, session.keyInUse == .pending, let key = session.pairing?.pending,
      card(of: clients[index].role).pending == key
    else { return }
    update(clients[index].role) { $0.adopt() }
    tell("the new key of \(clients[index].name) is the card's")
  }

  /// Changes a key, as often the patient's as the clinician's, and opens a session with it.
  func changeKey(_ random: inout Random) throws(SoakFailure) {
    let role = random.once(in: 2) ? Role.clinician : .patient
    // Now and then one that the other role has, had or waits for.
    let others = card(of: role == .clinician ? .patient : .clinician)
    var key = random.block()
    if random.once(in: 6) { key = random.once(in: 2) ? others.key : others.pending ?? others.key }
    if random.once(in: 8) { key = card(of: role).key }
    try act(0, [.order(.rotateKey(RotateKey(role: role, key: key)))], isNew: true)
    guard random.once(in: 2) else { return }
    try run(until: link + random.below(3000))
    try act(role == .clinician ? 0 : 2, [.ask(.readStatus)], isNew: true)
  }

  /// Writes the key of a change to the card before it is sent. The key that waits there already may
  /// be the pump's only one, where the answers were lost: then the same change is ordered again.
  func noteOnCard(_ body: Order.Body) -> Order.Body {
    guard case .rotateKey(var order) = body else { return body }
    if let pending = card(of: order.role).pending { order.key = pending }
    update(order.role) { $0.pending = order.key }
    return .rotateKey(order)
  }

  /// A change of a key that is known not to be takes its key off the card.
  func takeOffCard(_ number: Int) {
    guard case .rotateKey(let order) = ledger[number].order.body,
      card(of: order.role).pending == order.key, !ledger.mayHaveGone(order)
    else { return }
    update(order.role) { $0.pending = nil }
  }

  // MARK: The pump's

  /// Takes note of a key that took its place with the session that was just opened.
  func noteTakenKeys(_ waiting: [AsconBlock?]) throws(SoakFailure) {
    for (role, before) in zip([Role.clinician, .patient], waiting) {
      guard let before, pump.pendingKey(of: role) == nil else { continue }
      try expect(
        reference.keys[role].waiting == before, .secrecy,
        "the pump takes a key that does not wait")
      tell("the pump takes the new key of the role \(named(role))")
      reference.takeWaitingKey(of: role)
    }
  }

  /// The keys in the pump are those that were ordered, and one of those on each card opens it.
  func checkKeys() throws(SoakFailure) {
    for role in [Role.clinician, .patient] {
      let pair = reference.keys[role]
      try expect(
        pump.key(of: role) == pair.used, .secrecy,
        "the \(named(role))'s key is another")
      try expect(
        pump.pendingKey(of: role) == pair.waiting, .secrecy,
        "the \(named(role))'s waiting key is another")
      let card = card(of: role)
      try expect(
        pair.opens(card.key) || card.pending.map(pair.opens) ?? false, .secrecy,
        "no key on the card of the \(named(role)) opens the pump")
    }
  }

  /// The key on the clinician's card that opens a session without a change; else the one pending.
  var openingKey: AsconBlock {
    let card = card(of: .clinician)
    let used = reference.keys[.clinician].used
    return card.key == used ? used : card.pending ?? card.key
  }

  /// A key that another took the place of opens no session, at a copy of the pump.
  func inspectFormerKeys() throws(SoakFailure) {
    for role in [Role.clinician, .patient] {
      let pair = reference.keys[role]
      let former = [pair.factory] + card(of: role).former
      guard pair.used != pair.factory, let key = former.last(where: { !pair.opens($0) }) else {
        continue
      }
      var thief = visitor(with: key, seed: UInt64(event) << 32 | 0x16)
      thief.role = role
      let trial = Inspection(of: self, by: thief)
      try expect(
        !trial.begins(at: now), .secrecy,
        "a key of the \(named(role)) that was changed opens the pump")
    }
  }
}

extension OrderLedger {
  /// Whether another change to the same key may have reached the pump.
  func mayHaveGone(_ order: RotateKey) -> Bool {
    entries.contains { entry in
      if case .rotateKey(order) = entry.order.body { entry.belief != .notDone } else { false }
    }
  }
}
