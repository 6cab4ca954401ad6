import Quantities
import Telemetry

/// The catheter that the pump is told of at implant and at revisions. Spec: therapy.md, "Catheter".
extension PumpFirmware {
  /// Takes note of a catheter: the path's volumes follow from it from now on, and what lies in it
  /// is what the surgeon says.
  @inline(never)
  @_addressableSelf
  func setCatheter(
    _ order: SetCatheter, for request: RequestType, in change: inout DurableState
  ) throws(Refusal) {
    if let running = change.occupant(request, profile) { throw running }
    if change.isBridging { throw Refusal(request, .bridgeRunning) }
    try checkVersion(order.volumesVersion, for: request)
    let catheter = FittedCatheter(order)
    try profile.checkCatheter(catheter, for: request)
    empty(order.content, in: &change)
    change.catheter = catheter
    let said =
      UInt64(order.cutMillimetres) | UInt64(order.tip.rawValue) << 16
      | UInt64(order.reason.rawValue) << 24 | UInt64(order.content.rawValue) << 32
    change.log.append(
      .catheter, at: time, detail: order.model, short: order.implantedMillimetres,
      number: UInt32(clamping: catheterVolume(of: change).rawValue), amount: said)
  }

  /// Has the path hold no drug where the surgeon left none. Its filling is counted in whole
  /// strokes, so a part of one that lies in the tubing counts as empty too.
  @_addressableSelf
  private func empty(_ content: PathContent, in change: inout DurableState) {
    guard content != .asItWas else { return }
    let whole = pathVolume(of: change)
    let filled = whole.minus(pathContent(of: change).empty) ?? .zero
    let stays = content == .catheterEmpty ? min(filled, profile.path.tubing) : .zero
    change.strokesToFill = change.strokes &- stays.rawValue / profile.strokeVolume.rawValue
    change.isPrimed = false
  }

  /// The catheter, the path and what a mistake about it would do: as it is, or as an order would
  /// make it. What would refuse the order refuses this.
  @inline(never)
  @_addressableSelf
  func reportCatheter(_ request: ReadCatheter) throws(Refusal) -> CatheterReport {
    var change = state
    if request.model != 0 {
      try setCatheter(
        SetCatheter(
          model: request.model, implantedMillimetres: request.implantedMillimetres,
          cutMillimetres: request.cutMillimetres, tip: .unknown, reason: .corrected,
          content: request.content, volumesVersion: profile.path.version),
        for: .readCatheter, in: &change)
    }
    return report(change)
  }

  @_addressableSelf
  private func report(_ change: @_addressable DurableState) -> CatheterReport {
    let content = pathContent(of: change)
    let catheter = catheterVolume(of: change)
    let part: PrimedPath = content.empty > catheter ? .wholePath : .catheter
    var strongest = change.concentration
    if content.former > .zero, let former = change.formerStrength {
      strongest = max(strongest, former)
    }
    let isFull = content.empty == .zero
    let without = foretell(from: change, path: isFull ? catheter : content.empty).tip
    let models = profile.path.models
    return CatheterReport(
      model: change.catheter.model, implantedMillimetres: change.catheter.implanted,
      cutMillimetres: change.catheter.cut, tip: change.catheter.tip,
      volumesVersion: profile.path.version,
      tubeNanolitres: UInt32(clamping: profile.path.tubing.rawValue),
      catheterNanolitres: UInt32(clamping: catheter.rawValue),
      emptyNanolitres: UInt32(clamping: content.empty.rawValue),
      formerNanolitres: UInt32(clamping: content.former.rawValue), prime: isFull ? nil : part,
      tipNanograms: strongest.drug(in: primedVolume(part, of: change)).nanogramsRoundedUp,
      secondsWithout: without.map { ahead(of: $0).seconds },
      toleranceMillimetres: models.tolerance, model1: models[1], model2: models[2],
      model3: models[3], model4: models[4])
  }
}

extension DeviceProfile {
  /// Checks that a catheter is of a model there is, and that its two lengths are together what that
  /// is made in; one the pump was never told of passes.
  @_addressableSelf
  func checkCatheter(_ catheter: FittedCatheter, for request: RequestType) throws(Refusal) {
    guard catheter.model != 0 else { return }
    let stock = UInt32(path.models[catheter.model].stockMillimetres)
    if stock == 0 {
      throw Refusal(
        request, .catheterUnknown, asked: UInt64(catheter.model), limit: UInt64(path.models.count))
    }
    let sum = UInt32(catheter.implanted) + UInt32(catheter.cut)
    let tolerance = UInt32(path.models.tolerance)
    if sum + tolerance < stock || sum > stock + tolerance {
      throw Refusal(request, .catheterLengthWrong, asked: UInt64(sum), limit: UInt64(stock))
    }
  }
}
