import Quantities
import Telemetry

/// A call for the emergency: what names it apart from every other frame.
struct EmergencyCallID: Equatable, Sendable {
  /// The session it named, which was on offer.
  let session: UInt32
  /// Its request id.
  let request: UInt16
}

/// Minimum rate without a key, for who finds a patient that gets too much. Spec: therapy.md,
/// "Emergency rate".
extension PumpFirmware {
  /// Goes to minimum rate, if more than that is infused or will be. Nobody gets more by it: a pump
  /// that is stopped or has failed stays so.
  mutating func goToEmergencyRate(_ body: EmergencyRate, id: UInt16, at now: Instant) {
    let call = EmergencyCallID(session: body.session, request: id)
    guard openings.isOnOffer(body.session) else { return answerAgain(call, at: now) }
    openings.spendOffer(on: call)
    guard isInContact else { return refuse(call, .noContact, at: now) }
    guard !store.isBusy else { return refuse(call, .busy, at: now) }
    guard isAboveMinimumRate else { return acknowledge(call, at: now) }
    var change = state
    // What was withheld is in the log; nothing of a therapy is said in the open.
    let answer = acknowledgement(.emergencyRate)
    let withheld = change.giveUpInfusion().nanogramsRoundedDown
    change.log.append(.emergency, at: time, number: withheld, amount: change.strokes)
    change.raise(.emergencyRate, at: time)
    change.emergencySeconds = UInt32(clamping: time.seconds)
    endTotals(in: &change)
    // A planned stop goes on until its time: by this nobody gets more.
    if !change.temporary.isPlannedStop { change.endTemporary(.emergency, profile) }
    change.settleBasal(profile.limits, isFailed: failure != nil)
    let header = MessageHeader(.open, request: id)
    beginStore(change, PendingOrder(header: header, checksum: 0, acknowledgement: answer))
  }

  /// Answers a call whose offer is gone: a copy of the last one while what it asked for is so.
  private mutating func answerAgain(_ call: EmergencyCallID, at now: Instant) {
    guard call == openings.emergencyCall else { return refuse(call, .noSession, at: now) }
    // Its first copy has the answer when the memory is done.
    if case .open? = store.waitingOrder?.header.envelope { return }
    if isAboveMinimumRate { return refuse(call, .noSession, at: now) }
    acknowledge(call, at: now)
  }

  /// Whether the pump infuses more than minimum rate, or will by itself.
  private var isAboveMinimumRate: Bool {
    @_addressableSelf get {
      guard failure == nil, !state.isStopped, !state.isAtEmergencyRate else { return false }
      return state.therapy.mode != .minimumRate || state.integral.infusion != nil
        || state.isBridging || state.temporary.dose > .zero
    }
  }

  private mutating func acknowledge(_ call: EmergencyCallID, at now: Instant) {
    answerOpen(.acknowledged(acknowledgement(.emergencyRate)), id: call.request, at: now)
  }

  private mutating func refuse(_ call: EmergencyCallID, _ code: RefusalCode, at now: Instant) {
    answerOpen(.refused(Refusal(.emergencyRate, code)), id: call.request, at: now)
  }
}
