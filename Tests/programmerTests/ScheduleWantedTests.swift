import ClinicSupport
import Foundation
import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import programmer

/// A week as it was typed or read from a file, and the plans it becomes.
@Suite(.limited)
struct ScheduleWantedTests {
  private func file(_ text: String) throws -> ScheduleWanted {
    try ScheduleFile.parse(text, path: "week.yaml")
  }

  @Test func `the example of the help is a schedule`() throws {
    let schedule = try file(ScheduleFile.example)
    #expect(schedule.plans.map(\.plan) == [Samples.workday, Samples.sunday])
    #expect(schedule.covered == .everyDay)
    #expect(schedule.periodic?.first == .at(480))
    let numbered = try schedule.numbered(keeping: nil)
    #expect(numbered.week == Samples.week)
    #expect(
      numbered.plans
        == [StageDayPlan(.plan1, Samples.workday), StageDayPlan(.plan2, Samples.sunday)])
  }

  @Test(
    arguments: [
      ("weekdays:\n  - 00:00 100 mcg/day\n  - 06:00 150\n", ":3: “150”", "no unit"),
      ("weekdays:\n  - 00:00 100 mcg/day\n  - 24:00 150 mcg/day\n", ":3: ", "end of a day"),
      ("moon:\n  - 00:00 100 mcg/day\n", ":1: ", "no days"),
      ("mon:\n  - 00:00 1 mcg/day\nmon-tue:\n  - 00:00 2 mcg/day\n", ":3: ", "Monday is in two"),
      ("mon: 00:00 100 mcg/day\n", ":1: ", "no list of steps"),
      ("mon:\n  - 06:00 100 mcg/day\n", ":1: ", "first step begins at 06:00"),
      ("mon:\n  -\n    - 00:00 1 mcg/day\n", ":3: ", "this is no step"),
      ("mon: []\n", ":1: ", "needs a step"),
      ("periodic:\n  - x\n", ":2: ", "not a single value"),
      ("", ":1: ", "has days and their steps"),
      ("periodic: 25 mcg every 6 h\n", ":1: ", "no periodic bolus"), ("- a\n", ":1: ", "a key"),
      ("mon: [\n", ":2: ", "no YAML"), ("a: 1\na: 2\n", ":1: ", "more than one a"),
      ("periodic: x\n!b periodic: y\n", ":2: ", "more than one periodic"),
      (
        "mon:\n" + (0..<14).map { "  - \($0):00 1 mcg/day\n" }.joined(), ":1: ", "at most 13"
      ),
    ])
  func `a file with a mistake is refused with its line`(text: String, line: String, words: String) {
    let error = #expect(throws: ProgrammerError.self) { try file(text) }
    #expect(error?.exitStatus == .data)
    #expect(error?.message.hasPrefix("week.yaml\(line)") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.hasSuffix("Nothing was sent") == true)
  }

  @Test(arguments: ["/nowhere/at/all.yaml", "/tmp"])
  func `a file that is not there is refused`(path: String) {
    let error = #expect(throws: ProgrammerError.self) { try ScheduleFile.read(path) }
    #expect(error?.exitStatus == .data)
  }

  @Test func `a day without a plan is named`() throws {
    let error = #expect(throws: QuantityError.self) {
      try ScheduleWanted(
        steps: [], days: nil, plans: ["mon-fri: 00:00 1 mcg/day", "sun: 00:00 2 mcg/day"],
        periodic: nil, keepsOthers: false)
    }
    #expect(error?.description.contains("nothing is said about Saturday") == true)
  }

  @Test func `steps without days are for every day`() throws {
    let schedule = try ScheduleWanted(
      steps: ["00:00 120 mcg/day"], days: nil, plans: [], periodic: nil, keepsOthers: false)
    let numbered = try schedule.numbered(keeping: nil)
    #expect(numbered.week == WeekPlan(everyDay: .plan1))
    #expect(numbered.plans == [StageDayPlan(.plan1, Samples.sunday)])
  }

  @Test func `other days keep their plan, and its number stays theirs`() throws {
    let schedule = try ScheduleWanted(
      steps: ["00:00 90 mcg/day"], days: "sat", plans: [], periodic: nil, keepsOthers: true)
    let numbered = try schedule.numbered(keeping: Samples.week)
    var week = Samples.week
    week[5] = .plan3
    #expect(numbered.week == week)
    #expect(numbered.plans.map(\.number) == [.plan3])
  }

  @Test func `seven days can have seven plans, also when six of them stay`() throws {
    var running = WeekPlan()
    for day in 0..<7 { running[day] = PlanNumber(rawValue: UInt8(day) + 1) }
    for day in 0..<7 {
      var schedule = ScheduleWanted()
      try schedule.add(Weekdays([day]), Samples.sunday)
      let numbered = try schedule.numbered(keeping: running)
      #expect(numbered.week == running)
      #expect(numbered.plans == [StageDayPlan(try #require(running[day]), Samples.sunday)])
    }
  }

  @Test func `nothing can be kept of a pump without a schedule`() throws {
    let schedule = try ScheduleWanted(
      steps: ["00:00 90 mcg/day"], days: "sat", plans: [], periodic: nil, keepsOthers: true)
    let problem = #expect(throws: WantedProblem.self) {
      try schedule.numbered(keeping: WeekPlan())
    }
    #expect(problem?.words.contains("no schedule runs whose Monday could be kept") == true)
  }

  @Test(
    arguments: [
      ([], nil, [], "a day needs a step"),
      (["00:00 1 mcg/day"], nil, ["sat: 00:00 1 mcg/day"], "beside plans the steps need days"),
      ([], "sat", ["sun: 00:00 1 mcg/day"], "days are said of steps"),
      (["00:00 1 mcg/day"], "weekdays", ["fri: 00:00 1 mcg/day"], "Friday is in two plans"),
    ] as [([String], String?, [String], String)])
  func `options that contradict each other are refused`(
    steps: [String], days: String?, plans: [String], words: String
  ) {
    let error = #expect(throws: QuantityError.self) {
      try ScheduleWanted(
        steps: steps, days: days, plans: plans, periodic: nil, keepsOthers: false)
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
