import Quantities
import Telemetry

extension PumpFirmware {
  /// Writes the change of an order to the slot that holds the older record.
  mutating func beginStore(_ change: DurableState, _ order: PendingOrder) {
    changed = change
    storing = Storing(order: order, isChange: true, change)
    beginWriting(change)
  }

  /// Writes a checkpoint of the state in use to the slot that holds the older record.
  mutating func beginStore() {
    storing = Storing(order: nil, isChange: false, state)
    beginWriting(state)
  }

  private mutating func beginWriting(_ next: DurableState) {
    sequence &+= 1
    record.encode(next, sequence: sequence)
    isStoreAsked = true
    isDirty = false
  }

  /// A write ended. Only now does a change take effect, and only now is it answered.
  mutating func stored(_ isGood: Bool) {
    guard let finished = storing else { return }
    storing = nil
    log.isStoreFailing = !isGood
    if isGood {
      storedRotor = finished.rotor
      log.durable = finished.logged
      if finished.isChange { takeOver(changed) }
      if finished.epoch == state.epoch { isEpochStored = true }
      if state.alarms.contains(.memoryError) && log.retryAt == nil {
        state.end(.memoryError, at: time)
        isDirty = true
      }
    } else {
      // The next write, with the next stroke, goes to the same slot again: the other one holds the
      // record in use.
      sequence &-= 1
      state.raise(.memoryError, at: time)
      // A change may lie in that slot in spite of all; it must not come into force with the next
      // power cut. So the state in use is written over it before the refusal is sent.
      if finished.isChange { isDirty = true }
    }
    guard let order = finished.order else { return }
    let request = order.acknowledgement.request
    if isGood && request == .commit { session?.staged = nil }
    answer(
      isGood ? .acknowledged(order.acknowledgement) : .refused(Refusal(request, .storageFailed)),
      order.header, checksum: order.checksum)
  }

  /// Puts a change in force that is stored.
  private mutating func takeOver(_ change: DurableState) {
    let isOtherStrength = change.concentration != state.concentration
    state = change
    // Delivery may have ended for good while the change was being stored.
    if let failure { fail(failure) }
    checkReservoir()
    chores.nextStep = failure == nil ? state.nextStep(after: time) : nil
    if isOtherStrength { watchdog = DeliveryWatchdog(from: time, owed: state.integral.owed) }
    watchdog.follow(state.integral.basalPerDay, state.integral.infusion, at: time)
  }
}
