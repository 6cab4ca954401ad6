import CampaignFiles
import Campaigns
import Foundation
import PumpText
import TestLimits
import TestSupport
import Testing

/// Shards as a scheduler runs them: again, at once, cut off, and with what is not theirs.
@Suite(.waiting, .limited)
struct ShardFileTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// A folder that goes away.
  private final class Folder {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "/pump-soak-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    func write(_ text: String, to name: String) throws {
      try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
    }

    var names: [String] {
      get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
  }

  private let folder: Folder

  init() throws { folder = try Folder() }

  private func soak(_ words: String) -> Shell.Exit { Shell.run("pump-soak", words) }

  private func result(_ name: String) throws -> ShardResult {
    try #require(try ResultFile("\(folder.path)/\(name)").read())
  }

  /// What the schema says against lines; nothing when all keep to it.
  private func faults(_ words: String, _ shape: String) -> String {
    let validate = "\(Self.root)/Tests/EndToEnd/Tools/validate_json.py"
    let cases =
      "import json,sys; print(json.dumps(dict(case='x',schema='campaign/\(shape)',"
      + "output=sys.stdin.read())))"
    return soak(
      "\(words) | python3 -c \"\(cases)\" | python3 \(validate) \(Self.root)/protocol-spec/json"
    ).words
  }

  @Test func `the shards of a plan are all of it, and what is missing is told with its command`()
    throws
  {
    let plan = soak("plan --seeds 1..5 --tasks 3 --results \(folder.path)")
    let lines = plan.words.split(separator: "\n")
    #expect(plan.code == 0 && lines.count == 3)
    for line in lines.dropLast() {
      let ended = soak(String(line.dropFirst("pump-soak ".count)))
      #expect(ended.code == 0, "\(ended)")
    }
    let part = soak("merge \(folder.path)")
    #expect(part.code == 1 && part.words.hasPrefix("incomplete: 4 of 5 seeds"), "\(part)")
    let missing = soak("merge \(folder.path) --missing")
    #expect(missing.words == lines[2] + "\n")
    #expect(soak(String(lines[2].dropFirst("pump-soak ".count))).code == 0)
    let merged = soak("merge \(folder.path)")
    #expect(merged.code == 0 && merged.words.hasPrefix("complete: all 5 seeds 1..5"), "\(merged)")
    #expect(try folder.names.count == 3, "nothing is left behind")
    #expect(faults("merge \(folder.path) --json", "merged") == "")
    #expect(faults("plan --seeds 1..5 --tasks 3 --json", "plan") == "")
    let first = try #require(folder.names.first)
    #expect(faults("plan --help >/dev/null; cat \(folder.path)/\(first)", "file") == "")
    let again = String(lines[0].dropFirst("pump-soak ".count)) + " --json"
    #expect(faults(again, "result") == "")
  }

  @Test func `a shard that is whole is not lived again`() throws {
    let words = "--seeds 1..2 --result \(folder.path)/a.json"
    #expect(soak(words).code == 0)
    let before = try folder.text("a.json")
    let again = soak(words)
    #expect(again.code == 0 && again.words.contains("nothing to do"), "\(again)")
    #expect(try folder.text("a.json") == before)
  }

  @Test func `a shard that is asked to end says how far it is, and goes on from there`() throws {
    let file = "\(folder.path)/a.json"
    // It is asked when its file is there, which is before the first life.
    let stopped = soak(
      "--seeds 1..100000 --result \(file) & p=$!; until [ -s \(file) ]; do :; done; "
        + "kill -TERM $p; wait $p")
    #expect(stopped.code == 130 && stopped.words.contains("the same command goes on"), "\(stopped)")
    let first = try result("a.json")
    #expect(!first.isWhole && first.counts["lives"] ?? 0 == first.next - 1)
    let limited = soak("--seeds 1..100000 --result \(file) --time-limit '1 ms'")
    #expect(limited.code == 130)
    #expect(try result("a.json").next >= first.next)
  }

  @Test func `a shard that was stopped comes to what it would have been at once`() throws {
    let short = "\(folder.path)/a.json"
    var next: UInt64 = 0
    // A run may come to its limit before its first life.
    for _ in 0..<20 where next < 4 {
      _ = soak("--seeds 1..3 --result \(short) --time-limit '20 ms'")
      next = try result("a.json").next
    }
    _ = soak("--seeds 1..3 --result \(short)")
    #expect(soak("--seeds 1..3 --result \(folder.path)/b.json").code == 0)
    let (cut, whole) = (try result("a.json"), try result("b.json"))
    #expect(cut.isWhole && cut.counts == whole.counts && cut.failures == whole.failures)
    #expect(whole.counts["strokes"] ?? 0 > 0 && whole.counts["events"] ?? 0 > 0)
  }

  @Test func `what is not this shard's is refused, and stays`() throws {
    let words = "--result \(folder.path)/a.json"
    #expect(soak("--seeds 1..2 \(words)").code == 0)
    let good = try folder.text("a.json")
    let others: [(String, String)] = [
      ("--seeds 1..3", "it is of shard 1/1 of the seeds 1..2"),
      ("--seeds 1..2 --shard 1/2", "it is of shard 1/1 of the seeds 1..2"),
    ]
    for (other, reason) in others {
      let ended = soak("\(other) \(words)")
      #expect(ended.code == 65 && ended.words.contains(reason), "\(ended)")
    }
    let damaged: [(String, String)] = [
      (String(good.dropLast(9)), "it is cut short"), ("", "it is cut short"),
      (good.replacing("\"lives\":2", with: "\"lives\":3"), "it was changed"),
      ("{}\n", "it is no result"),
    ]
    for (text, reason) in damaged {
      try folder.write(text, to: "a.json")
      let ended = soak("--seeds 1..2 \(words)")
      #expect(ended.code == 65 && ended.words.contains(reason), "\(ended)")
      #expect(try folder.text("a.json") == text)
      let merged = soak("merge \(folder.path)")
      #expect(merged.code == 65 && merged.words.contains(reason), "\(merged)")
    }
    #expect(faults("--seeds 1..2 \(words) --json 2>/dev/null", "failed") == "")
  }

  @Test func `a result of another build is refused by its shard, and told by the merge`() throws {
    #expect(soak("--seeds 1..2 --shard 1/2 --result \(folder.path)/a.json").code == 0)
    let kept = try result("a.json")
    var mark = kept.build
    mark.version = "0.9.0"
    let other = ShardResult(
      .seeds, by: mark, command: kept.command, conditions: "", campaign: kept.campaign,
      shard: try #require(Shard(part: 2, parts: 2)))
    try ResultFile("\(folder.path)/b.json").keep(
      try #require(other).adding(upTo: 3, ["lives": 1], coreMilliseconds: 1, []))
    let ended = soak("--seeds 1..2 --shard 2/2 --result \(folder.path)/b.json")
    #expect(ended.code == 65 && ended.words.contains("it is of version 0.9.0"), "\(ended)")
    let merged = soak("merge \(folder.path)")
    #expect(merged.code == 65 && merged.words.hasPrefix("unfit: 1 of 2"), "\(merged)")
    #expect(merged.words.contains("b.json: it is of version 0.9.0, not"))
  }

  @Test func `a result that is behind replaces none that is further`() throws {
    #expect(soak("--seeds 1..2 --result \(folder.path)/a.json").code == 0)
    let whole = try result("a.json")
    let behind = ShardResult(
      .seeds, by: whole.build, command: whole.command, conditions: "", campaign: whole.campaign,
      shard: .all)
    try ResultFile("\(folder.path)/a.json").keep(try #require(behind))
    #expect(try result("a.json") == whole)
  }

  @Test func `what cannot be kept is told before a life begins`() {
    let ended = soak("--seeds 1..100000 --result \(folder.path)/nowhere/a.json")
    #expect(ended.code == ProgramExitStatus.io.rawValue && ended.words.contains("cannot be made"))
    let none = soak("merge \(folder.path)")
    #expect(none.code == 65 && none.words.contains("no result"), "\(none)")
    #expect(soak("merge \(folder.path)/nowhere").code == 65)
  }

  @Test(
    arguments: [
      "--seed 1 --result a.json", "--seeds 1..2 --shard 3/3 --result a.json",
      "plan --seeds 1..2 --tasks 3", "plan --seeds 1..2 --tasks 0", "plan --seeds 1..2",
      "merge", "merge . --json --missing", "mrege .",
    ])
  func `what makes no sense is a mistake of usage`(words: String) {
    #expect(soak(words).code == ProgramExitStatus.usage.rawValue)
  }

  #if CANARIES
    @Test func `failures are listed by what did not hold, each with its command`() throws {
      let canary = "--canary dropsRemainder"
      let ended = soak("--seeds 0..0 \(canary) --result \(folder.path)/a.json")
      #expect(ended.code == 1, "\(ended)")
      let merged = soak("merge \(folder.path)")
      #expect(merged.code == 1 && merged.words.hasPrefix("failed: all 1 seeds 0..0"), "\(merged)")
      #expect(merged.words.contains("pump-soak --seed 0 \(canary) --trace"))
      #expect(merged.words.contains("”: 1 failures\n  seed 0, event "))
      #expect(soak("--seeds 0..0 \(canary) --result \(folder.path)/a.json").code == 1)
      #expect(soak("--seeds 0..0 --result \(folder.path)/a.json").code == 65)
    }
  #endif
}
