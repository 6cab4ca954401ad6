import BenchClient
import BenchControl
import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import PumpSimulator

/// What a pump keeps of its life for a bench, and what a bench is told of it.
@Suite(.limited)
struct EventJournalTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func host(_ profile: String = "adult-40ml") throws -> PumpHost {
    let setup = try Samples.setup(profile)
    let opened = try StateFile.open(directory.file("state"), setup)
    return try PumpHost(setup, opened, clock: .manual, .init(seed: 1))
  }

  private func numbers(_ journal: EventJournal, since number: UInt64) -> [UInt64] {
    journal.answer(since: number).events.map(\.number)
  }

  @Test func `a journal keeps the newest, and says how many are gone`() {
    var journal = EventJournal(capacity: 3)
    #expect(journal.answer(since: 0).events == [] && journal.newest == 0)
    for second in 1...7 as ClosedRange<UInt64> {
      journal.add(.done(.fill), at: .zero.after(.seconds(second)))
    }
    #expect(journal.newest == 7)
    let all = journal.answer(since: 0).events
    #expect(all.map(\.event) == ["dropped", "done", "done", "done"])
    #expect(all.map(\.number) == [4, 5, 6, 7] && all[0].count == 4)
    #expect(all.map(\.therapy_time_s) == [5, 5, 6, 7])
    #expect(journal.answer(since: 3).events.first?.count == 2)
    #expect(numbers(journal, since: 5) == [5, 6, 7] && numbers(journal, since: 7) == [7])
    #expect(numbers(journal, since: 8) == [] && numbers(journal, since: .max) == [])
  }

  @Test func `a journal that is just full has lost nothing`() {
    var journal = EventJournal(capacity: 3)
    for _ in 1...3 { journal.add(.ended(.quit), at: .zero) }
    #expect(numbers(journal, since: 0) == [1, 2, 3])
    journal.add(.ended(.quit), at: .zero)
    #expect(numbers(journal, since: 0) == [1, 2, 3, 4])
    #expect(journal.answer(since: 1).events.first?.event == "dropped")
  }

  @Test func `alarms have the same names for the bench and for the programmer`() {
    #expect(BenchAlarm.all.map(\.benchName) == Alarm.all.map(\.name))
    for alarm in Alarm.all { #expect(Alarm(benchName: alarm.name) == alarm) }
    #expect(Alarm(benchName: "flat_tyre") == nil)
  }

  @Test func `what a bench does is told, and what it only reads is not`() throws {
    let service = ControlService(try host(), BenchLine())
    func events() throws -> [String] {
      try #require(service.ask("events", as: EventsAnswer.self).result).events.map(\.event)
    }
    #expect(try events() == ["power", "log"])
    for method in ["truth", "faults", "link", "reconcile", "events", "follow"] {
      _ = try service.ask(method, as: TruthAnswer.self)
    }
    #expect(try events() == ["power", "log"])
    _ = try service.ask("withdraw", .init(nanolitres: 5), as: WithdrawalAnswer.self)
    _ = try service.ask("head", .init(state: "near"), as: TruthAnswer.self)
    _ = try service.ask("head", .init(state: "near"), as: TruthAnswer.self)
    _ = try service.ask("fault", .init(unit: "motor", kind: "stall"), as: TruthAnswer.self)
    _ = try service.ask("fault", .init(unit: "motor", kind: "leak"), as: TruthAnswer.self)
    _ = try service.ask("power", .init(state: "off"), as: TruthAnswer.self)
    #expect(try events() == ["power", "log", "done", "head", "fault", "power"])
  }

  @Test func `a snapshot that is gone back to is told where time goes back`() throws {
    let service = ControlService(try host(), BenchLine())
    let path = directory.file("copy")
    _ = try service.ask("snapshot", .init(path: path), as: TruthAnswer.self)
    _ = try service.ask("advance", .init(milliseconds: 86_400_000), as: TruthAnswer.self)
    _ = try service.ask("restore", .init(path: path), as: TruthAnswer.self)
    let told = try #require(service.ask("events", as: EventsAnswer.self).result).events
    #expect(told.map(\.number) == (1...7).map { UInt64($0) })
    #expect(told.map(\.event) == ["power", "log", "done", "log", "done", "power", "log"])
    #expect(told.map(\.method) == [nil, nil, "snapshot", nil, "restore", nil, nil])
    #expect(told.map(\.therapy_time_s) == [0, 0, 0, 86_400, 0, 0, 0])
    #expect(told.last?.entry?.sequence == 2, "the entry of the day is not there any more")
  }

  @Test func `whoever follows a long advance is told meanwhile, and loses nothing of it`() throws {
    let host = try host("schedule-40ml")
    var seen: UInt64 = 0
    var lost: UInt64 = 0
    host.onProgress = {
      let fresh = $0.answer(since: seen + 1)
      lost += fresh.events.first?.count ?? 0
      seen = fresh.newest
    }
    host.jump(.days(700))
    #expect(seen > UInt64(EventJournal.usual) && lost == 0)
    #expect(host.events.answer(since: 1).events.first?.event == "dropped")
  }
}
