import Quantities
package import Telemetry

/// Something to think about before a change is confirmed. It never stops one.
package enum ChangeWarning: Equatable {
  /// The step of the dose is unusual, or comes too soon.
  case titration(Titration.Finding)
  /// These boluses of the running programme end with the change.
  case periodicBolusEnds(PeriodicBolus)
  /// Drawn out was so much more than the pump counted, in nL; below zero for less.
  case volumeDiscrepancy(nanolitres: Int64)
}
