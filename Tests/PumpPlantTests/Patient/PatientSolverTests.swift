import PumpPlant
import Quantities
import TestLimits
import TestSupport
import Testing

/// The fixed-point modes against a floating-point solution of the equations on the page.
@Suite(.limited)
struct PatientSolverTests {
  /// The same regimen for both.
  private struct Regimen {
    var spans: [(from: Milliseconds, to: Milliseconds, drug: Picograms)] = []
    var times: [Milliseconds] = []

    /// Gives what belongs before a moment; of a span that is not over, what is due by then.
    private func advance(_ patient: inout VirtualPatient, to time: TherapyTime) {
      for span in spans {
        let (start, end) = (TherapyTime.zero.after(span.from), TherapyTime.zero.after(span.to))
        guard patient.now < end, start < time else { continue }
        if patient.now < start { patient.advance(to: start) }
        let length = end.since(start).rawValue
        let due = { (moment: TherapyTime) in
          Picograms(
            rawValue: span.drug.rawValue * (moment.since(start).rawValue / 1_000)
              / (length / 1_000))
        }
        let until = min(end, time)
        patient.advance(to: until, receiving: due(until) - due(patient.now))
      }
      patient.advance(to: time)
    }

    /// The most of each amount and score is what a difference is measured by.
    func check(_ profile: PatientProfile) throws {
      let hours = { (length: Milliseconds) in Double(length.rawValue) / 3_600_000 }
      let solved = try PatientSolver.solve(
        profile,
        inflow: spans.map { [hours($0.from), hours($0.to), Double($0.drug.rawValue)] },
        times: times.map(hours))
      var patient = VirtualPatient(profile, at: .zero)
      var most: [Double] = []
      var worst: [Double] = []
      for (time, solution) in zip(times, solved) {
        advance(&patient, to: TherapyTime.zero.after(time))
        let reading = patient.reading
        let mine =
          (0..<VirtualPatient.cells).map { Double(patient.drug(inCell: $0).rawValue) }
          + PatientSite.all.map { Double(patient.effective(at: $0).rawValue) }
          + PatientSite.all.map { Double(patient.accustomed(at: $0).rawValue) }
          + [Double(patient.missing.rawValue)]
          + [reading.legsTone, reading.armsTone, reading.legsSpasms, reading.armsSpasms]
          .map { Double($0) }
        let theirs =
          solution.cells + solution.effective + solution.accustomed + [solution.missing]
          + solution.scores
        try #require(mine.count == theirs.count)
        if most.isEmpty { (most, worst) = (theirs.map { _ in 0 }, theirs.map { _ in 0 }) }
        for index in mine.indices {
          most[index] = max(most[index], abs(theirs[index]))
          // A score is told in hundredths: half of one is its own rounding.
          let rounding = index >= 15 ? 0.5 : 0
          worst[index] = max(worst[index], abs(mine[index] - theirs[index]) - rounding)
        }
      }
      #expect(patient.given == spans.map(\.drug).reduce(.zero, +))
      for index in most.indices {
        #expect(worst[index] <= most[index] / 1_000, "quantity \(index) of \(most[index])")
      }
    }
  }

  private func everybody() throws -> [PatientProfile] {
    var random = SplitMix64(seed: 17)
    return try [.middle()] + PatientKind.all.map { try .draw($0, from: &random) }
  }

  @Test func `a bolus is what the equations say`() throws {
    let bolus = Regimen(
      spans: [(.zero, .minutes(5), .mcg(50))], times: (1...48).map { .minutes(30 * $0) })
    for profile in try everybody() { try bolus.check(profile) }
  }

  @Test func `an infusion that stops is what the equations say, withdrawal and all`() throws {
    let stop = Regimen(
      spans: [(.hours(2), .days(60), .mcg(60 * 600))],
      times: (1...48).map { .hours(30 * $0) } + (0...40).map { .days(60) + .hours(4 * $0) })
    for profile in try everybody() { try stop.check(profile) }
  }

  @Test func `a day schedule of thirteen steps is what the equations say`() throws {
    var random = SplitMix64(seed: 23)
    var spans: [(from: Milliseconds, to: Milliseconds, drug: Picograms)] = []
    for day in 0..<14 as Range<UInt64> {
      let hours: [UInt64] = [0, 2, 4, 6, 7, 9, 11, 12, 14, 17, 19, 21, 22, 24]
      for (from, to) in zip(hours, hours.dropFirst()) {
        let drug = Picograms(rawValue: (to - from) * random.from(1_000_000...20_000_000))
        spans.append((.days(day) + .hours(from), .days(day) + .hours(to), drug))
      }
    }
    let schedule = Regimen(spans: spans, times: (1...56).map { .hours(6 * $0) })
    try schedule.check(.middle())
  }

  @Test func `where the tip is makes the difference the equations say`() throws {
    for tip in 0...7 as ClosedRange<UInt32> {
      let regimen = Regimen(
        spans: [(.hours(1), .hours(25), .mcg(100))], times: (1...12).map { .hours(4 * $0 + 1) })
      try regimen.check(.middle().with(.tipCell, tip))
    }
  }
}
