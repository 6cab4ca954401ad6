package import PumpPlant
import Quantities
package import Telemetry

/// What is around a pump on a board but its physics: its power, its head, its clock, and what
/// fails.
package struct BoardSurroundings: Equatable, Sendable {
  /// The action at which power fails, as the bench counts them.
  package struct PowerCut: Equatable, Sendable {
    /// How many actions are carried out before it.
    package var left: UInt32 = 0
    /// How much of the action is done: bytes of a write, or strokes.
    package var part: UInt32 = 0
    /// Which actions count: 0 all, 1 records, 2 entries of the log.
    package var kind: UInt8 = 0
    /// Whether power comes back at once.
    package var isBrief = false
    /// The noise of the start that follows then.
    package var noise = AsconBlock(low: 0, high: 0)

    /// A cut at the next action.
    package init() {}
  }

  /// Whether the bench lets the pump have power; its battery may still be dead.
  package var isPowered = false
  /// Where the programming head is: 0 in contact, 1 near, 2 away.
  package var head: UInt8 = 0
  /// Whether writes to the memory fail.
  package var isMemoryFailing = false
  /// Whether the processor fails its test.
  package var isProcessorFailing = false
  /// What counts the pump's time.
  package var oscillator = Oscillator()
  /// The cut to come, if one is planned.
  package var cut: PowerCut?

  /// Nothing around a pump without power.
  package init() {}

  /// Goes over its fields, in their order; false where what came cannot be.
  package mutating func code(_ fields: inout FieldCoder) -> Bool {
    isPowered = fields.flag(isPowered)
    head = fields.byte(head)
    isMemoryFailing = fields.flag(isMemoryFailing)
    isProcessorFailing = fields.flag(isProcessorFailing)
    let drift = Int32(truncatingIfNeeded: fields.half(UInt32(bitPattern: oscillator.driftPPM)))
    let trueBase = TherapyTime(rawValue: fields.number(oscillator.trueBase.rawValue))
    let pumpBase = TherapyTime(rawValue: fields.number(oscillator.pumpBase.rawValue))
    let carry = fields.number(oscillator.carry)
    let isCut = fields.flag(cut != nil)
    var plan = cut ?? PowerCut()
    plan.left = fields.half(plan.left)
    plan.part = fields.half(plan.part)
    plan.kind = fields.byte(plan.kind)
    plan.isBrief = fields.flag(plan.isBrief)
    plan.noise = fields.block(plan.noise)
    cut = isCut ? plan : nil
    guard
      let read = Oscillator(
        readDriftPPM: drift, trueBase: trueBase, pumpBase: pumpBase, carry: carry)
    else { return false }
    oscillator = read
    return head <= 2 && plan.kind <= 2
  }
}
