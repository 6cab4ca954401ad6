import Clinic
import Foundation
import TestLimits
import Testing

@testable import Handheld

/// The time by which a report shows doses and findings beside each other.
@Suite(.limited)
struct TrendClockTests {
  private static func programme(at moment: String, pumpClock: String?) -> HistoryRow {
    var ordered = HistoryRow.Ordered(what: "therapy", fate: .done, evidence: .answer)
    ordered.nanogramsPerDay = 210_500
    var row = HistoryRow(patient: "A", pump: "PL40-SAMPLE", at: moment, .order(ordered))
    row.pumpClock = pumpClock
    return row
  }

  private static func found(at moment: String, pumpClock: String?) -> HistoryRow {
    var findings = Findings()
    findings.pennSpasms = 2
    var row = HistoryRow(patient: "A", pump: nil, at: moment, .found(findings))
    row.pumpClock = pumpClock
    return row
  }

  @Test func `it is the pump's clock, whose years may pass in a minute, else the computer's`()
    throws
  {
    let lab = try ArchiveLab()
    let archive = try Archive(at: lab.path)
    let patient = try archive.addPatient("A", PatientChange())
    let trend = PatientTrend(
      patient: patient, devices: [],
      rows: [
        Self.programme(at: "2024-03-01T08:00:00.000Z", pumpClock: "2031-05-06T07:08:09"),
        Self.found(at: "2024-03-01T08:00:01.000Z", pumpClock: "2031-06-07T09:00:00"),
        Self.found(at: "2024-03-01T08:00:02.000Z", pumpClock: nil),
      ])
    #expect(
      trend.dose.courses.first?.steps.first?.at == PatientTrend.milliseconds("2031-05-06T07:08:09"))
    var facts = ReportLab.facts()
    facts.trend = trend
    let page = PageReader(ReportPage(facts: facts).text)
    #expect(page.isWellFormed)
    let words = page.words.replacing("\u{A0}", with: " ")
    let places = ["2031-06-07 09:00", "2031-05-06 07:08", "2024-03-01 08:00 UTC"].map { moment in
      words.range(of: moment)?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil }, "\(words)")
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted(), "the newest first")
  }
}
