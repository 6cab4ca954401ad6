/// At which action of the firmware power is to fail, and how much of that action is done.
public struct PowerFailure: Hashable, Sendable {
  /// How many actions are still carried out in full before it.
  public var actionsLeft: UInt32
  /// How much of the action is done: bytes of a write, strokes of the motor; none of it when 0.
  public var part: UInt32

  /// A failure after so many actions, within the next one. The bench has to bring the power back.
  public init(actionsLeft: UInt32, part: UInt32) {
    self.actionsLeft = actionsLeft
    self.part = part
  }
}
