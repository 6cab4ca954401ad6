/// What the bench can ask for. Spec: bench.md, "Control socket".
enum ControlMethod: String, CaseIterable {
  case advance
  case clear
  case crash
  case fault
  case faults
  case fill
  case head
  case link
  case linkClear = "link_clear"
  case linkSet = "link_set"
  case power
  case quit
  case reconcile
  case restore
  case snapshot
  case truth
  case withdraw

  /// Whether it changes nothing, so that nobody has to know whether it was done.
  var isReading: Bool {
    switch self {
    case .faults, .link, .reconcile, .truth: true
    case .advance, .clear, .crash, .fault, .fill, .head, .linkClear, .linkSet, .power, .quit,
      .restore, .snapshot, .withdraw:
      false
    }
  }
}
