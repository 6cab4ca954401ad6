import Quantities
import Telemetry

/// Orders that begin or end an infusion. Spec: therapy.md, "Precedence".
extension PumpFirmware {
  @_addressableSelf
  func startBolus(_ order: StartBolus, in change: inout DurableState) throws(Refusal) {
    if let obstacle = change.obstacle(.startBolus, profile) { throw obstacle }
    try profile.checkBolus(order.dose, over: order.duration, for: .startBolus, in: change)
    try profile.checkDrug(change.drug, for: .startBolus, in: change)
    let beyond = unusualBolus(order.dose, over: order.duration, for: .startBolus, in: change)
    try allow(beyond, isOverridden: order.overridesSoftLimits, in: &change)
    change.begin(.bolus, order.dose, over: order.duration)
  }

  /// The bolus a patient asks for. Spec: therapy.md, "Patient bolus".
  @_addressableSelf
  func startPatientBolus(in change: inout DurableState) throws(Refusal) {
    guard let bolus = change.patientBolus else { throw Refusal(.requestBolus, .patientBolusOff) }
    if let obstacle = change.obstacle(.requestBolus, profile) { throw obstacle }
    let wait = lockoutLeft(in: change)
    if wait > 0 && !has(.ignoresLockout) { throw Refusal(.requestBolus, .lockedOut, asked: wait) }
    let started = change.patientStarts.count(in24HoursBefore: time)
    if started >= bolus.maximumPerDay {
      throw Refusal(
        .requestBolus, .patientMaximumReached, asked: UInt64(started),
        limit: UInt64(bolus.maximumPerDay))
    }
    try profile.checkBolus(bolus.dose, over: bolus.duration, for: .requestBolus, in: change)
    change.patientStarts.add(time)
    change.begin(.patientBolus, bolus.dose, over: bolus.duration)
  }

  /// Seconds, rounded up, until the patient may have another bolus.
  @_addressableSelf
  func lockoutLeft(in state: @_addressable DurableState) -> UInt64 {
    guard let bolus = state.patientBolus, state.patientStarts.count > 0 else { return 0 }
    let end = state.patientStarts[0].after(.minutes(UInt64(bolus.lockoutMinutes)))
    return UInt64(ahead(of: end).seconds)
  }

  /// Seconds, rounded up, until fewer of the patient's boluses than may be had began within 24
  /// hours.
  var maximumLeft: UInt32 {
    @_addressableSelf get {
      guard let bolus = state.patientBolus else { return 0 }
      let place = Int(UInt64(bolus.maximumPerDay)) - 1
      guard place >= 0, place < state.patientStarts.count else { return 0 }
      return ahead(of: state.patientStarts[place].after(.hours(24))).seconds
    }
  }

  @_addressableSelf
  func startPrime(_ order: StartPrime, in change: inout DurableState) throws(Refusal) {
    if let obstacle = change.obstacle(.startPrime, profile) { throw obstacle }
    try checkVersion(order.volumesVersion, for: .startPrime)
    let volume = primedVolume(order.path, of: change)
    try profile.checkReservoir(holds: volume, for: .startPrime, in: change)
    try profile.checkDay(adding: volume, for: .startPrime, in: change)
    change.primeAtTip = drugAtTip(moving: volume, in: change).nanogramsRoundedUp
    change.begin(
      .prime, change.concentration.drug(in: volume), over: profile.path.primeFlow.time(for: volume))
  }

  @_addressableSelf
  func startBridge(_ order: StartBridge, in change: inout DurableState) throws(Refusal) {
    if let obstacle = change.obstacle(.startBridge, profile) { throw obstacle }
    try checkVersion(order.volumesVersion, for: .startBridge)
    let flow = FlowRate(rawValue: UInt64(order.flowNanolitresPerDay))
    try profile.checkBridge(flow, for: .startBridge)
    let path = pathVolume(of: change)
    try profile.checkReservoir(holds: path, for: .startBridge, in: change)
    change.bridgeFlow = flow
    change.bridgeWaiting = change.concentration.drug(in: path)
    try profile.checkDay(adding: .zero, for: .startBridge, in: change)
    change.beginWaitingBridge()
  }

  /// What a prime of a part of the path moves.
  @_addressableSelf
  func primedVolume(_ part: PrimedPath, of state: @_addressable DurableState) -> Nanolitres {
    switch part {
    case .wholePath: pathVolume(of: state)
    case .catheter: catheterVolume(of: state)
    }
  }

  @_addressableSelf
  func checkVersion(_ version: UInt16, for request: RequestType) throws(Refusal) {
    if version != profile.path.version {
      throw Refusal(
        request, .volumesVersionMismatch, asked: UInt64(version),
        limit: UInt64(profile.path.version))
    }
  }

  /// Ends a bridge for good; gives back what of it is no longer given.
  @_addressableSelf
  func cancelBridge(in change: inout DurableState) throws(Refusal) -> Picograms {
    guard change.isBridging else { throw Refusal(.cancelBridge, .noBridgeRunning) }
    let withheld = change.endInfusion() + change.bridgeWaiting
    change.endBridge()
    return withheld
  }
}
