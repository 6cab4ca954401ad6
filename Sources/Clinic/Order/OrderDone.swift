package import Telemetry

/// An order that was carried out, with its evidence.
package struct OrderDone {
  /// The pump's answer; `nil` when it was lost, and the status showed that the order was done.
  package let answer: Acknowledgement?
  /// What the pump said afterwards; `nil` when it could not be asked any more.
  package let after: Interrogation?
  /// What it foretold afterwards, where that was asked.
  package internal(set) var foretold: Forecast?
  /// Whether all that was changed was read again.
  package internal(set) var isReadBack: Bool
  /// What it holds now that it was not told; `nil` for nothing.
  package internal(set) var difference: Difference?

  package init(answer: Acknowledgement?, after: Interrogation?) {
    self.answer = answer
    self.after = after
    isReadBack = after != nil
  }

  /// The moment of therapy at which the order took effect, if it is known.
  package var therapySeconds: UInt32? {
    answer?.therapySeconds ?? after?.lastApplied?.therapySeconds
  }

  /// What a pump that acknowledged an order does not hold as it was sent.
  package enum Difference: Equatable {
    /// A part of a change.
    case change(StagedChange.Part)
    /// How long tones are silent, in min.
    case silence(ordered: UInt16, held: UInt16)
    /// The volume of the low-reservoir alarm, in nL.
    case lowAlarm(ordered: UInt32, held: UInt32)
    /// The catheter.
    case catheter
  }
}
