import Foundation
import TestLimits
import Testing

/// `ctl events`, from a pump in a process of its own.
@Suite(.waiting, .limited)
struct EventsTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  private func follow(_ words: String...) throws -> Program {
    try bench.launch("PumpFirmwareSim", ["ctl", "events", "--follow"] + words)
  }

  private func next(_ program: Program) throws -> JSON { JSON(try #require(program.nextLine())) }

  @Test func `what happens is told as it does, over a restore, until the pump ends`() throws {
    let follower = try follow()
    #expect(try next(follower).event == "power")
    #expect(try next(follower).entry.kind == "switched_on")
    try bench.ctl("snapshot base")
    #expect(try next(follower).method == "snapshot")
    try bench.expectDone("dose 105 mcg/day --yes")
    let therapy = try next(follower)
    #expect(therapy.entry.kind == "order" || therapy.entry.kind == "therapy", "\(therapy)")
    var event = therapy
    while event.entry.kind != "therapy" { event = try next(follower) }
    try bench.ctl("fault motor stall")
    while event.event != "fault" { event = try next(follower) }
    #expect(event.unit == "motor" && event.kind == "stall" && !event.keys.contains("until_s"))
    try bench.ctl("advance 2 days --until alarm")
    while event.event != "alarm" { event = try next(follower) }
    #expect(event.alarm == "motor_stall" && event.is_critical == true)
    #expect(try event.therapy_time_s == bench.truth.therapy_time_s)
    try bench.ctl("restore base")
    while event.event != "done" { event = try next(follower) }
    #expect(event.method == "restore" && event.therapy_time_s == 0)
    try bench.ctl("quit")
    while event.event != "ended" { event = try next(follower) }
    #expect(event.reason == "quit")
    let finished = follower.wait()
    #expect(finished.code == 0 && finished.errors == "", "\(finished)")
  }

  @Test func `without --follow it prints what there was, and from a number on`() throws {
    try bench.ctl("advance 3 days")
    let all = try bench.ctl("events").output.split(separator: "\n").map { JSON(String($0)) }
    #expect(all.map(\.number) == (1...5).map { JSON.number(Double($0)) })
    #expect(all.last?.entry.kind == "delivered" && all.last?.therapy_time_s == 259_200)
    let some = try bench.ctl("events --since 4").output.split(separator: "\n")
    #expect(some.map { JSON(String($0)) } == Array(all[3...]))
    let none = try bench.ctl("events --since 99")
    #expect(none.code == 0 && none.output == "")
    for words in ["events --new", "events --follow --new --since 4", "events --since -1"] {
      #expect(try bench.ctl(words).code == 64)
    }
  }

  @Test func `with --new it leaves out what was`() throws {
    let follower = try follow("--new")
    // It may not be there yet: what it is not told of cannot be its first line either.
    var first: JSON?
    for _ in 0..<200 where first == nil {
      try bench.ctl("head near")
      try bench.ctl("head contact")
      let newest = try bench.ctl("events").output.split(separator: "\n").count
      if newest > 4 { first = try next(follower) }
    }
    #expect(first?.event == "head")
    #expect(try #require(first?.number.double) > 2)
    follower.send(SIGINT)
    #expect(follower.wait().code == 0)
  }

  @Test func `a pump that dies is told from one that ends`() throws {
    let follower = try follow()
    #expect(try next(follower).event == "power")
    try bench.kill9()
    let finished = follower.wait()
    #expect(finished.code == 74 && finished.errors.contains("without a word"), "\(finished)")
  }

  @Test func `a signal ends a pump with a word, too`() throws {
    let follower = try follow()
    #expect(try next(follower).event == "power")
    #expect(try bench.end() == 0)
    let finished = follower.wait()
    #expect(finished.code == 0 && finished.output.contains(#""reason":"signal""#), "\(finished)")
  }

  @Test func `it ends when nobody reads it any more`() throws {
    let follower = try follow()
    #expect(try next(follower).event == "power")
    follower.closeOutput()
    #expect(follower.waitForEnd() == 0)
  }

  @Test func `one that does not read is let go, and holds neither pump nor others`() throws {
    let bench = try PumpBench(options: ["--profile", "schedule-40ml"])
    let slow = try BenchSocket(bench)
    try slow.send([#"{"jsonrpc":"2.0","id":1,"method":"follow"}"#])
    // More than 4 MiB of events, of which it reads none.
    let quick = try BenchSocket(bench)
    let length = 2500 * 86_400_000
    let answer = try quick.ask(
      #"{"jsonrpc":"2.0","id":2,"method":"advance","params":{"milliseconds":\#(length)}}"#)
    #expect(answer.result.therapy_time_s == JSON.number(Double(length / 1000)))
    #expect(try slow.receive().result.events.elements.first?.event == "power")
    var last = JSON.null
    var count = 2.0
    while let line = try? slow.receive() {
      last = line.params
      count += 1
      #expect(last.number == JSON.number(count), "none is left out")
    }
    #expect(last.event == "let_go", "\(last)")
    let newest = try quick.ask(
      #"{"jsonrpc":"2.0","id":9,"method":"events","params":{"since":9007199254740991}}"#)
    #expect(try #require(newest.result.newest.double) > count)
  }
}
