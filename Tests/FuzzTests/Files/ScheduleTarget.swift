import FuzzSupport
import PumpText
import Telemetry

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The schedule file: what is taken from it can be staged, and what is wrong with it has a line.
enum ScheduleTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let schedule: ScheduleWanted
    do {
      schedule = try ScheduleFile.parse(text, path: "file")
    } catch {
      return try checkMessage(error, lines: text.utf8.count { $0 == 10 || $0 == 13 } + 1)
    }
    let week = WeekPlan(everyDay: .plan7)
    guard let numbered = try? schedule.numbered(keeping: week) else {
      throw Broken("a schedule of \(schedule.plans.count) plans cannot be numbered")
    }
    let days = schedule.plans.flatMap(\.days.list)
    try hold(Set(days).count == days.count, "a day is in two plans")
    try hold(numbered.plans.count == schedule.plans.count, "a plan got lost")
    for day in 0..<Weekdays.count {
      let isNamed = schedule.covered.contains(day)
      let plan = numbered.plans.first { $0.number == numbered.week[day] }?.plan
      let wanted = schedule.plans.first { $0.days.contains(day) }?.plan
      try hold(plan == wanted && isNamed == (wanted != nil), "day \(day) follows another plan")
    }
    for (_, plan) in schedule.plans {
      try hold(plan.count > 0 && plan[0].startMinute == 0, "a day that begins late: \(plan)")
      for place in 1..<max(plan.count, 1) {
        try hold(
          plan[place - 1].startMinute < plan[place].startMinute, "steps out of order: \(plan)")
      }
    }
  }

  private static func checkMessage(_ error: any Error, lines: Int) throws(Broken) {
    guard let error = error as? ProgrammerError else { throw Broken("another error: \(error)") }
    let message = error.message(Face { _ in "help" })
    let words = message.split(separator: ":", maxSplits: 2)
    guard words.count == 3, let line = Int(words[1]) else {
      throw Broken("no line in: \(message)")
    }
    try hold((1...lines + 1).contains(line), "line \(line) of \(lines): \(message)")
    try hold(message.hasSuffix("Nothing was sent"), "no ending: \(message)")
  }
}
