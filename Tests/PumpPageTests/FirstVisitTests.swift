import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpPage

/// What somebody does who has never heard of it: a pump is told what it has to know, fills its
/// path, and is raised until the legs are soft.
@Suite(.limited)
struct FirstVisitTests {
  @Test func `a first visit, from never set to a dose that flows`() {
    var visitor = Visitor()
    visitor.interrogate()
    #expect(visitor.words("clinician").contains("Next: the pump's clock"))
    Self.implant(&visitor)
    #expect(visitor.title.hasPrefix("Done"), "\(visitor.words("clinician"))")
    visitor.interrogate()
    #expect(visitor.words("clinician").contains("simple continuous"))
  }

  static func implant(_ visitor: inout Visitor) {
    visitor.press("The pump's clock")
    visitor.press("Show what it would do")
    visitor.press("Yes, do it")
    visitor.interrogate()
    visitor.press("The catheter")
    visitor.type("60 cm", in: "implanted")
    visitor.type("30 cm", in: "cut")
    visitor.type("T10", in: "tip")
    visitor.press("Show what it would do")
    visitor.press("Yes, do it")
    visitor.interrogate()
    visitor.press("Fill the path (prime)")
    visitor.press("Show what it would do")
    visitor.press("Yes, do it")
    visitor.letPass("1 h")
    visitor.interrogate()
    visitor.press("A steady dose")
    visitor.type("50 mcg/day", in: "dose")
    visitor.press("Show what it would do")
    if visitor.words("clinician").contains("Confirm this total") {
      let total = FirstVisitTests.total(visitor)
      visitor.type(total, in: "total")
      visitor.press("Confirm this total")
    } else {
      visitor.press("Yes, do it")
    }
  }

  /// The most in any 24 h, as the screen shows it.
  static func total(_ visitor: Visitor) -> String {
    for node in visitor.nodes("clinician") {
      guard case .list(let rows)? = node["rows"] else { continue }
      for row in rows where row["label"] == .text("most in 24 h") {
        return row["new"]?.text ?? ""
      }
    }
    return ""
  }

  @Test func `the dose is raised until the legs are soft for three days`() throws {
    var visitor = Visitor()
    visitor.interrogate()
    Self.implant(&visitor)
    var dose = 50
    var soft = 0
    for _ in 0..<40 where soft < 3 {
      visitor.letPass("1 days")
      let legs = try #require(visitor.page.scene.life.pump.world.body?.patient?.present.reading)
      soft = legs.legsTone <= 200 ? soft + 1 : 0
      #expect(legs.drowsiness == .awake, "at \(dose) mcg/day")
      guard legs.legsTone > 200 else { continue }
      dose += max(5, dose / 5)
      visitor.interrogate()
      visitor.open("A steady dose", under: "Adjust the therapy")
      visitor.type("\(dose) mcg/day", in: "dose")
      visitor.press("Show what it would do")
      #expect(visitor.words("clinician").contains("Yes, do it"), "at \(dose) mcg/day")
      visitor.press("Yes, do it")
      #expect(visitor.title == "Done", "\(visitor.words("clinician"))")
    }
    #expect(soft == 3, "the legs stayed stiff at \(dose) mcg/day")
  }

  @Test func `a slip of a key is stopped, and nothing but the total gives it`() {
    var visitor = Visitor("scenario=home&seed=3")
    visitor.interrogate()
    visitor.open("A steady dose", under: "Adjust the therapy")
    visitor.type("1200 mcg/day", in: "dose")
    visitor.press("Show what it would do")
    #expect(visitor.title == "Not done", "beyond the drug profile: \(visitor.words("clinician"))")
    visitor.interrogate()
    visitor.open("A steady dose", under: "Adjust the therapy")
    visitor.type("900 mcg/day", in: "dose")
    visitor.press("Show what it would do")
    #expect(visitor.words("clinician").contains("Confirm this total"))
    visitor.page.act("clinician/yes")
    visitor.wait(3000)
    visitor.type("90 mcg", in: "total")
    visitor.press("Confirm this total")
    #expect(visitor.words("clinician").contains("not the most that any 24 h will hold"))
    visitor.press("No, change nothing")
    visitor.interrogate()
    #expect(visitor.words("clinician").contains("100 mcg/day"))
  }

  @Test(arguments: ["torn-out", "answer-lost", "order-lost", "order-twice"])
  func `whatever happens to the line, what is told is so`(mishap: String) {
    var visitor = Visitor("scenario=home&seed=3")
    visitor.interrogate()
    visitor.open("A steady dose", under: "Adjust the therapy")
    visitor.type("110 mcg/day", in: "dose")
    visitor.press("Show what it would do")
    visitor.choose(mishap, in: "mishap", of: "bench")
    visitor.press("Yes, do it", lasting: 30_000)
    let pump = visitor.page.scene.life.pump.firmware.state.therapy
    let isDone = pump == .simpleContinuous(DoseRate(nanogramsPerDay: 110_000) ?? .zero)
    switch visitor.title {
    case "Done": #expect(isDone)
    case "Not done": #expect(!isDone)
    case "Unknown": #expect(mishap == "torn-out")
    default: Issue.record("\(visitor.title): \(visitor.words("clinician"))")
    }
    if mishap == "torn-out" {
      #expect(visitor.title == "Unknown")
      visitor.press("Plug the cable in", of: "bench")
      visitor.interrogate()
      #expect(!visitor.page.scene.life.clinician.isUnsettled)
      #expect(visitor.words("clinician").contains("110 mcg/day"))
    }
  }
}
