import Quantities

extension PlantProfile {
  /// What `count` strokes move when each moves `fault` ppm more than it does by ``strokeErrorPPM``,
  /// given liquid enough.
  ///
  /// All strokes together move `strokes x nominal x (1 + ppm/1 000 000)`, rounded down once: what
  /// is not a whole nanolitre stays in `carry`, in millionths of one. The largest product is that
  /// of 434 000 million strokes (all that 32 bits can command, of a motor that runs away) of
  /// 0.105 mL, inside 64 bits.
  func volume(ofStrokes count: UInt64, fault: Int64, carry: inout UInt64) -> Nanolitres {
    // Nearly always: each moves what it should, and nothing is carried on.
    if fault == 0, strokeErrorPPM == 0 {
      return Nanolitres(rawValue: strokeVolume.rawValue * count)
    }
    let million: UInt64 = 1_000_000
    // A stroke in millionths of a nanolitre; the ranges of the errors keep the factor from zero up.
    let factor = UInt64(UInt32(1_000_000 + strokeErrorPPM)) &+ UInt64(bitPattern: fault)
    let stroke = strokeVolume.rawValue * factor
    let due = carry + count % million * stroke
    carry = due % million
    return Nanolitres(rawValue: count / million * stroke + due / million)
  }

  /// Whether strokes can have moved a volume under any fault.
  func canMove(_ volume: Nanolitres, withStrokes strokes: UInt64) -> Bool {
    // Half as much again by the pump's own error, and nine times by a fault.
    let most = strokes.multipliedReportingOverflow(by: strokeVolume.rawValue * 11)
    return most.overflow || volume.rawValue <= most.partialValue
  }

  /// What is left in the battery at a moment, after a number of strokes and what
  /// drains and the link took.
  ///
  /// A closed form rather than a counter: any grouping of the same time and strokes agrees.
  func charge(at time: TherapyTime, strokes: UInt64, drained: Nanojoules) -> Nanojoules {
    let idle = time.rawValue.multipliedReportingOverflow(by: idlePower)
    guard !idle.overflow, let used = strokeEnergy.times(strokes),
      let afterStrokes = batteryCapacity.minus(used)
    else { return .zero }
    return afterStrokes.minus(Nanojoules(rawValue: idle.partialValue))?.minus(drained) ?? .zero
  }

  /// What a drain that lasts from a moment to another takes beyond the idle power; it stops at the
  /// battery's capacity.
  func drain(_ fault: PlantFault, from began: TherapyTime, to ended: TherapyTime) -> Nanojoules {
    let extra = ended.since(began).rawValue
      .multipliedReportingOverflow(by: idlePower * (fault.amount - 1))
    return extra.overflow
      ? batteryCapacity : min(Nanojoules(rawValue: extra.partialValue), batteryCapacity)
  }

  /// What can be had of a volume, in nL, out of all that is in the reservoir: the residual stays.
  func usable(_ volume: Nanolitres, of all: Nanolitres) -> UInt32 {
    UInt32(min(volume, all - residualVolume).rawValue)
  }

  /// The strokes the battery has energy for if nothing else ever uses it.
  var mostStrokes: UInt64 { batteryCapacity.rawValue / strokeEnergy.rawValue }
}
