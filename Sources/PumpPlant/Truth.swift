public import Quantities

/// Everything there is to know about a ``Plant`` at one moment: what the firmware is judged by.
///
/// The mass balance: all that was ever filled in was withdrawn, is in the reservoir, or was pumped
/// out of it; and all that was pumped out, with what the line held at the start, is in the line or
/// in the patient. It holds to the nanolitre and to the picogram. ``reservoir`` and ``catheter``
/// are added up from what is there and the others are counted as liquid passes, so a balance that
/// holds is a finding and not a definition.
public struct Truth: Sendable, Equatable {
  /// The moment, in ms.
  public var therapyTime: TherapyTime
  /// Everything filled into the reservoir, the first filling included.
  public var filled: Liquid
  /// Everything drawn out of the reservoir with a syringe.
  public var withdrawn: Liquid
  /// What is in the reservoir.
  public var reservoir: Liquid
  /// Everything that left the reservoir through its outlet since the start.
  public var pumped: Liquid
  /// What filled the line at the start.
  public var catheterAtStart: Liquid
  /// What is in the line; its volume is always the path's.
  public var catheter: Liquid
  /// Everything that left the catheter's tip since the start.
  public var patient: Liquid
  /// Strokes the motor has performed.
  public var strokes: UInt64
  /// The energy left in the battery, in nJ.
  public var batteryRemaining: Nanojoules
  /// The energy left in percent, 0 through 100, rounded down.
  public var batteryPercent: UInt8

  /// Whether the mass balance holds, to the nL and the pg.
  public var isBalanced: Bool {
    guard let kept = withdrawn.plus(reservoir), let accounted = kept.plus(pumped),
      let entered = catheterAtStart.plus(pumped), let arrived = catheter.plus(patient)
    else { return false }
    return filled == accounted && entered == arrived
  }
}

extension Plant {
  /// The truth at ``therapyTime``.
  public var truth: Truth {
    Truth(
      therapyTime: therapyTime, filled: filled, withdrawn: withdrawn, reservoir: reservoir.liquid,
      pumped: pumped, catheterAtStart: catheterAtStart, catheter: line.contents, patient: patient,
      strokes: strokes, batteryRemaining: batteryRemaining,
      batteryPercent: UInt8(batteryReading / 100))
  }
}
