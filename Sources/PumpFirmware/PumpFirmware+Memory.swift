import Quantities
import Telemetry

extension PumpFirmware {
  /// Writes the change of an order to the slot that holds the older record.
  @inline(never)
  mutating func beginStore(_ change: @_addressable DurableState, _ order: PendingOrder) {
    if has(.writesInPlace) { store.sequence &+= 1 }
    store.begin(change, for: order)
  }

  /// Writes a checkpoint of the state in use to the slot that holds the older record.
  @inline(never)
  mutating func beginStore() {
    if has(.writesInPlace) { store.sequence &+= 1 }
    store.beginCheckpoint(of: &state)
  }

  /// A write ended. Only now does a change take effect, and only now is it answered.
  mutating func stored(_ isGood: Bool, at now: Instant) {
    guard let finished = store.end(isGood) else { return }
    log.isStoreFailing = !isGood
    guard isGood else { return notStored(finished, at: now) }
    log.durable = finished.logged
    if finished.isChange { takeOver() }
    store.noteEpoch(finished.epoch, inUse: state.epoch)
    if state.alarms.contains(.memoryError) && log.retryAt == nil {
      state.end(.memoryError, at: time)
      store.isDirty = true
    }
    let refused = store.takeRevoked()
    if let order = finished.order {
      if order.acknowledgement.request == .commit { session.staged = nil }
      // A bridge that is staged would now move another volume than was read back.
      if order.acknowledgement.request == .setCatheter { session.nameStaged() }
      answer(.acknowledged(order.acknowledgement), order, at: now)
    } else if let refused {
      let refusal = Refusal(refused.acknowledgement.request, .storageFailed)
      answer(.refused(refusal), refused, at: now)
    }
  }

  /// A record did not read back. An order is refused only when another record lies in the place of
  /// its own.
  private mutating func notStored(_ finished: StateStore.Write, at now: Instant) {
    state.raise(.memoryError, at: time)
    if has(.acknowledgesUnstored), let order = finished.order {
      return answer(.acknowledged(order.acknowledgement), order, at: now)
    }
    store.revoke(finished, at: time)
  }

  /// Answers an order the way it came: in its session, or in the open.
  private mutating func answer(_ reply: Reply, _ order: PendingOrder, at now: Instant) {
    if case .open = order.header.envelope {
      answerOpen(reply, id: order.header.request, at: now)
    } else {
      answer(reply, order.header, checksum: order.checksum)
    }
  }

  /// Puts a change in force that is stored.
  private mutating func takeOver() {
    let isOtherStrength = store.changed.concentration != state.concentration
    state = store.changed
    chores.largestDay = nil
    // Delivery may have ended for good while the change was being stored.
    if let failure { fail(failure) }
    checkReservoir()
    chores.step = failure == nil ? state.scheduledStep(at: time) : nil
    if isOtherStrength { motor.watchdog = DeliveryWatchdog(from: time, owed: state.integral.owed) }
    motor.watchdog.follow(state.integral.basalPerDay, state.integral.infusion, at: time)
  }
}
