import CampaignFiles
import Campaigns
import Foundation
import TestLimits
import Testing

@testable import PumpSimulator

/// Scripts in parts, whose results are kept: all of them once, and none again without need.
@Suite(.waiting, .limited)
struct ScriptShardTests {
  private let stage: StoppedBench

  init() throws { stage = try StoppedBench() }

  /// A script that expects an outcome of a reading.
  private func write(_ name: String, _ outcome: String) throws -> String {
    let path = stage.files.file(name)
    try """
    name: \(name)
    rows:
      - {days: 1}
      - {days: 2}
    steps:
      - wait: ${days} days
      - programmer: status
        expect: {outcome: \(outcome)}
    """.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func merged() throws -> CampaignMerge {
    let found = try ResultFile.all(in: stage.files.file("results"))
    return try #require(CampaignMerge(found.sources, damaged: found.damaged))
  }

  @Test func `the shards of scripts are all of them, and one that is whole is not played again`()
    throws
  {
    try stage.files.makeDirectory("results")
    let scripts = [try write("a.yaml", "read"), try write("b.yaml", "read")]
    func play(_ part: Int) throws -> (code: Int32, output: String, errors: String) {
      let file = stage.files.file("results/\(part).json")
      let told = try stage.run(
        "programmer", ["run"] + scripts + ["--shard", "\(part)/3", "--result", file])
      return (told.code, told.output, told.errors)
    }
    for part in 1...2 { #expect(try play(part).code == 0) }
    let half = try merged()
    #expect(half.state == .incomplete && half.missing.map(\.text) == ["4..4"])
    #expect(try play(3).code == 0)
    let all = try merged()
    #expect(all.state == .complete && all.counts["passed"] == 4 && all.counts["steps"] == 8)
    let again = try play(1)
    #expect(again.code == 0 && again.errors.contains("nothing to do"), "\(again)")
    // Another script under the same name is another campaign.
    _ = try write("b.yaml", "done")
    let other = try play(1)
    #expect(other.code == 65 && other.errors.contains("it was made with"), "\(other)")
  }

  @Test func `another profile under the same name is another campaign`() throws {
    try stage.files.makeDirectory("results")
    let profile = try #require(ProfileFile.builtIn["adult-40ml"])
    try stage.files.write(profile, to: "own.yaml")
    let script = stage.files.file("e.yaml")
    try "pump: {profile: own.yaml}\nsteps:\n- programmer: status\n"
      .write(toFile: script, atomically: true, encoding: .utf8)
    let words = ["run", script, "--result", stage.files.file("results/e.json")]
    for _ in 1...2 { #expect(try stage.run("programmer", words).code == 0) }
    try stage.files.write(Array("# Another one.\n".utf8) + profile, to: "own.yaml")
    let other = try stage.run("programmer", words)
    #expect(other.code == 65 && other.errors.contains("it was made with"), "\(other)")
  }

  @Test func `what failed is kept with its command, and told again by the exit code`() throws {
    try stage.files.makeDirectory("results")
    let script = try write("c.yaml", "done")
    let words = ["run", script, "--result", stage.files.file("results/c.json")]
    for _ in 1...2 {
      let told = try stage.run("programmer", words)
      #expect(told.code == 1, "\(told)")
    }
    let merge = try merged()
    #expect(merge.state == .failed && merge.failures.map(\.number) == [1, 2])
    #expect(merge.failures[0].rule == "c.yaml [days: 1]")
    #expect(merge.failures[0].command == "programmer run \(script) --seed 1")
  }

  @Test(
    arguments: [
      ["--shard", "3/3"], ["--result", ""], ["--dry-run", "--result", "d.json"],
      ["--port", "pump", "--shard", "1/2"], ["--shard", "0/2"],
    ])
  func `what makes no sense is a mistake of usage`(words: [String]) throws {
    let script = try write("d.yaml", "read")
    #expect(try stage.run("programmer", ["run", script] + words).code == 64)
  }
}
