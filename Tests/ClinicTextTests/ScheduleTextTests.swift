import ClinicSupport
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText

/// Steps, days and weeks as people type them, and the sentences for what cannot be meant.
@Suite(.limited)
struct ScheduleTextTests {
  private func refusal<Value>(_ parse: () throws(QuantityError) -> Value) -> String {
    do throws(QuantityError) {
      _ = try parse()
      return "no refusal"
    } catch {
      return error.description
    }
  }

  @Test func `a step has a time and a dose`() throws {
    let step = try ScheduleText.step("06:00 150 mcg/day")
    #expect(step.startMinute == 360 && step.dose == Samples.dose(150_000))
    #expect(try ScheduleText.step("  6:30   0.15 mg/day ").startMinute == 390)
    #expect(try ScheduleText.step("22:00 minimum-rate").dose == .zero)
    #expect(try ScheduleText.step("22:00 minimum rate").dose == .zero)
  }

  @Test(
    arguments: [
      ("06:00", "no step of a day"), ("150 mcg/day", "no time of day"),
      ("06:00 150", "no unit"), ("06:00 mcg/day", "does not begin with a number"),
      ("24:00 150 mcg/day", "end of a day"), ("25:00 150 mcg/day", "not on the clock"),
      ("06:60 150 mcg/day", "not on the clock"), ("6 150 mcg/day", "no time of day"),
      ("6 h 150 mcg/day", "no time of day"), ("06:00:00 150 mcg/day", "no time of day"),
      ("06:5 150 mcg/day", "no time of day"), ("6:00 pm 150 mcg/day", "write 18:00"),
      ("06:00 0 mcg/day", "minimum-rate"), ("06:00 -5 mcg/day", "negative"),
      ("06:00 150 mcg", "no unit of a dose per day"), ("06:00 150 mcg/h", "per hour"),
      ("06:00 1,5 mcg/day", "comma"), ("06:00 300 mg/day", "more than can be programmed"),
      ("", "no step of a day"),
    ])
  func `a step that is none is refused`(text: String, words: String) {
    let sentence = refusal { () throws(QuantityError) in try ScheduleText.step(text) }
    #expect(sentence.contains(words), "\(sentence)")
  }

  @Test func `a day has its steps in their order`() throws {
    let day = try ScheduleText.day(
      ["00:00 100 mcg/day", "06:00 150 mcg/day", "22:00 100 mcg/day"])
    #expect(day == Samples.workday)
    let most = (0..<13).map { "\($0):00 \(100 + $0) mcg/day" }
    #expect(try ScheduleText.day(most).count == 13)
  }

  @Test(
    arguments: [
      ([], "a day needs a step"),
      ((0..<14).map { "\($0):00 100 mcg/day" }, "14 steps, and the pump takes at most 13"),
      (["06:00 100 mcg/day"], "the first step begins at 06:00"),
      (["00:00 100 mcg/day", "08:00 90 mcg/day", "06:00 80 mcg/day"], "the step at 06:00 stands"),
      (["00:00 100 mcg/day", "06:00 90 mcg/day", "06:00 80 mcg/day"], "two steps begin at 06:00"),
      (["00:00 100 mcg/day", "00:00 90 mcg/day"], "two steps begin at 00:00"),
    ] as [([String], String)])
  func `a day that is none is refused`(steps: [String], words: String) {
    let sentence = refusal { () throws(QuantityError) in try ScheduleText.day(steps) }
    #expect(sentence.contains(words), "\(sentence)")
  }

  @Test(
    arguments: [
      ("mon", [0], "Mon"), ("Monday", [0], "Mon"), ("mon,wed fri", [0, 2, 4], "Mon Wed Fri"),
      ("mon-fri", [0, 1, 2, 3, 4], "Mon-Fri"), ("weekdays", [0, 1, 2, 3, 4], "Mon-Fri"),
      ("weekend", [5, 6], "Sat Sun"), ("every day", Array(0..<7), "every day"),
      ("every-day", Array(0..<7), "every day"), ("mon,tue,thu,sat", [0, 1, 3, 5], "Mo,Tu,Th,Sa"),
      ("tue-thu", [1, 2, 3], "Tue-Thu"), ("mon-wed,fri-sun", [0, 1, 2, 4, 5, 6], "all but Thu"),
    ] as [(String, [Int], String)])
  func `days of a week`(text: String, days: [Int], words: String) throws {
    let weekdays = try Weekdays(text)
    #expect(weekdays.list == days)
    #expect(weekdays.words == words && words.count <= 11)
  }

  @Test(arguments: ["", "moon", "1", "mon-", "-fri", "fri-mon", "mon--fri", "mon;tue", "weekday"])
  func `days that are none are refused`(text: String) {
    let sentence = refusal { () throws(QuantityError) in try Weekdays(text) }
    #expect(sentence.contains("are no days") || sentence.contains("backwards"), "\(sentence)")
  }

  @Test func `a plan in one line has its days before the colon`() throws {
    let (days, plan) = try ScheduleText.plan("mon, tue: 00:00 100 mcg/day, 06:00 150 mcg/day")
    #expect(days.list == [0, 1] && plan.count == 2)
    for text in ["00:00 100 mcg/day", "weekdays 00:00 100 mcg/day", "weekdays"] {
      let sentence = refusal { () throws(QuantityError) in try ScheduleText.plan(text) }
      #expect(sentence.contains("day"), "\(sentence)")
    }
  }

  @Test func `a periodic bolus has three quantities, each with its unit`() throws {
    let bolus = try PeriodicText.read("25 mcg over 10 min every 6 h")
    #expect(
      bolus
        == PeriodicWanted(
          nanograms: 25_000, milliseconds: 600_000, intervalMinutes: 360, first: .after(360)))
    #expect(try PeriodicText.read("25 mcg over 10 min every 6 h, first now").first == .after(0))
    // One may end as the next begins (therapy.md, "Periodic bolus").
    #expect(try PeriodicText.read("5 mcg over 60 min every 60 min").milliseconds == 3_600_000)
    let after = try PeriodicText.read("25 mcg over 10 min every 6 h first after 90 min")
    #expect(after.first == .after(90))
    #expect(try PeriodicText.read("25 mcg over 10 min every 6 h, first at 06:30").first == .at(390))
  }

  @Test(
    arguments: [
      ("25 over 10 min every 6 h", "no unit"), ("25 mcg over 10 every 6 h", "no unit"),
      ("25 mcg over 10 min every 6", "no unit"), ("25 mcg over 10 min", "no periodic bolus"),
      ("25 mcg every 6 h over 10 min", "no periodic bolus"), ("every 6 h", "no periodic bolus"),
      ("0 mcg over 10 min every 6 h", "above zero"), ("25 mcg over 0 s every 6 h", "above zero"),
      ("25 mcg over 10 min every 0 h", "above zero"),
      ("25 mcg over 10 min every 90 s", "whole number of minutes"),
      ("25 mcg over 361 min every 6 h", "does not end before the next"),
      ("25 mcg over 10 min every 60 days", "45 days"),
      ("25 mcg over 10 min every 6 h, first", "neither when"),
      ("25 mcg over 10 min every 6 h, first 6", "neither when"),
      ("25 mcg over 10 min every 6 h, first at 6", "no time of day"),
      ("25 mcg over 10 min every 6 h, first at 24:00", "end of a day"),
      ("25 mcg over 10 min every 6 h, first after 2", "no unit"), ("", "no periodic bolus"),
    ])
  func `a periodic bolus that is none is refused`(text: String, words: String) {
    let sentence = refusal { () throws(QuantityError) in
      // What has no words on the first is taken as it is, so that each text has one thing wrong.
      if text.hasSuffix("first") { return try PeriodicText.read(text + " sometime") }
      return try PeriodicText.read(text)
    }
    #expect(sentence.contains(words), "\(sentence)")
  }

  @Test(
    arguments: [
      (360, Samples.time(2026, 3, 2, 5, 0), 60), (360, Samples.time(2026, 3, 2, 6, 0), 0),
      (360, Samples.time(2026, 3, 2, 6, 1), 1439), (0, Samples.time(2026, 3, 2, 23, 59), 1),
    ] as [(UInt16, WallClock, UInt16)])
  func `the first at a time of day is the next one`(
    time: UInt16, clock: WallClock, minutes: UInt16
  ) throws {
    let wanted = PeriodicWanted(
      nanograms: 1, milliseconds: 1, intervalMinutes: 360, first: .at(time))
    #expect(try wanted.bolus(at: clock).firstMinutes == minutes)
    let problem = #expect(throws: WantedProblem.self) { try wanted.bolus(at: nil) }
    #expect(problem?.words.contains("clock was never set") == true)
  }
}
