public import Quantities

extension Plant {
  /// The fault a unit has now, if any.
  @_addressableSelf
  public func fault(of unit: PlantUnit) -> PlantFault? { faults[unit] }

  /// The next moment at which a fault changes by itself: a stalled motor recovers.
  ///
  /// Strokes and time may be handed over in any portions up to it; ``advance(to:)`` past it ends
  /// the stall on the way.
  public var nextTransition: TherapyTime? {
    @_addressableSelf get { faults.motor?.recovery }
  }

  /// Whether the motor may do other than it is told: it has a fault now.
  ///
  /// While that is so, strokes should be commanded one at a time, each at its own moment.
  public var isMotorSuspect: Bool {
    @_addressableSelf get { faults.motor != nil }
  }

  /// Whether the battery can be had at all; `false` only while it is dead.
  ///
  /// An empty battery turns no motor, but what its last charge still does is for others to say.
  public var isPowered: Bool {
    @_addressableSelf get { faults.battery?.kind != .dead }
  }

  /// Applies a fault from ``therapyTime`` on, in place of the one its unit may have.
  ///
  /// Wrong contents are put into the reservoir and its residual at once, and every fill is of them
  /// too until the fault is cleared; what was in there is counted as `replaced`. What throws has
  /// changed nothing.
  public mutating func inject(_ fault: PlantFault) throws(PlantFaultError) {
    if let recovery = fault.recovery, recovery <= therapyTime {
      throw .recoveryPassed(now: therapyTime)
    }
    if fault.kind == .wrongContents {
      guard filled.volume + reservoir.volume <= Self.largestTotalFill else { throw .overTotal }
    }
    clear(fault.unit)
    faults.replace(fault.unit, with: fault)
    if fault.kind == .wrongContents { replaceContents(with: fault.concentration) }
    if fault.kind == .drain { faults.drainBegan = therapyTime }
  }

  /// Ends the fault of a unit at ``therapyTime`` and returns it, or `nil` when there was none.
  ///
  /// What it did is not undone: lost liquid and charge stay lost, wrong contents stay in the
  /// reservoir until they are used, withdrawn or diluted.
  @discardableResult
  public mutating func clear(_ unit: PlantUnit) -> PlantFault? {
    guard let fault = faults[unit] else { return nil }
    if fault.kind == .drain {
      let sum = drained.plus(profile.drain(fault, from: faults.drainBegan, to: therapyTime))
      drained = min(sum ?? profile.batteryCapacity, profile.batteryCapacity)
    }
    faults.replace(unit, with: nil)
    return fault
  }

  private mutating func replaceContents(with concentration: Concentration?) {
    let volume = reservoir.volume
    guard volume > .zero else { return }
    let wrong = Liquid(volume, of: concentration)
    replaced += reservoir.liquid
    filled += wrong
    reservoir = Mixture(wrong)
    isRinsed = false
  }

  /// What active faults do by themselves between ``therapyTime`` and a later moment.
  mutating func settleFaults(until time: TherapyTime) {
    if let recovery = faults.motor?.recovery, recovery <= time {
      faults.replace(.motor, with: nil)
    }
    if faults.reservoir != nil {
      let due = faults.pocketing(over: time.since(therapyTime))
      pocket += reservoir.take(profile.usable(due, of: reservoir.volume)).liquid
    }
  }
}
