import Quantities
import Telemetry

extension PumpFirmware {
  /// Writes the change of an order to the slot that holds the older record.
  mutating func beginStore(_ change: @_addressable DurableState, _ order: PendingOrder) {
    changed = change
    storing = Storing(
      order: order, isChange: true, rotor: changed.rotor, epoch: changed.epoch,
      logged: changed.log.sequence)
    beginWriting()
    record.encode(&changed, sequence: sequence)
  }

  /// Writes a checkpoint of the state in use to the slot that holds the older record.
  mutating func beginStore() {
    storing = Storing(
      order: nil, isChange: false, rotor: state.rotor, epoch: state.epoch,
      logged: state.log.sequence)
    beginWriting()
    record.encode(&state, sequence: sequence)
  }

  private mutating func beginWriting() {
    sequence &+= has(.writesInPlace) ? 2 : 1
    isStoreAsked = true
    isDirty = false
  }

  /// A write ended. Only now does a change take effect, and only now is it answered.
  mutating func stored(_ isGood: Bool, at now: Instant) {
    guard let finished = storing else { return }
    storing = nil
    log.isStoreFailing = !isGood
    guard isGood else { return notStored(finished, at: now) }
    record.isStored()
    storedRotor = finished.rotor
    log.durable = finished.logged
    if finished.isChange { takeOver() }
    if finished.epoch == state.epoch { isEpochStored = true }
    if state.alarms.contains(.memoryError) && log.retryAt == nil {
      state.end(.memoryError, at: time)
      isDirty = true
    }
    let refused = revoked
    revoked = nil
    restoreAt = nil
    if let order = finished.order {
      if order.acknowledgement.request == .commit { staged = nil }
      answer(.acknowledged(order.acknowledgement), order, at: now)
    } else if let refused {
      let refusal = Refusal(refused.acknowledgement.request, .storageFailed)
      answer(.refused(refusal), refused, at: now)
    }
  }

  /// A record did not read back. The next write, with the next stroke, goes to the same slot again:
  /// the other one holds the record in use.
  private mutating func notStored(_ finished: Storing, at now: Instant) {
    sequence &-= 1
    state.raise(.memoryError, at: time)
    if has(.acknowledgesUnstored), let order = finished.order {
      return answer(.acknowledged(order.acknowledgement), order, at: now)
    }
    if finished.isChange {
      // It may lie in that slot in spite of all, and must not come into force with the next power
      // cut. So the state in use is written over it, and only then is the order refused.
      revoked = finished.order
      restoreRecord()
    } else if revoked != nil {
      restoreAt = time.after(.minutes(1))
    }
  }

  /// Answers an order the way it came: in its session, or in the open.
  private mutating func answer(_ reply: Reply, _ order: PendingOrder, at now: Instant) {
    if case .open = order.header.envelope {
      answerOpen(reply, id: order.header.request, at: now)
    } else {
      answer(reply, order.header, checksum: order.checksum)
    }
  }

  /// Has the state in use written over a record that may hold an order which is not to be.
  mutating func restoreRecord() {
    restoreAt = nil
    isDirty = true
  }

  /// Puts a change in force that is stored.
  private mutating func takeOver() {
    let isOtherStrength = changed.concentration != state.concentration
    state = changed
    chores.largestDay = nil
    // Delivery may have ended for good while the change was being stored.
    if let failure { fail(failure) }
    checkReservoir()
    chores.step = failure == nil ? state.scheduledStep(at: time) : nil
    if isOtherStrength { watchdog = DeliveryWatchdog(from: time, owed: state.integral.owed) }
    watchdog.follow(state.integral.basalPerDay, state.integral.infusion, at: time)
  }
}
