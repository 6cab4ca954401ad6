import Clinic
import PumpText
import Quantities
public import Telemetry
public import Testing

/// What became of an order. There is no fourth.
public enum OrderOutcome: Equatable, Sendable {
  /// The pump carried it out.
  case done(Evidence)
  /// Nothing was carried out, and nothing will be.
  case notDone(HandheldError)
  /// Nobody knows whether it was carried out. No other order is given until
  /// ``Handheld/settle()`` finds out.
  case unknown(HandheldError)

  /// What shows that an order was carried out.
  public struct Evidence: Equatable, Sendable {
    /// Whether the pump's answer arrived; else its status showed it.
    public let isAcknowledged: Bool
    /// The moment of therapy at which it took effect, in s, if that is known.
    public let therapySeconds: UInt32?
    /// What the pump said afterwards; `nil` when it could not be asked any more.
    public let reading: Reading?
    /// Whether the pump holds afterwards what it was sent, as far as it told.
    public let isHeld: Bool
  }

  /// Whether the pump carried it out.
  public var isDone: Bool { evidence != nil }

  /// Whether nobody knows.
  public var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }

  /// What shows that it was carried out; `nil` where that is not so, or not known.
  public var evidence: Evidence? {
    if case .done(let evidence) = self { evidence } else { nil }
  }

  /// The pump's refusal; `nil` where it did not refuse.
  public var refusal: RefusalCode? {
    if case .notDone(let error) = self { error.refusal } else { nil }
  }

  init(_ end: VisitEnd) {
    switch end {
    case .done(let visit):
      let done = visit.done
      self = .done(
        Evidence(
          isAcknowledged: done.answer != nil, therapySeconds: done.therapySeconds,
          reading: done.after.map(Reading.init), isHeld: done.difference == nil))
    case .notDone(let fault): self = .notDone(HandheldError(fault))
    case .unknown(let fault): self = .unknown(HandheldError(fault))
    }
  }
}

extension OrderOutcome: CustomTestStringConvertible {
  /// What became of it, and how that is known.
  public var testDescription: String {
    switch self {
    case .done(let evidence):
      "done, as the pump's \(evidence.isAcknowledged ? "answer" : "status") says"
        + (evidence.isHeld ? "" : "; but it holds something else than it was sent")
    case .notDone(let error): "not done: \(error.description)"
    case .unknown(let error): "unknown: \(error.description)"
    }
  }
}
