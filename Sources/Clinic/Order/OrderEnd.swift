package import ProgrammerSession
import Quantities
package import Telemetry

/// What is known of an order once its programmer has nothing more to wait for, as an archive keeps
/// it.
package struct OrderEnd: Equatable {
  /// Why it was not carried out.
  package enum Reason: Equatable {
    /// The pump refused it.
    case refused(Refusal)
    /// It was not sent.
    case notSent
  }

  package let fate: OrderFate
  /// How it was found out; `nil` where nobody knows, and the next visit asks the pump.
  package let evidence: OrderEvidence?
  package let reason: Reason?
  /// The pump's answer, where it came.
  package let answer: Acknowledgement?

  /// What an outcome says of an order; none means that the line went before there was one.
  package init(_ outcome: Outcome?) {
    switch outcome {
    case .reply(.acknowledged(let body))?: self.init(.done, .answer, answer: body)
    case .refused(let refusal)?: self.init(.refused, .answer, reason: .refused(refusal))
    case .doneUnheard?: self.init(.done, .status)
    case .notDone?: self.init(.notDone, .status)
    case .failed?: self.init(.notDone, .answer, reason: .notSent)
    // An answer of the wrong kind is not believed, whatever it says.
    case .reply?, .unknown?, nil: self.init(.unknown, nil)
    }
  }

  private init(
    _ fate: OrderFate, _ evidence: OrderEvidence?, reason: Reason? = nil,
    answer: Acknowledgement? = nil
  ) {
    self.fate = fate
    self.evidence = evidence
    self.reason = reason
    self.answer = answer
  }
}
