import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// What all pumps of a patient together were programmed to give.
@Suite(.limited)
struct DoseTrendTests {
  private typealias Event = DoseTrend.Event
  private typealias Step = DoseTrend.Step

  @Test func `before anything was programmed nothing is told`() {
    let trend = DoseTrend([Event(at: 5, pump: "A", .resumed), Event(at: 9, pump: "A", .stopped)])
    #expect(trend.steps == [] && trend.dose(at: 100) == nil)
  }

  @Test func `a stop is nothing, and resuming is what was programmed last`() {
    let trend = DoseTrend([
      Event(at: 10, pump: "A", .programme(nanogramsPerDay: 100, drug: "baclofen")),
      Event(at: 20, pump: "A", .stopped),
      Event(at: 30, pump: "A", .programme(nanogramsPerDay: 120, drug: "baclofen")),
      Event(at: 40, pump: "A", .resumed),
      Event(at: 50, pump: "A", .programme(nanogramsPerDay: 120, drug: "baclofen")),
    ])
    #expect(
      trend.steps == [
        Step(at: 10, nanogramsPerDay: 100), Step(at: 20, nanogramsPerDay: 0),
        Step(at: 40, nanogramsPerDay: 120),
      ])
    #expect(trend.dose(at: 9) == nil && trend.dose(at: 10) == 100 && trend.dose(at: 19) == 100)
    #expect(trend.dose(at: 39) == 0 && trend.dose(at: .max) == 120)
  }

  @Test func `two pumps give what both give, until one is out`() {
    let trend = DoseTrend([
      Event(at: 10, pump: "A", .programme(nanogramsPerDay: 100, drug: "baclofen")),
      Event(at: 20, pump: "B", .programme(nanogramsPerDay: 90, drug: "baclofen")),
      Event(at: 20, pump: "A", .programme(nanogramsPerDay: 10, drug: "baclofen")),
      Event(at: 30, pump: "A", .explanted),
    ])
    #expect(trend.steps.map(\.at) == [10, 30])
    #expect(trend.dose(at: 20) == 100 && trend.dose(at: 29) == 100 && trend.dose(at: 30) == 90)
  }

  @Test func `another drug in place of the old one is a course of its own`() {
    let trend = DoseTrend([
      Event(at: 10, pump: "A", .programme(nanogramsPerDay: 100, drug: "baclofen")),
      Event(at: 20, pump: "A", .programme(nanogramsPerDay: 900, drug: "morphine")),
      Event(at: 30, pump: "A", .stopped),
      Event(at: 40, pump: "A", .programme(nanogramsPerDay: 50, drug: "baclofen")),
      Event(at: 50, pump: "A", .resumed),
    ])
    #expect(trend.courses.map(\.drug) == ["baclofen", "morphine"])
    #expect(trend.courses[0].steps.map(\.at) == [10, 20, 50])
    #expect(trend.courses[0].steps.map(\.nanogramsPerDay) == [100, 0, 50])
    #expect(trend.courses[1].steps.map(\.at) == [20, 30])
    #expect(trend.courses[1].steps.map(\.nanogramsPerDay) == [900, 0])
    #expect(trend.doses(at: 9) == nil && trend.doses(at: 35)?.isEmpty == true)
    #expect(trend.doses(at: 25)?.map(\.drug) == ["morphine"])
    #expect(trend.doses(at: 60)?.map(\.nanogramsPerDay) == [50])
  }

  @Test func `a trend is the sum of the trends of its pumps at every moment`() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<200 {
      var time: UInt64 = 1
      let events = (0..<Int.random(in: 1...30, using: &random)).map { _ in
        time += UInt64.random(in: 0...2, using: &random)
        let change: DoseTrend.Change =
          switch Int.random(in: 0..<5, using: &random) {
          case 0: .stopped
          case 1: .resumed
          case 2: .explanted
          case _:
            .programme(
              nanogramsPerDay: .random(in: 1...3, using: &random),
              drug: Bool.random(using: &random) ? "baclofen" : "morphine")
          }
        return Event(at: time, pump: Bool.random(using: &random) ? "A" : "B", change)
      }
      let whole = DoseTrend(events)
      let parts = ["A", "B"].map { name in DoseTrend(events.filter { $0.pump == name }) }
      for moment in 0...(time + 1) {
        for drug in ["baclofen", "morphine"] {
          let sum = parts.reduce(0) { $0 + ($1.dose(of: drug, at: moment) ?? 0) }
          let all = whole.dose(of: drug, at: moment) ?? 0
          #expect(all == sum, "\(events) at \(moment)")
        }
      }
      for course in whole.courses {
        #expect(zip(course.steps, course.steps.dropFirst()).allSatisfy { $0.at < $1.at })
      }
    }
  }
}

extension DoseTrend {
  fileprivate var steps: [Step] { courses.first?.steps ?? [] }

  fileprivate func dose(of drug: String = "baclofen", at time: UInt64) -> UInt64? {
    courses.first { $0.drug == drug }?.dose(at: time)
  }
}
