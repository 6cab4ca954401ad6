import ArgumentParser
import Campaigns
import PumpWorld
import Quantities
import Soak
import Telemetry
import TestLimits
import Testing

@testable import pump_soak

/// What may be asked of `pump-soak`, and how it ends.
@Suite(.limited)
struct SoakArgumentTests {
  @Test func `seeds, shards, classes and events are read`() throws {
    let seeds = try #require(NumberRange(argument: "5..17"))
    #expect(seeds.first == 5 && seeds.last == 17)
    let shard = try #require(Shard(argument: "2/8"))
    #expect(shard.part == 2 && shard.parts == 8)
    #expect(FaultList(argument: "link,power")?.classes == [.link, .power])
    #expect(NumberList(argument: "3,0,3")?.numbers == [0, 3])
    #expect(TimeLimit(argument: "10 min")?.length == .minutes(10))
  }

  @Test(arguments: ["", "5", "5..", "..7", "9..3", "1...4", "-1..3", "1..18446744073709551615"])
  func `what is no range of seeds is refused`(text: String) {
    #expect(NumberRange(argument: text) == nil)
  }

  @Test(arguments: ["0/3", "4/3", "1/0", "1", "/", "a/b"])
  func `what is no shard is refused`(text: String) { #expect(Shard(argument: text) == nil) }

  @Test(arguments: ["10", "0 s", "ten minutes"])
  func `what is no length of time is refused`(text: String) {
    #expect(TimeLimit(argument: text) == nil)
  }

  @Test func `classes and events that are none are refused`() {
    #expect(FaultList(argument: "link,rain") == nil && FaultList(argument: "") == nil)
    #expect(NumberList(argument: "1,-2") == nil && NumberList(argument: "1,,2") == nil)
  }

  @Test(
    arguments: [
      [], ["--seeds", "1..2", "--seed", "3"], ["--seeds", "1..2", "--hashes", "1..2"],
      ["--seeds", "1..2", "--trace"],
      ["--seed", "1", "--events", "0"], ["--seeds", "1..2", "--jobs", "0"],
      ["--seeds", "1..2", "--most-failures", "0"],
    ])
  func `what does not go together is a mistake of usage`(arguments: [String]) {
    #expect(throws: (any Error).self) { try LivesCommand.parse(arguments) }
  }

  @Test func `hashes come in the order of their seeds, on however many threads`() throws {
    let seeds = try #require(NumberRange(argument: "7..12"))
    let scope: @Sendable (UInt64) -> LifeScope = { seed in
      var scope = LifeScope(seed: seed)
      scope.events = 3
      return scope
    }
    let lines = (7...12 as ClosedRange<UInt64>).map { seed in
      let digits = String(Soak.live(scope(seed)).hash, radix: 16)
      return "\(seed) \(String(repeating: "0", count: 16 - digits.count))\(digits)\n"
    }
    for jobs in [1, 3] {
      let run = HashRun(seeds: seeds, jobs: jobs, scope: scope)
      #expect(run.live() == lines.joined())
    }
    let second = try #require(Shard(part: 2, parts: 2))
    let half = HashRun(seeds: seeds.part(second), jobs: 1, scope: scope)
    #expect(half.live() == lines[3] + lines[4] + lines[5])
  }

  @Test func `every shard together is every seed, once`() throws {
    let seeds = try #require(NumberRange(argument: "3..9"))
    var done = 0
    for part in 1...3 as ClosedRange<UInt64> {
      let run = SoakRun(jobs: 2, limit: nil, mostFailures: 1) { seed in
        var scope = LifeScope(seed: seed)
        scope.events = 1
        return scope
      }
      let shard = try #require(Shard(part: part, parts: 3))
      let range = try #require(seeds.part(shard))
      var reached: [UInt64] = []
      let report = try run.live(range, round: 2) { reached.append($0.next) }
      #expect(report.failures.isEmpty && report.next == range.last + 1)
      // Where all threads wait, all before is lived and nothing behind.
      #expect(reached == (range.count > 2 ? [range.first, range.first + 2] : [range.first]))
      done += report.seeds
    }
    #expect(done == 7)
  }

  #if CANARIES
    @Test func `a seed that fails ends with 1, and says how to see it again`() throws {
      let command = try LivesCommand.parse(["--seed", "0", "--canary", "dropsRemainder", "--json"])
      #expect(throws: ExitCode(1)) { try command.run() }
      var scope = LifeScope(seed: 0)
      scope.canary = .dropsRemainder
      let failure = try #require(Soak.live(scope).failure)
      let report = SoakFindings.Failure(scope, failure)
      #expect(report.text.contains("“\(failure.invariant.sentence)” does not hold"))
      #expect(report.command == "pump-soak --seed 0 --canary dropsRemainder --trace")
      let shorter = try #require(report.shrunk)
      #expect(shorter.hasPrefix("pump-soak --seed 0 --events "))
    }
  #endif
}
