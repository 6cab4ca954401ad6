package import Telemetry

/// What a bench saw at one moment, which nobody at the pump can see.
package struct TruthSample: Equatable {
  /// Seconds of therapy since the factory.
  package let seconds: Double
  /// What left the reservoir, in nL.
  package let pumped: Double
  /// The drug that came out at the catheter's tip, in pg.
  package let patient: Double
  /// What was programmed until then, in pg, if the bench wrote it down.
  package let programmed: Double?
  /// What came out at the tip of each drug, in pg, where the bench told several apart.
  package let byDrug: [DrugCode: Double]

  package init(
    seconds: Double, pumped: Double, patient: Double, programmed: Double? = nil,
    byDrug: [DrugCode: Double] = [:]
  ) {
    self.byDrug = byDrug
    self.seconds = seconds
    self.pumped = pumped
    self.patient = patient
    self.programmed = programmed
  }
}
