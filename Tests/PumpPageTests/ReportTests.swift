import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpPage

/// The report of a visit, for the record.
@Suite(.limited)
struct ReportTests {
  private static func raise(_ visitor: inout Visitor, to dose: String) {
    visitor.open("A steady dose", under: "Adjust the therapy")
    visitor.type(dose, in: "dose")
    visitor.press("Show what it would do")
    visitor.press("Yes, do it")
  }

  /// What stands in a row of the comparison of what was found with what is left.
  private static func row(_ label: String, _ visitor: Visitor) -> (found: String, left: String)? {
    for node in visitor.nodes("clinician") where node["t"] == .text("compare") {
      guard case .list(let rows)? = node["rows"],
        let row = rows.first(where: { $0["label"] == .text(label) })
      else { continue }
      return (row["now"]?.text ?? "", row["new"]?.text ?? "")
    }
    return nil
  }

  /// The events that are listed, each as its cells.
  private static func events(_ visitor: Visitor) -> [[String]] {
    for node in visitor.nodes("clinician") where node["t"] == .text("table") {
      guard node["caption"]?.text?.hasPrefix("Events") == true, case .list(let rows)? = node["rows"]
      else { continue }
      return rows.map { row in
        guard case .list(let cells) = row else { return [] }
        return cells.map { $0.text ?? "" }
      }
    }
    return []
  }

  @Test func `after an update it has the old therapy, the new one and what was said`() throws {
    var visitor = Visitor("scenario=home&seed=3")
    visitor.interrogate()
    Self.raise(&visitor, to: "110 mcg/day")
    visitor.press("Report of this visit")
    #expect(visitor.title == "Report of this visit")
    let total = try #require(Self.row("24-h total", visitor))
    #expect(total.found == "100 mcg" && total.left == "110 mcg")
    let reservoir = try #require(Self.row("reservoir", visitor))
    #expect(reservoir.found.hasSuffix("of 40 mL") && reservoir.left.hasSuffix("of 40 mL"))
    #expect(Self.row("refill by", visitor) != nil && Self.row("alarms", visitor)?.left == "none")
    let words = visitor.words("clinician")
    #expect(words.contains("Done: ") && words.contains("programmes since implant"))
    #expect(words.contains(visitor.page.scene.life.serial.string))
    #expect(Self.events(visitor).contains { $0[2].contains("110 mcg") }, "\(words)")
    visitor.page.act("clinician/back")
    #expect(visitor.words("clinician").contains("What do you want to do?"))
  }

  @Test func `what the log says is of the time since the visit before`() throws {
    var visitor = Visitor("scenario=home&seed=3")
    visitor.interrogate()
    visitor.press("Report of this visit")
    #expect(visitor.words("clinician").contains("knows of no visit before"))
    #expect(visitor.words("clinician").contains("Nothing was ordered in this visit"))
    let before = Self.events(visitor)
    #expect(!before.isEmpty)
    visitor.page.act("clinician/back")
    visitor.letPass("2 days")
    visitor.interrogate()
    Self.raise(&visitor, to: "120 mcg/day")
    #expect(visitor.title == "Done")
    visitor.letPass("3 days")
    visitor.interrogate()
    visitor.press("Report of this visit")
    #expect(visitor.words("clinician").contains("That visit ended on"))
    let since = Self.events(visitor)
    let newest = try #require(before.first.flatMap { UInt32($0[0]) })
    #expect(since.allSatisfy { UInt32($0[0]).map { $0 > newest } ?? false }, "\(since)")
    // Found and left are of the third visit, in which nothing was ordered.
    #expect(Self.row("24-h total", visitor)?.found == "120 mcg")
    #expect(visitor.words("clinician").contains("Nothing was ordered in this visit"))
  }

  @Test func `an alarm stands at the top, and in the log`() {
    var visitor = Visitor("scenario=home&seed=3")
    visitor.choose("motor stall", in: "fault", of: "bench")
    visitor.press("Let it fail", of: "bench", lasting: 0)
    visitor.letPass("2 days")
    visitor.interrogate()
    visitor.press("Report of this visit")
    let words = visitor.words("clinician")
    #expect(words.contains("larm, "), "\(words)")
    #expect(words.contains("Alarms, the newest first"), "\(words)")
    #expect(!words.contains("There is none in what was read of it."))
  }

  @Test func `without the line there is no report, and that is said`() {
    var visitor = Visitor("scenario=home&seed=3")
    visitor.interrogate()
    visitor.press("Report of this visit", lasting: 0)
    visitor.press("Pull the cable out", of: "bench", lasting: 60_000)
    #expect(visitor.title != "Report of this visit")
    #expect(visitor.words("clinician").contains("Interrogate the pump"))
    visitor.press("Plug the cable in", of: "bench")
    visitor.interrogate()
    visitor.press("Report of this visit")
    #expect(visitor.title == "Report of this visit")
  }
}
