import Clinic
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpPage

/// What must hold in a life, looked at as it goes on.
@Suite(.limited)
struct LifeWatchTests {
  @Test(arguments: Scenario.allCases)
  func `it holds through visits and weeks`(scenario: Scenario) {
    var visitor = Visitor("scenario=\(scenario.rawValue)&seed=11")
    visitor.interrogate()
    if scenario == .implant { FirstVisitTests.implant(&visitor) }
    for _ in 0..<4 {
      visitor.letPass("9 days")
      visitor.interrogate()
      visitor.press("Report of this visit")
      visitor.page.act("clinician/back")
      visitor.press("Look at my pump", of: "patient")
    }
    #expect(visitor.page.scene.life.watch.breaches == [])
    let words = visitor.words("truth")
    for invariant in LifeWatch.looked {
      #expect(words.contains("\(invariant.rawValue) holds. "))
    }
  }

  @Test(arguments: ["torn-out", "answer-lost", "order-lost", "order-twice"])
  func `it holds whatever happens to the line`(mishap: String) {
    var visitor = Visitor("scenario=home&seed=3")
    visitor.interrogate()
    visitor.open("A single bolus", under: "Everything else")
    visitor.type("20 mcg", in: "dose")
    visitor.type("10 min", in: "duration")
    visitor.press("Show what it would do")
    visitor.choose(mishap, in: "mishap", of: "bench")
    visitor.press("Yes, do it", lasting: 30_000)
    if mishap == "torn-out" { visitor.press("Plug the cable in", of: "bench") }
    visitor.interrogate()
    visitor.letPass("2 days")
    #expect(visitor.page.scene.life.watch.breaches == [])
  }

  @Test func `it holds whatever fails in the pump but its memory`() {
    for unit in FaultUnit.allCases where unit != .memory {
      for kind in FaultKind.allCases where Fault.isSupported(unit: unit, kind: kind) {
        var visitor = Visitor("scenario=home&seed=4")
        visitor.choose("\(unit.name) \(kind.name)", in: "fault", of: "bench")
        visitor.press("Let it fail", of: "bench", lasting: 0)
        for _ in 0..<5 { visitor.letPass("13 h") }
        // One that needs a value has not begun; one that is over at once has happened.
        if visitor.words("bench").contains("Mend everything") {
          visitor.press("Mend everything", of: "bench", lasting: 0)
        }
        visitor.press("Take the pump's power away", of: "bench", lasting: 0)
        visitor.letPass("2 h")
        visitor.press("Give it power", of: "bench", lasting: 0)
        visitor.letPass("1 days")
        #expect(
          visitor.page.scene.life.watch.breaches == [], "\(unit.name) \(kind.name)")
      }
    }
  }

  @Test func `an order that the log has twice is found, and stays found`() throws {
    let visitor = Visitor("scenario=home&seed=3")
    func entry(_ sequence: UInt32) -> LogEntry {
      LogEntry(
        sequence: sequence, therapySeconds: 9, kind: .order,
        detail: RequestType.startBolus.rawValue, short: 7, number: 99)
    }
    var watch = LifeWatch()
    watch.note(entry(5), at: TherapyTime(rawValue: 1000))
    watch.note(entry(5), at: TherapyTime(rawValue: 2000))
    #expect(watch.breaches == [], "it came into its place once more")
    watch.note(entry(6), at: TherapyTime(rawValue: 3000))
    watch.note(entry(8), at: TherapyTime(rawValue: 4000))
    let breach = try #require(watch.breach(of: .once))
    #expect(breach.time == TherapyTime(rawValue: 3000) && watch.breaches.count == 1)
    visitor.page.scene.life.watch = watch
    #expect(visitor.words("truth").contains("3 does NOT hold since day 1, 08:00"))
  }

  @Test func `a handheld that says what is not so is found`() {
    let visitor = Visitor("scenario=home&seed=3")
    let command = AppliedCommand(session: 99, request: 7)
    let entry = LogEntry(
      sequence: 5, therapySeconds: 9, kind: .order, short: 7, number: 99)
    for (fate, isCarried, holds) in [
      (.done, true, true), (.done, false, false), (.notDone, true, false), (.notDone, false, true),
      (.refused, true, false), (.unknown, true, true), (.unknown, false, true),
    ] as [(OrderFate, Bool, Bool)] {
      var watch = LifeWatch()
      if isCarried { watch.note(entry, at: .zero) }
      watch.note(
        Handheld.Belief(command: command, fate: fate), &visitor.page.scene.life.pump, at: .zero)
      #expect((watch.breach(of: .belief) == nil) == holds, "\(fate), \(isCarried)")
    }
  }
}
