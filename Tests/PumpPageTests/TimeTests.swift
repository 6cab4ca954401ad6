import Quantities
import TestLimits
import Testing

@testable import PumpPage

/// Going back and forth along a life.
@Suite(.limited)
struct TimeTests {
  @Test func `a moment of the past is as it was, and nothing can be done in it`() {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.interrogate()
    let then = visitor.page.scene.life.now.therapy
    let words = visitor.words("truth")
    visitor.letPass("9 days")
    visitor.interrogate()
    #expect(visitor.words("truth") != words)
    visitor.page.act("time/seek\nat=\(then.rawValue)")
    #expect(visitor.words("truth") == words)
    #expect(visitor.page.value["past"] == .flag(true))
    visitor.page.act("clinician/emergency")
    visitor.page.pass(1000)
    #expect(visitor.words("truth") == words)
    visitor.page.act("time/live")
    #expect(visitor.page.scene.life.now.therapy > then)
    #expect(visitor.page.value["past"] == .flag(false))
  }

  @Test func `who goes on from the past has the same life again`() {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.letPass("3 days")
    let middle = visitor.page.scene.life.now.therapy
    let words = visitor.words("truth")
    visitor.letPass("4 days")
    let end = visitor.words("truth")
    visitor.page.act("time/seek\nat=\(middle.rawValue)")
    visitor.press("Go on from here; what came after is gone", of: "time", lasting: 0)
    #expect(visitor.words("truth") == words)
    visitor.letPass("4 days")
    #expect(visitor.words("truth") == end)
  }

  @Test func `a link gives the same moment, with all that was done`() throws {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.interrogate()
    visitor.open("A steady dose", under: "Adjust the therapy")
    visitor.type("120 mcg/day", in: "dose")
    visitor.press("Show what it would do")
    visitor.press("Yes, do it")
    visitor.letPass("2 days")
    let fragment = try #require(visitor.page.value["fragment"]?.text)
    let again = Visitor(fragment)
    #expect(again.page.value["problem"] == .null)
    #expect(again.words("truth") == visitor.words("truth"))
    #expect(again.words("clinician") == visitor.words("clinician"))
  }

  @Test(arguments: ["scenario=none", "seed=x", "t=1e9", "do=5~%zz;", "nonsense"])
  func `a broken address is said, and the page begins`(fragment: String) {
    let visitor = Visitor(fragment)
    #expect(visitor.page.value["problem"]?.text?.isEmpty == false)
    #expect(!visitor.nodes("clinician").isEmpty)
  }

  @Test func `another life can be begun, and the one before is gone`() {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.letPass("3 days")
    visitor.choose("refill", in: "scenario", of: "bench")
    visitor.press("Begin anew; this life is gone", of: "bench", lasting: 0)
    #expect(visitor.words("truth") == Visitor("scenario=refill&seed=7").words("truth"))
    #expect(visitor.page.value["title"]?.text == Scenario.refill.title)
  }

  @Test func `what was kept is gone on with, and what is of another version is said`() throws {
    var visitor = Visitor("scenario=home&seed=5")
    visitor.letPass("3 days")
    let kept = visitor.page.kept()
    #expect(!kept.isEmpty && visitor.page.kept().isEmpty, "nothing is new")
    let again = Visitor()
    again.page.restore(String(decoding: kept, as: UTF8.self))
    #expect(again.words("truth") == visitor.words("truth"))
    again.page.restore("pumplink-page 9\nlife=scenario=implant")
    #expect(again.page.value["problem"]?.text?.contains("another version") == true)
    #expect(again.words("truth") == visitor.words("truth"))
  }

  @Test func `how time is cut into frames makes no difference`() {
    var coarse = Visitor("scenario=implant&seed=9")
    var fine = Visitor("scenario=implant&seed=9")
    for visitor in [coarse, fine] { visitor.page.act("bench/typed\npace=day") }
    for _ in 0..<3 { coarse.page.pass(1000) }
    for _ in 0..<300 { fine.page.pass(10) }
    #expect(coarse.words("truth") == fine.words("truth"))
    coarse.wait(0)
    fine.wait(0)
  }

  @Test func `the days of a course are counted as those of the line of time are`() {
    var visitor = Visitor("scenario=home&seed=7&t=864000000")
    visitor.wait(50)
    #expect(visitor.words("time").contains("day 11, "))
    let truth = visitor.words("truth")
    #expect(truth.contains("\"day 1\"") && !truth.contains("\"day 0\""), "\(truth)")
  }
}
