import Quantities
package import Telemetry

/// A staged refill, with what the pump makes of it.
package struct RefillPreview {
  package let sent: StageRefill
  package let report: RefillReport
  /// What the pump said before anything was staged.
  package let now: Interrogation

  /// The drug that another is filled in for; `nil` when it is the same.
  package var replaced: DrugCode? { report.oldDrug == report.drug ? nil : report.oldDrug }

  /// How much less or more was drawn out than the counter expected, in nL.
  package var difference: Int64 {
    Int64(report.withdrawnNanolitres) - Int64(report.expectedNanolitres)
  }

  /// Whether that is more than the pump lets pass without a word.
  package var exceedsLimit: Bool {
    difference.magnitude > UInt64(report.discrepancyLimitNanolitres)
  }

  /// What it warns of.
  package var warnings: [ChangeWarning] {
    exceedsLimit ? [.volumeDiscrepancy(nanolitres: difference)] : []
  }
}
