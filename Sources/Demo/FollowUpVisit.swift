import Clinic
import ClinicText
import Handheld
import PumpText

/// The demo: a follow-up visit, step by step, and what the pump really did.
package struct FollowUpVisit {
  private let bench: DemoBench
  private var programmed: UInt64 = 0

  /// A visit at a bench.
  package init(_ bench: DemoBench) { self.bench = bench }

  /// What the bench knows of the pump, as `ctl truth --json` prints it.
  private struct Truth: Decodable {
    let pumped_nl: UInt64
    let reservoir_nl: UInt64
    let patient_pg: UInt64
    let strokes: UInt64
  }

  /// What the programmer reads, as `interrogate --json` prints it.
  private struct Reading: Decodable {
    let reservoir: Reservoir
    let battery: Battery

    struct Reservoir: Decodable {
      let volume_ml: Double
      let capacity_ml: Double
    }

    struct Battery: Decodable { let percent: UInt8 }
  }

  /// Plays it; throws when the pump did not deliver what was programmed.
  package mutating func play() throws {
    try say(
      """
      A follow-up visit. The pump is a virtual one, in a process of its own on a real pty.
      Its therapy clock stands until the bench moves it. Everything here is fictional.

      """)
    try step("Interrogate the pump.", ["programmer", "interrogate"])
    try step(
      "The patient is still stiff: raise the dose by a tenth.",
      ["programmer", "dose", "110", "mcg/day", "--yes"])
    try step(
      "And a bolus now, spread over ten minutes.",
      ["programmer", "bolus", "50", "mcg", "--over", "10", "min", "--yes"])
    try step("Let a day pass, in no time.", ["PumpFirmwareSim", "ctl", "advance", "1", "day"])
    programmed = 110_000 + 50_000
    try step("Read back.", ["programmer", "status"])
    try compare()
  }

  private func step(_ title: String, _ command: [String]) throws {
    let finished = try bench.type(command)
    try say("── \(title)\n$ \(command.joined(separator: " "))\n")
    try say(
      (finished.errors + finished.output).split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n") + "\n")
  }

  /// Holds what really happened against what was programmed; a difference ends the demo as failed.
  private func compare() throws {
    let truth = try bench.ask(["PumpFirmwareSim", "ctl", "truth"], as: Truth.self)
    let reading = try bench.ask(["programmer", "interrogate"], as: Reading.self)
    let wanted = programmed * 1000
    let stroke: UInt64 = truth.strokes == 0 ? 0 : truth.pumped_nl / truth.strokes * 2000
    try say("── Compare what was programmed with what really happened.\n")
    try say("$ PumpFirmwareSim ctl truth\n")
    var lines = Lines()
    lines.add(
      "programmed",
      "110 mcg/day for a day, and 50 mcg: "
        + QuantityWords.dose(nanograms: programmed))
    lines.add(
      "to patient",
      "\(QuantityWords.dose(nanograms: Rounded.nanograms(truth.patient_pg))) in "
        + "\(truth.strokes) strokes of the motor")
    lines.add(
      "reservoir",
      "\(QuantityWords.volume(nanolitres: truth.reservoir_nl)) really, "
        + "\(reading.reservoir.volume_ml) mL by the pump's count "
        + Picture.gauge(truth.reservoir_nl, of: UInt64(reading.reservoir.capacity_ml * 1e6)))
    lines.add("battery", "\(reading.battery.percent) %")
    try say(lines.text.split(separator: "\n").map { "  \($0)\n" }.joined())
    let difference = max(wanted, truth.patient_pg) - min(wanted, truth.patient_pg)
    guard difference <= stroke else {
      throw ProgrammerError(.refused, "the pump did not deliver what was programmed")
    }
    try say(
      difference == 0
        ? "\nThe pump delivered exactly what was programmed.\n"
        : "\nThe pump delivered what was programmed, to within one stroke.\n")
  }

  private func say(_ text: String) throws { try bench.show(text) }
}
