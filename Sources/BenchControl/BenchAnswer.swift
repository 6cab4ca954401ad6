/// What comes back from a pump that did what was asked.
package enum BenchAnswer: Equatable, Sendable {
  case truth(TruthAnswer)
  case events(EventsAnswer)
  case faults(FaultsAnswer)
  case withdrawal(WithdrawalAnswer)
  case reconciliation(ReconciliationAnswer)
  case line(LineFaultsAnswer)
  case patient(PatientAnswer)
  case capture(CaptureAnswer)
  case usb(UsbAnswer)

  /// What a method is answered with, or `nil` when it is not this.
  package init?(_ tree: BenchTree, to method: BenchMethod) {
    let answer: BenchAnswer? =
      switch method.answer {
      case .truth: TruthAnswer(tree).map { .truth($0) }
      case .events: EventsAnswer(tree).map { .events($0) }
      case .faults: FaultsAnswer(tree).map { .faults($0) }
      case .withdrawal: WithdrawalAnswer(tree).map { .withdrawal($0) }
      case .reconciliation: ReconciliationAnswer(tree).map { .reconciliation($0) }
      case .line: LineFaultsAnswer(tree).map { .line($0) }
      case .patient: PatientAnswer(tree).map { .patient($0) }
      case .capture: CaptureAnswer(tree).map { .capture($0) }
      case .usb: UsbAnswer(tree).map { .usb($0) }
      }
    guard let answer else { return nil }
    self = answer
  }

  /// All of it, as a value that has no type.
  package var tree: BenchTree {
    switch self {
    case .truth(let report): report.tree
    case .events(let report): report.tree
    case .faults(let report): report.tree
    case .withdrawal(let report): report.tree
    case .reconciliation(let report): report.tree
    case .line(let report): report.tree
    case .patient(let report): report.tree
    case .capture(let report): report.tree
    case .usb(let report): report.tree
    }
  }
}
