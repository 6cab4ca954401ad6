public import Quantities
import Telemetry

/// What lies in the fluid path by the pump's own count of strokes. Spec: therapy.md, "Fluid path".
extension PumpFirmware {
  /// The three parts of the path's volume, in the order in which they leave the tip.
  struct PathParts: Hashable {
    /// What no drug has reached yet, in a path that was not primed or was emptied.
    var empty: Nanolitres
    /// Liquid from before the last change of drug or strength.
    var former: Nanolitres
    /// Liquid of the strength in the reservoir.
    var present: Nanolitres
  }

  /// What the path holds by the pump's own account, and how much of that no drug has reached yet.
  public var believedPath: (volume: Nanolitres, empty: Nanolitres) {
    (pathVolume(of: state), pathContent(of: state).empty)
  }

  /// From the reservoir's outlet to the catheter's tip.
  @inline(never)
  @_addressableSelf
  func pathVolume(of state: @_addressable DurableState) -> Nanolitres {
    profile.path.tubing + catheterVolume(of: state)
  }

  /// What the catheter holds: of the model and the length the pump was told of, or else what the
  /// profile says.
  @_addressableSelf
  func catheterVolume(of state: @_addressable DurableState) -> Nanolitres {
    let model = profile.path.models[state.catheter.model]
    return model.stockMillimetres == 0 || has(.keepsCatheter)
      ? profile.path.catheter : model.volume(ofMillimetres: state.catheter.implanted)
  }

  @_addressableSelf
  func pathContent(of state: @_addressable DurableState) -> PathParts {
    let path = pathVolume(of: state)
    func moved(by strokes: UInt64) -> Nanolitres {
      min(profile.strokeVolume.times(strokes) ?? path, path)
    }
    let filled = state.isPrimed ? path : moved(by: state.strokes &- state.strokesToFill)
    let isChanged = state.formerStrength != nil
    let present = isChanged ? min(moved(by: state.strokes - state.strokesAtChange), filled) : filled
    return PathParts(
      empty: path.minus(filled) ?? .zero, former: filled.minus(present) ?? .zero, present: present)
  }

  /// The drug that a volume moved now pushes out of the tip. The liquid from before a change counts
  /// as the strongest that can be among it.
  @_addressableSelf
  func drugAtTip(moving volume: Nanolitres, in state: @_addressable DurableState) -> Picograms {
    let content = pathContent(of: state)
    var rest = volume.minus(content.empty) ?? .zero
    guard let former = state.formerStrength else { return state.concentration.drug(in: rest) }
    let old = min(rest, content.former)
    rest = rest.minus(old) ?? .zero
    return former.drug(in: old) + state.concentration.drug(in: rest)
  }

  /// The strength of the liquid that leaves the tip now.
  @_addressableSelf
  func strengthAtTip(of state: @_addressable DurableState) -> Concentration {
    guard let former = state.formerStrength, pathContent(of: state).former > .zero else {
      return state.concentration
    }
    return former
  }

  /// Whether liquid of another drug than that in the reservoir counts as lying in the path.
  @_addressableSelf
  func isOtherDrugInPath(of state: @_addressable DurableState) -> Bool {
    guard let former = state.formerDrug else { return false }
    // Not by `&&` and `||`, whose closures would take copies onto the stack.
    var isOther = former != state.drug
    if let older = state.olderDrug, older != state.drug { isOther = true }
    guard isOther else { return false }
    return pathContent(of: state).former > .zero
  }

  /// Remembers what lies in the path when drug or strength changes from the one in the reservoir
  /// until now; `isFlushed` says that somebody flushed it, which the pump cannot know: of both
  /// liquids the stronger counts, and both drugs may be there.
  @_addressableSelf
  func rememberPath(
    isFlushed: Bool, from old: (drug: DrugCode, strength: Concentration),
    in change: inout DurableState
  ) {
    var former = old.strength
    var older: DrugCode?
    if let before = change.formerStrength, pathContent(of: change).former > .zero {
      former = max(former, before)
      older = Self.older(change.formerDrug, change.olderDrug, former: old.drug, now: change.drug)
    }
    if isFlushed { former = max(former, change.concentration) }
    change.formerStrength = former
    change.formerDrug = old.drug
    change.olderDrug = older
    change.strokesAtChange = change.strokes
  }

  /// Which of two drugs that lie in the path is told beside the former one: one that is neither it
  /// nor in the reservoir now before one that is.
  private static func older(
    _ first: DrugCode?, _ second: DrugCode?, former: DrugCode, now: DrugCode
  ) -> DrugCode? {
    if let first, first != former, first != now { return first }
    if let second, second != former, second != now { return second }
    if let first, first != former { return first }
    return second == former ? nil : second
  }
}
