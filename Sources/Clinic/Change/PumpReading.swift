import Quantities
package import Telemetry

/// What was read from a pump before anything was staged in it.
package struct PumpReading {
  package let now: Interrogation
  package let programme: Programme
  /// What the pump foretold.
  package let running: Forecast
  /// What is known of drugs.
  package var drugs = DrugLibrary.standard

  package init(now: Interrogation, programme: Programme, running: Forecast) {
    self.now = now
    self.programme = programme
    self.running = running
  }
}
