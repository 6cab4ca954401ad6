import ClinicSupport
import Foundation
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The page as a whole: well-formed, complete by itself, and right in its numbers.
@Suite(.limited)
struct ReportPageTests {
  private func page(_ change: (inout ReportFacts) -> Void = { _ in }) -> String {
    var facts = ReportLab.facts()
    change(&facts)
    return ReportPage(facts: facts).text
  }

  @Test func `the page is well-formed, with and without a bench's record, and when all is empty`() {
    for text in [
      page(), page { $0.truth = ReportLab.truth }, page { $0.log = LogCollection() },
      ReportPage(facts: ReportFacts(now: LogLab.interrogation(), therapy: LogLab.therapy(1))).text,
    ] {
      let reader = PageReader(text)
      #expect(reader.isWellFormed)
      #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
      #expect(!text.contains("nan") && !text.contains("inf,"), "no coordinate is lost")
    }
  }

  @Test func `the page needs no other file and runs nothing`() {
    let text = page { $0.truth = ReportLab.truth }
    let reader = PageReader(text)
    for word in ["src=", "href=", "url(", "@import", "<script", "javascript:"] {
      #expect(!text.contains(word), "\(word)")
    }
    // The only address is the name of the drawings' language, which nobody fetches.
    let addresses = text.split(separator: "http").dropFirst()
    #expect(addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg\"") })
    #expect(reader.all("style").count == 1)
  }

  @Test func `what people type is text and nothing else`() {
    let text = page { $0.patient = "<script>alert('&\"')</script>\u{7}" }
    #expect(PageReader(text).isWellFormed)
    #expect(!text.contains("<script>"))
    #expect(text.contains("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;\\u{7}"))
    #expect(PageReader(page()).words.contains("J. <D.> & \"ward 4\""))
  }

  @Test func `the numbers are the pump's`() {
    let words = PageReader(page { $0.truth = ReportLab.truth }).words
    for part in [
      "PL40-SAMPLE", "baclofen 2000 mcg/mL", "216 mcg", "190 mcg on the smallest",
      "13.000 mL of 40 mL", "18.000 mL on 2026-02-15", "5 mcg over 10 min every 6 h",
      "the bridge took 16.3 h", "motor stall", "16 mcg not delivered",
    ] {
      #expect(words.contains(part), "\(part)")
    }
    #expect(!words.contains("STOPPED"))
  }

  @Test func `an alarm date is where the pump says it will be`() {
    // 90 days and 3 h after the first of January, 08:00; then 100 and 120 days more.
    let facts = ReportLab.facts()
    #expect(facts.day(Double(facts.seconds)) == "2026-04-01")
    #expect(ReservoirFigure(facts: facts).lowAlarm.map(facts.day) == "2026-07-10")
    #expect(page().contains("sounds on 2026-07-10, and empty on 2026-07-30"))
    let never = page { $0.foretold = .nothing }
    #expect(never.contains("is not reached at this rate"))
    let reached = page {
      var now = $0.now
      now.status.alarms.insert(.lowReservoir)
      $0 = ReportFacts(now: now, therapy: $0.therapy)
    }
    #expect(reached.contains("at or below the alarm at"))
    #expect(PageReader(never).isWellFormed)
  }

  @Test func `what must not be overlooked stands first`() {
    var facts = ReportLab.facts()
    var now = facts.now
    now.status.flags.isStopped = true
    now.status.alarms.insert(.motorStall)
    var stopped = ReportFacts(now: now, therapy: facts.therapy)
    stopped.log = facts.log
    stopped.log.findings = [.brokenChain(9)]
    let words = PageReader(ReportPage(facts: stopped).text).words
    for part in [
      "STOPPED: the patient", "Critical alarm, motor stall", "log does not hold: entry 9",
    ] {
      #expect(words.contains(part), "\(part)")
    }
    facts.log.findings = [.missing(1...5)]
    #expect(!ReportPage(facts: facts).text.contains("does not hold"))
  }

  @Test func `every drawing has its axes, units and words, and stays on its sheet`() {
    let reader = PageReader(page { $0.truth = ReportLab.truth })
    let drawings = reader.all("svg")
    #expect(drawings.count == 10, "each in two layouts")
    #expect(drawings.allSatisfy { $0["aria-label"]?.isEmpty == false })
    for unit in ["mcg/day", "reservoir, mL", "mL/day", "error of delivery, %", "time of day"] {
      #expect(reader.words.contains(unit), "\(unit)")
    }
    for shape in reader.all("polyline") {
      for point in shape["points", default: ""].split(separator: " ") {
        let numbers = point.split(separator: ",").compactMap { Double($0) }
        #expect(numbers.count == 2 && (0...720).contains(numbers[0]), "\(point)")
        #expect((0...300).contains(numbers.last ?? -1), "\(point)")
      }
    }
    for bar in reader.all("rect") {
      #expect((Double(bar["height"] ?? "") ?? -1) >= 0 && (Double(bar["width"] ?? "") ?? -1) > 0)
    }
    for word in reader.all("text") {
      #expect((0...720).contains(Double(word["x"] ?? "") ?? -1))
    }
  }

  @Test func `a report is written whole, and replaces nothing unless it is told to`() throws {
    let lab = try ArchiveLab()
    let path = lab.directory + "/visit.html"
    let writer = try ReportWriter(path, isForced: false)
    try writer.write("one")
    let error = #expect(throws: ProgrammerError.self) { try write("two", path, isForced: false) }
    #expect(error?.exitStatus == .usage)
    // What came meanwhile is not replaced either.
    #expect(throws: ProgrammerError.self) { try writer.write("two") }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one")
    try write("two", path, isForced: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
    #expect(try FileManager.default.contentsOfDirectory(atPath: lab.directory) == ["visit.html"])
    for (place, isForced) in [(lab.directory, true), (lab.directory + "/no/where.html", false)] {
      let error = #expect(throws: ProgrammerError.self) {
        try write("x", place, isForced: isForced)
      }
      #expect(error?.exitStatus == .usage)
    }
  }

  private func write(_ text: String, _ path: String, isForced: Bool) throws {
    try ReportWriter(path, isForced: isForced).write(text)
  }
}
