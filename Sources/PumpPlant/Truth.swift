public import Quantities

/// Everything there is to know about a ``Plant`` at one moment: what the firmware is judged by.
///
/// The mass balance: all that was ever filled in was withdrawn, was replaced by a fault, leaked
/// into the pocket, is in the reservoir or its residual, or was pumped out of it; and all that was
/// pumped out, with what the line held at the start and what joined it with a catheter, is in the
/// line, was lost from it, parted from it with a catheter, was spilled, or is in the patient. It
/// holds to the nanolitre and to the picogram. ``reservoir``, ``residual`` and ``catheter`` are
/// added up from what is there and the others are counted as liquid passes, so a balance that
/// holds is a finding and not a definition.
public struct Truth: Sendable, Equatable {
  /// The moment, in ms.
  public var therapyTime: TherapyTime
  /// Everything filled into the reservoir, the first filling and the residual included.
  public var filled: Liquid
  /// Everything drawn out of the reservoir with a syringe.
  public var withdrawn: Liquid
  /// What was in the reservoir whenever a fault put something else there.
  public var replaced: Liquid
  /// Everything that leaked from the reservoir into the pocket under the skin.
  public var pocket: Liquid
  /// What is in the reservoir and can be had, above the residual.
  public var reservoir: Liquid
  /// What is in the reservoir and cannot be had; its volume is always the profile's.
  public var residual: Liquid
  /// Everything that left the reservoir through its outlet since the start.
  public var pumped: Liquid
  /// What filled the line at the start.
  public var catheterAtStart: Liquid
  /// What is in the line; its volume is always the path's.
  public var catheter: Liquid
  /// Everything that a leaking or disconnected catheter lost to tissue.
  public var leaked: Liquid
  /// Everything that left the catheter's tip since the start, and reached the patient.
  public var patient: Liquid
  /// What was in catheters that the pump was connected to, after its start.
  public var joined: Liquid
  /// What was in catheters that the pump was taken off.
  public var parted: Liquid
  /// Everything pumped while the pump was in no body.
  public var spilled: Liquid
  /// Strokes the motor has performed.
  public var strokes: UInt64
  /// The energy the link has taken from the battery since the start, in nJ.
  public var telemetryEnergy: Nanojoules
  /// The energy left in the battery, in nJ; 0 while it is dead.
  public var batteryRemaining: Nanojoules
  /// The energy left in percent, 0 through 100, rounded down.
  public var batteryPercent: UInt8

  /// Whether the mass balance holds, to the nL and the pg.
  public var isBalanced: Bool {
    guard
      let kept = withdrawn.plus(replaced)?.plus(pocket)?.plus(reservoir)?.plus(residual),
      let accounted = kept.plus(pumped),
      let entered = catheterAtStart.plus(pumped)?.plus(joined),
      let arrived = catheter.plus(leaked)?.plus(patient)?.plus(parted)?.plus(spilled)
    else { return false }
    return filled == accounted && entered == arrived
  }
}

extension Plant {
  /// The truth at ``therapyTime``.
  public var truth: Truth {
    @_addressableSelf get {
      var below = reservoir
      let above = below.take(profile.usable(reservoir.volume, of: reservoir.volume)).liquid
      return Truth(
        therapyTime: therapyTime, filled: filled, withdrawn: withdrawn, replaced: replaced,
        pocket: pocket, reservoir: above, residual: below.liquid, pumped: pumped,
        catheterAtStart: catheterAtStart, catheter: line.contents, leaked: leaked, patient: patient,
        joined: joined, parted: parted, spilled: spilled, strokes: strokes,
        telemetryEnergy: telemetry, batteryRemaining: batteryRemaining,
        batteryPercent: UInt8(batteryReading / 100))
    }
  }
}
