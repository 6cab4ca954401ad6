import Quantities
import Telemetry

/// The opening of a session: offer, proof, and the keys of both. Spec: session.md, "Opening".
extension PumpFirmware {
  /// Offers a session. The one that is open stays: nothing was proved yet.
  mutating func offer(_ opening: OpenSession, id: UInt16, at now: Instant) {
    guard opening.schema == Schema.hash else {
      let refusal = Refusal(
        .openSession, .schemaMismatch, asked: UInt64(opening.schema), limit: UInt64(Schema.hash))
      return answerOpen(.refused(refusal), id: id, at: now)
    }
    // Nobody who is made to wait is told so: that would be an answer.
    if openings.mustWait(at: now.link) { return }
    if let offer = openings.offer, offer.opening == opening, offer.request == id {
      // The same opening once more must not end the offer that its first copy was answered with.
      return answerOpen(.sessionOffered(offer.offered), id: id, at: now)
    }
    guard openings.takeAnswer(at: now.link) else { return }
    let number = takeSessionNumber()
    let offered = openings.makeOffer(number, for: opening, request: id, at: now.link)
    transceiver.send(.sessionOffered(offered), id: id)
  }

  /// A number no session had before. Until the epoch is stored that cannot be promised: the number
  /// then has no epoch, and no order is taken in its session.
  private mutating func takeSessionNumber() -> UInt32 {
    if openings.sessionCount == .max {
      openings.sessionCount = 0
      store.forgetEpoch()
      update { $0.beginEpoch() }
    }
    openings.sessionCount += 1
    let epoch = store.isEpochStored ? state.epoch : DurableState.noEpoch
    return UInt32(epoch) << 16 | UInt32(openings.sessionCount)
  }

  /// Opens the session on offer in place of the one before, whose staged set is gone, if the frame
  /// the decoder found proves that its sender has the role's key.
  mutating func confirm(at now: Instant) {
    guard let offer = openings.offer else { return }
    let role = offer.opening.role
    let changed = state.keys[role]
    let used = changed.current ?? secrets.factoryKeys[role]
    if begin(offer, under: used, at: now) { return }
    if let pending = changed.pending, begin(offer, under: pending, at: now) {
      // Its holder has it: the one before is worth nothing from here on.
      let time = time
      return update { state in
        state.keys[role].current = pending
        if state.keys[role].pending == pending { state.keys[role].pending = nil }
        state.log.append(.keyChanged, at: time, detail: role.rawValue, short: 1)
      }
    }
    let other = role == .clinician ? Role.patient : .clinician
    if has(.anyKey), begin(offer, under: secrets.factoryKeys[other], at: now) { return }
    if has(.keepsOldKeys), begin(offer, under: secrets.factoryKeys[role], at: now) { return }
    transceiver.decoder.dropForged()
    openings.failed(at: now.link)
  }

  /// Opens the session on offer if the frame the decoder found was sealed under a pairing key.
  private mutating func begin(
    _ offer: SessionOffer, under key: AsconBlock, at now: Instant
  ) -> Bool {
    let handshake = Handshake(offer.opening, offer.offered, serial: profile.identity.serial)
    var keys = SessionKeys(pairing: key, handshake)
    var sealing = SessionSeal(keys, session: offer.offered.session, at: .pump)
    keys.zeroise()
    defer { sealing.zeroise() }
    #if CANARIES
      sealing.skipsTag = has(.skipsTag)
    #endif
    // A key that does not fit overwrites the frame, and another may have to be tried.
    var trial = transceiver.decoder
    guard trial.unseal(&sealing) == .fresh, let (header, request) = try? trial.request(),
      request == .opening(.confirmSession), header.request > 0
    else { return false }
    transceiver.decoder = trial
    let kept = has(.keepsStaged) ? session.staged : nil
    session.open(
      HeldSession(role: offer.opening.role, sealing), by: header.request,
      until: now.link.after(profile.sessionIdle))
    session.staged = kept
    openings.succeeded(at: now.link)
    let opened = SessionOpened(
      session: offer.offered.session, linkClock: Self.linkClock(now),
      idleSeconds: UInt16(clamping: profile.sessionIdle.rawValue / 1000))
    let checksum = transceiver.decoder.withMessage { CRC32C.checksum($0) }
    answer(.sessionOpened(opened), header, checksum: checksum)
    return true
  }
}
