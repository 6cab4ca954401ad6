import Foundation
import PumpPlant
import Quantities

/// The rows of those who are treated for months.
extension PublishedRows {
  /// Those of a cohort who responded, after so many months.
  private func treat(_ cohort: Cohort, months: Int) async -> [Titration] {
    await cohort.each { profile in
      var course = Titration(profile)
      course.treat(months: months)
      return course
    }.filter { $0.effective != nil }
  }

  private func drop(
    _ what: String, _ source: String, kept: Bool, from: Double, to: Double, _ courses: [Titration],
    _ path: KeyPath<PatientReading, UInt32>, _ baseline: PatientParameter, month: Int = 12,
    shift: Double = 0
  ) -> PublishedRow {
    .drop(
      what, source, kept: kept, from: from, to: to,
      before: mean(courses.map { points($0.patient.profile[baseline]) }),
      after: score(courses.map { $0.months[month - 1].reading }, path), shift: shift)
  }

  func treatedStroke() async throws -> [PublishedRow] {
    let study = "Meythaler, Stroke 2001"
    let courses = await treat(
      try Cohort(seed: seed, legs: 370, arms: 320, spasms: [120, 70]), months: 12)
    return [
      drop(
        "stroke, 12 months: Ashworth, legs", study, kept: false, from: 3.7, to: 1.8, courses,
        \.legsTone, .legsTone),
      drop(
        "stroke, 12 months: Ashworth, arms", study, kept: true, from: 3.2, to: 1.8, courses,
        \.armsTone, .armsTone),
    ]
  }

  func treatedPalsy() async throws -> [PublishedRow] {
    let study = "Meythaler, APMR 2001;82:155"
    let courses = await treat(
      try Cohort(seed: seed, legs: 340, arms: 300, spasms: [140, 120]), months: 12)
    let dose = mean(courses.map { $0.months[11].dose })
    return [
      drop(
        "cerebral palsy, 12 months: Ashworth, legs", study, kept: true, from: 3.4, to: 1.5,
        courses, \.legsTone, .legsTone),
      drop(
        "cerebral palsy, 12 months: Ashworth, arms", study, kept: true, from: 3.0, to: 1.7,
        courses, \.armsTone, .armsTone),
      drop(
        "cerebral palsy, 12 months: spasm score, arms", study, kept: true, from: 1.2, to: 0.2,
        courses, \.armsSpasms, .armsSpasms),
      .init(
        what: "cerebral palsy, 12 months: dose", source: study, isKept: false,
        published: "263 mcg/day", value: .number(263), model: dose,
        shown: String(format: "%.0f mcg/day", dose)),
    ]
  }

  func treatedSpinal() async throws -> [PublishedRow] {
    let study = "Dario, Functional Neurology"
    let courses = await treat(
      try Cohort(seed: seed, legs: 340, arms: 300, spasms: [250, 150]), months: 24)
    return [
      drop(
        "multiple sclerosis and spinal, 24 months: Ashworth of 1 to 5", study, kept: true,
        from: 4.4, to: 1.8, courses, \.legsTone, .legsTone, month: 24, shift: 1),
      drop(
        "multiple sclerosis and spinal, 24 months: Penn", study, kept: true, from: 2.5, to: 0.5,
        courses, \.legsSpasms, .legsSpasms, month: 24),
    ]
  }

  func treatedMixed() async throws -> [PublishedRow] {
    let analysis = "Creedon 1997"
    let cohort = try Cohort(seed: seed, legs: 390, arms: 340, spasms: [320, 200])
    let courses = await treat(cohort, months: 36)
    let responding = Double(courses.count) / Double(cohort.people.count)
    let doses = (1...36).map { month in mean(courses.map { $0.months[month - 1].dose }) }
    let creep = pow(doses[3] / doses[0], 1.0 / 3) - 1
    let steady = mean(Array(doses[18..<36]))
    let plateau = (1...24).first { doses[$0 + 11] < doses[$0 - 1] * 1.1 } ?? 36
    let tolerant = courses.filter { $0.months[29].dose - $0.months[17].dose > 100 }.count
    let share = Double(tolerant) / Double(courses.count)
    return [
      drop(
        "mixed, 12 months: Ashworth", analysis, kept: true, from: 3.9, to: 1.6, courses,
        \.legsTone, .legsTone),
      drop(
        "mixed, 12 months: Penn", analysis, kept: false, from: 3.2, to: 0.6, courses,
        \.legsSpasms, .legsSpasms),
      .init(
        what: "who responds to a screening dose", source: analysis, isKept: false,
        published: "92 %", value: .number(0.92), model: responding,
        shown: String(format: "%.0f %%", responding * 100)),
      .init(
        what: "dosage creep from month 1 to 4", source: analysis, isKept: true,
        published: "about 15 % a month", value: .number(0.15), model: creep,
        shown: String(format: "%.1f %% a month", creep * 100)),
      .init(
        what: "month from which the dose rises by less than a tenth a year", source: "Heetla 2009",
        isKept: false, published: "18", value: .number(18), model: Double(plateau),
        shown: "\(plateau)"),
      .init(
        what: "dose from month 19 on", source: "Heetla 2009", isKept: false,
        published: "350 mcg/day", value: .number(350), model: steady,
        shown: String(format: "%.0f mcg/day", steady)),
      .init(
        what: "tolerant: more than 100 mcg a year, from month 18 on", source: "Heetla 2009",
        isKept: false, published: "22 %", value: .number(0.22), model: share,
        shown: String(format: "%.0f %%", share * 100)),
    ] + (await withdrawals(courses.map(\.patient)))
  }

  /// What a sudden stop does to who was treated for three years, by hours.
  private func withdrawals(_ treated: [VirtualPatient]) async -> [PublishedRow] {
    struct Course {
      var first: Double?
      var severe: Double?
      var worst: Double
    }
    let courses = treated.map { patient -> Course in
      var patient = patient
      var course = Course(worst: 0)
      var most = Picograms.zero
      for hour in 1...120 {
        patient.advance(to: patient.now.after(.hours(1)))
        let grade = patient.reading.withdrawal
        if grade > .none, course.first == nil { course.first = Double(hour) }
        if grade == .rhabdomyolysis, course.severe == nil { course.severe = Double(hour) }
        if patient.missing > most { (most, course.worst) = (patient.missing, Double(hour)) }
      }
      return course
    }
    let coffey = "Coffey 2002"
    let felt = courses.filter { $0.first != nil }
    let severe = courses.compactMap(\.severe)
    let share = Double(severe.count) / Double(courses.count)
    let worst = median(felt.map(\.worst))
    let onset = severe.isEmpty ? 0 : median(severe)
    return [
      .init(
        what: "withdrawal after a stop: worst after, median", source: coffey, isKept: false,
        published: "24-72 h", value: .range(24, 72), model: worst,
        shown: String(format: "%.0f h", worst)),
      .init(
        what: "rhabdomyolysis after a stop: begins after, median", source: coffey, isKept: true,
        published: "24-72 h", value: .range(24, 72), model: onset,
        shown: String(format: "%.0f h", onset)),
      .init(
        what: "who comes to rhabdomyolysis after a stop", source: coffey, isKept: false,
        published: "3-5 %", value: .range(0.03, 0.05), model: share,
        shown: String(format: "%.1f %%", share * 100)),
    ]
  }

  func children() async throws -> [PublishedRow] {
    let courses = await treat(
      try Cohort(seed: seed, Cohort.children, legs: 370, arms: 320, spasms: [120, 120]), months: 12)
    let dose = mean(courses.map { $0.months[11].dose })
    return [
      .init(
        what: "children, 12 months: dose", source: "label texts", isKept: false,
        published: "274 mcg/day", value: .number(274), model: dose,
        shown: String(format: "%.0f mcg/day", dose))
    ]
  }

  func overdoses(_ cohort: Cohort) async -> [PublishedRow] {
    let doses: [UInt64] = [10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500]
    let drowsy = await cohort.each { profile in
      doses.first { dose in
        var patient = VirtualPatient(profile, at: .zero)
        patient.receive(.mcg(dose))
        return (0..<12).contains { _ in
          patient.advance(to: patient.now.after(.hours(1)))
          return patient.reading.drowsiness > .awake
        }
      }
    }
    let least = Double(drowsy.compactMap(\.self).min() ?? 0)
    let comas = await cohort.each { profile in
      var patient = VirtualPatient(profile, at: .zero)
      patient.receive(.mcg(2_400))
      return (1...120).filter { _ in
        patient.advance(to: patient.now.after(.hours(1)))
        return patient.reading.drowsiness == .coma
      }.count
    }
    let longest = Double(comas.max() ?? 0)
    let effective = await cohort.each { Titration($0).effective }.compactMap(\.self)
    let typical = median(effective.map { Double($0) })
    return [
      .init(
        what: "least bolus that makes anybody drowsy", source: "case reports",
        isKept: false, published: "25 mcg", value: .number(25), model: least,
        shown: String(format: "%.0f mcg", least)),
      .init(
        what: "longest coma after a bolus of 2,400 mcg", source: "case reports", isKept: true,
        published: "up to 72 h", value: .range(1, 72), model: longest,
        shown: String(format: "%.0f h", longest)),
      .init(
        what: "screening dose that does enough: median", source: "Heetla 2016 (PMC4693571)",
        isKept: true, published: "50-100 mcg", value: .range(50, 100), model: typical,
        shown: String(format: "%.0f mcg", typical)),
    ]
  }
}
