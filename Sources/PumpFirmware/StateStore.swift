import Quantities
import Telemetry

/// A request that is answered once its effect is durable.
struct PendingOrder: Sendable {
  let header: MessageHeader
  let checksum: UInt32
  let acknowledgement: Acknowledgement
}

/// Where the firmware is with the records of its state.
///
/// One record is written at a time, always to the slot that does not hold the one in use, so that a
/// power cut leaves one of both whole. A change of an order waits here until its record has read
/// back; an order whose record did not is kept until another record lies in its place. Spec:
/// memory.md, "Record".
struct StateStore: Sendable {
  /// A write under way.
  struct Write: Sendable {
    /// The order that waits for it.
    let order: PendingOrder?
    /// Whether it is ``StateStore/changed``, or a mere checkpoint of the state in use.
    let isChange: Bool
    /// Where the rotor stands by the record.
    let rotor: UInt16
    /// The epoch of session numbers in the record.
    let epoch: UInt16
    /// The number of the newest log entry in the record.
    let logged: UInt32

    @inline(__always)
    init(of state: @_addressable DurableState, for order: PendingOrder?) {
      self.order = order
      isChange = order != nil
      rotor = state.rotor
      epoch = state.epoch
      logged = state.log.sequence
    }
  }

  /// The number of the record that was written last, or is being written; it says which slot.
  var sequence: UInt32 = 0
  private var writing: Write?
  /// Whether the record in memory is behind the state in use.
  var isDirty = false
  private var isWriteAsked = false
  /// The order whose record did not read back, until another record lies in its place: should the
  /// power fail before that, it could come into force.
  private(set) var revoked: PendingOrder?
  /// When the record of ``revoked`` is next written over, if nothing else is written before.
  private(set) var restoreAt: TherapyTime?
  /// Where the rotor stood by the newest record that is stored.
  private(set) var storedRotor: UInt16
  /// Whether the epoch of session numbers is stored. Until it is, a reset could give the same
  /// number again, so no order is taken.
  private(set) var isEpochStored = false
  /// What becomes the state in use once it is stored, while a change is being stored.
  private(set) var changed: DurableState
  private var record = MemoryRecord()

  /// Nothing stored yet of a state.
  @inline(__always)
  init(_ state: @_addressable DurableState) {
    changed = state
    storedRotor = state.rotor
  }

  /// Whether a record is being written.
  @inline(__always)
  var isWriting: Bool { writing != nil }

  /// Whether a record is being written, or has to be written again.
  var isBusy: Bool { isWriting || revoked != nil }

  /// The order that is being stored, or is to be taken back.
  @inline(__always)
  var waitingOrder: PendingOrder? {
    if let order = writing?.order { return order }
    return revoked
  }

  /// Begins with the state of the newest record.
  mutating func start(with state: @_addressable DurableState) {
    changed = state
    storedRotor = state.rotor
  }

  /// Writes the change of an order.
  mutating func begin(_ change: @_addressable DurableState, for order: PendingOrder) {
    changed = change
    begin(Write(of: changed, for: order))
    record.encode(&changed, sequence: sequence)
  }

  /// Writes a checkpoint of the state in use, which it leaves as it is.
  mutating func beginCheckpoint(of state: inout DurableState) {
    begin(Write(of: state, for: nil))
    record.encode(&state, sequence: sequence)
  }

  private mutating func begin(_ write: Write) {
    writing = write
    sequence &+= 1
    isWriteAsked = true
    isDirty = false
  }

  /// The slot that a record is to be written to, once for each.
  mutating func takeAsked() -> UInt8? {
    guard isWriteAsked else { return nil }
    isWriteAsked = false
    return record.slot
  }

  /// Gives access to the encoded record. It changes nothing, as ``MemoryRecord/withBytes(_:)``.
  mutating func withRecord<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    record.withBytes(body)
  }

  /// The write under way has ended; gives it back. After one that did not read back the next goes
  /// to the same slot again: the other one holds the record in use.
  mutating func end(_ isGood: Bool) -> Write? {
    guard let ended = writing else { return nil }
    writing = nil
    if isGood {
      record.isStored()
      storedRotor = ended.rotor
    } else {
      sequence &-= 1
    }
    return ended
  }

  /// A record did not read back. If it is a change, it may lie in its slot in spite of all, and
  /// must not come into force with the next power cut: so the state in use is written over it.
  mutating func revoke(_ failed: Write, at time: TherapyTime) {
    if failed.isChange {
      revoked = failed.order
      restore()
    } else if revoked != nil {
      restoreAt = time.after(.minutes(1))
    }
  }

  /// Has the state in use written over a record that may hold an order which is not to be.
  mutating func restore() {
    restoreAt = nil
    isDirty = true
  }

  /// The order whose record another lies in place of, once that is stored.
  mutating func takeRevoked() -> PendingOrder? {
    let order = revoked
    revoked = nil
    restoreAt = nil
    return order
  }

  /// Makes a change also in the one that is just being stored, which would otherwise bring back the
  /// state as it was.
  @inline(__always)
  mutating func updateChanged(_ body: (inout DurableState) -> Void) {
    if writing?.isChange == true { body(&changed) }
  }

  /// A record is stored: with it the epoch, if it still is the one in use.
  mutating func noteEpoch(_ stored: UInt16, inUse epoch: UInt16) {
    if stored == epoch { isEpochStored = true }
  }

  /// Another epoch begins, which no record has yet.
  mutating func forgetEpoch() { isEpochStored = false }
}
