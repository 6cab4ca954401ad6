/// What comes back from a pump that did what was asked.
package enum BenchAnswer: Equatable, Sendable {
  case truth(TruthReport)
  case faults(FaultsReport)
  case withdrawal(WithdrawalReport)
  case reconciliation(ReconciliationReport)
  case line(LineFaultsReport)

  /// What a method is answered with, or `nil` when it is not this.
  package init?(_ tree: BenchTree, to method: BenchMethod) {
    let answer: BenchAnswer? =
      switch method.answer {
      case .truth: TruthReport(tree).map { .truth($0) }
      case .faults: FaultsReport(tree).map { .faults($0) }
      case .withdrawal: WithdrawalReport(tree).map { .withdrawal($0) }
      case .reconciliation: ReconciliationReport(tree).map { .reconciliation($0) }
      case .line: LineFaultsReport(tree).map { .line($0) }
      }
    guard let answer else { return nil }
    self = answer
  }

  /// All of it, as a value that has no type.
  package var tree: BenchTree {
    switch self {
    case .truth(let report): report.tree
    case .faults(let report): report.tree
    case .withdrawal(let report): report.tree
    case .reconciliation(let report): report.tree
    case .line(let report): report.tree
    }
  }
}
