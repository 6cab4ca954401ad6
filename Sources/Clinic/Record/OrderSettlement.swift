import Quantities

/// What is known of an order's outcome, as an archive holds it.
package struct OrderSettlement: Equatable {
  package let fate: OrderFate
  /// How the fate was found out; `nil` while nobody knows.
  package let evidence: OrderEvidence?
  /// When it was found out, by the programmer's clock as the archive writes it.
  package let settled: String?
  package let reason: String?
  /// When the order took effect by the pump, in s of therapy.
  package let therapySeconds: Int64?
  /// How much of a dose was not given because of it, in ng.
  package let withheldNanograms: Int64?

  package init(
    fate: OrderFate, evidence: OrderEvidence?, settled: String?, reason: String?,
    therapySeconds: Int64?, withheldNanograms: Int64?
  ) {
    self.fate = fate
    self.evidence = evidence
    self.settled = settled
    self.reason = reason
    self.therapySeconds = therapySeconds
    self.withheldNanograms = withheldNanograms
  }

  /// What two archives know together: the more certain one of the two, the same whichever is asked
  /// about the other; `nil` when by one of them the pump carried the order out, and by the other it
  /// did not.
  package func merged(with other: OrderSettlement) -> OrderSettlement? {
    if let mine = fate.wasDone, let theirs = other.fate.wasDone, mine != theirs { return nil }
    return other.isBetter(than: self) ? other : self
  }

  /// A strict order of all settlements that do not contradict each other.
  private func isBetter(than other: OrderSettlement) -> Bool {
    if fate.certainty != other.fate.certainty { return fate.certainty > other.fate.certainty }
    let mine = evidence?.weight ?? 0
    let theirs = other.evidence?.weight ?? 0
    if mine != theirs { return mine > theirs }
    // What was found out first is what a person was told first.
    if settled != other.settled { return Self.isBefore(settled, other.settled) }
    if fate != other.fate { return fate.rawValue < other.fate.rawValue }
    if reason != other.reason { return Self.isBefore(reason, other.reason) }
    if therapySeconds != other.therapySeconds {
      return Self.isBefore(therapySeconds, other.therapySeconds)
    }
    return withheldNanograms != other.withheldNanograms
      && Self.isBefore(withheldNanograms, other.withheldNanograms)
  }

  /// Whether a value is before another; what is not there comes last.
  private static func isBefore<Value: Comparable>(_ one: Value?, _ other: Value?) -> Bool {
    guard let one else { return false }
    return other.map { one < $0 } ?? true
  }
}

extension OrderFate {
  /// Whether the pump carried the order out; `nil` while nobody knows.
  fileprivate var wasDone: Bool? {
    switch self {
    case .done: true
    case .refused, .notDone: false
    case .intended, .unknown: nil
    }
  }

  /// How much is known.
  fileprivate var certainty: Int {
    switch self {
    case .intended: 0
    case .unknown: 1
    case .done, .refused, .notDone: 2
    }
  }
}

extension OrderEvidence {
  /// How near to the pump it is.
  fileprivate var weight: Int {
    switch self {
    case .person: 1
    case .log: 2
    case .status: 3
    case .answer: 4
    }
  }
}
