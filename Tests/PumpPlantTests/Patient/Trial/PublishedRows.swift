import Foundation
import PumpPlant
import Quantities

/// Every row of the validation table, worked out.
struct PublishedRows {
  /// What the people are drawn by.
  var seed: UInt64

  func all() async throws -> [PublishedRow] {
    let stroke = try Cohort(seed: seed, legs: 330, arms: 280, spasms: [120, 70])
    var rows = await bolus(stroke) + infusion(stroke) + single(stroke)
    rows += try await treatedStroke() + treatedPalsy() + treatedSpinal() + treatedMixed()
    rows += try await children()
    rows += await overdoses(stroke)
    return rows
  }

  func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
  func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
  func points(_ score: UInt32) -> Double { Double(score) / 100 }
  func score(
    _ readings: [PatientReading], _ path: KeyPath<PatientReading, UInt32>
  ) -> Double { mean(readings.map { points($0[keyPath: path]) }) }
}

extension PublishedRows {
  private static let label = "label texts"
  private static let strokeStudy = "Meythaler, Stroke 2001"

  /// The course of a bolus of 50 mcg, by quarters of an hour.
  private func bolus(_ cohort: Cohort) async -> [PublishedRow] {
    let courses = await cohort.each { profile in
      var patient = VirtualPatient(profile, at: .zero)
      patient.receive(.mcg(50))
      return (0...64).map { _ in
        defer { patient.advance(to: patient.now.after(.minutes(15))) }
        return patient.reading
      }
    }
    let tone = (0...64).map { quarter in score(courses.map { $0[quarter] }, \.legsTone) }
    let taken = tone.map { tone[0] - $0 }
    let peak = taken.indices.max { taken[$0] < taken[$1] } ?? 0
    let onset = taken.firstIndex { $0 >= 0.5 } ?? 0
    let end = taken[peak...].firstIndex { $0 < 1 } ?? 64
    let hours = { (quarters: Int) in Double(quarters) / 4 }
    let before = courses.map { $0[0] }
    let after = courses.map { $0[24] }
    let drop = {
      (
        what: String, kept: Bool, from: Double, to: Double,
        path: KeyPath<PatientReading, UInt32>
      ) in
      PublishedRow.drop(
        what, Self.strokeStudy, kept: kept, from: from, to: to, before: score(before, path),
        after: score(after, path))
    }
    return [
      .init(
        what: "onset after a bolus of 50 mcg: half a point off the legs' tone", source: Self.label,
        isKept: false, published: "0.5-1 h", value: .range(0.5, 1), model: hours(onset),
        shown: String(format: "%.2f h", hours(onset))),
      .init(
        what: "peak after a bolus", source: Self.label, isKept: false, published: "about 4 h",
        value: .number(4), model: hours(peak), shown: String(format: "%.2f h", hours(peak))),
      .init(
        what: "end after a bolus: less than a point off the legs' tone", source: Self.label,
        isKept: false, published: "4-8 h", value: .range(4, 8), model: hours(end),
        shown: String(format: "%.2f h", hours(end))),
      drop("Ashworth, legs, 6 h after 50 mcg", false, 3.3, 1.4, \.legsTone),
      drop("Ashworth, arms, 6 h after 50 mcg", false, 2.8, 1.8, \.armsTone),
      drop("spasm score, legs, 6 h after 50 mcg", false, 1.2, 0.1, \.legsSpasms),
      drop("spasm score, arms, 6 h after 50 mcg", true, 0.7, 0.2, \.armsSpasms),
    ]
  }

  /// An infusion of 100 mcg/day into who has had nothing, by half hours; non-responders are not
  /// given one.
  private func infusion(_ cohort: Cohort) async -> [PublishedRow] {
    let courses = await cohort.each { profile -> (onset: Double, most: Double)? in
      guard Titration(profile).effective != nil else { return nil }
      var patient = VirtualPatient(profile, at: .zero)
      let baseline = Int(profile[.legsTone])
      let taken = (1...144).map { _ in
        patient.advance(
          to: patient.now.after(.minutes(30)), receiving: Picograms(rawValue: 100_000_000 / 48))
        return baseline - Int(patient.reading.legsTone)
      }
      let most = taken.max() ?? 0
      guard let onset = taken.firstIndex(where: { $0 >= 50 }),
        let full = taken.firstIndex(where: { $0 * 100 >= most * 95 })
      else { return nil }
      return (Double(onset + 1) / 2, Double(full + 1) / 2)
    }.compactMap(\.self)
    let onset = median(courses.map(\.onset))
    let most = median(courses.map(\.most))
    return [
      .init(
        what: "onset of an infusion of 100 mcg/day: half a point off the legs' tone",
        source: Self.label, isKept: true, published: "6-8 h", value: .range(6, 8), model: onset,
        shown: String(format: "%.1f h", onset)),
      .init(
        what: "maximum of an infusion: 95 % of the drop of the first 72 h", source: Self.label,
        isKept: true, published: "24-48 h", value: .range(24, 48), model: most,
        shown: String(format: "%.1f h", most)),
    ]
  }

  /// What the fluid does with a bolus and with a steady infusion.
  private func single(_ cohort: Cohort) async -> [PublishedRow] {
    let halfLives = await cohort.each { profile in
      var patient = VirtualPatient(profile, at: .zero)
      patient.receive(.mcg(50))
      patient.advance(to: TherapyTime.zero.after(.minutes(30)))
      let early = Double(patient.drug(inCell: 7).rawValue)
      patient.advance(to: TherapyTime.zero.after(.hours(4)))
      return 3.5 * log(2) / log(early / Double(patient.drug(inCell: 7).rawValue))
    }
    let gradients = await cohort.each { profile in
      var patient = VirtualPatient(profile, at: .zero)
      patient.advance(to: TherapyTime.zero.after(.days(4)), receiving: .mcg(400))
      return Double(patient.drug(inCell: 7).rawValue) / Double(patient.drug(inCell: 0).rawValue)
    }
    let inside = halfLives.filter { $0 >= 0.9 && $0 <= 5 }.count
    let share = Double(inside) / Double(halfLives.count)
    return [
      .init(
        what: "half-life in the lumbar fluid, 0.5 to 4 h after a bolus: median", source: Self.label,
        isKept: false, published: "1.51 h", value: .number(1.51), model: median(halfLives),
        shown: String(format: "%.2f h", median(halfLives))),
      .init(
        what: "half-lives of 0.9-5 h", source: "Sallerin-Caute 1991", isKept: false,
        published: "4 of 4 patients", value: .number(1), model: share,
        shown: String(format: "%.0f %%", share * 100)),
      .init(
        what: "lumbar to cisternal, steady infusion: median", source: Self.label, isKept: false,
        published: "about 4 : 1", value: .number(4), model: median(gradients),
        shown: String(format: "%.1f : 1", median(gradients))),
    ]
  }
}
