import Foundation
import TestLimits
import Testing

/// Several pumps in one process.
@Suite(.waiting, .limited)
struct CountTests {
  private let bench: StoppedBench

  init() throws { bench = try StoppedBench() }

  private func start(_ count: Int, _ options: String...) throws -> (Program, JSON) {
    let words = ["run", "--count", "\(count)", "--link-dir", "many", "--clock", "manual", "--json"]
    let program = try bench.launch("PumpFirmwareSim", words + options)
    let ready = JSON(try #require(program.nextLine(), "\(program.wait())"))
    #expect(ready.event == "ready" && ready.count == JSON.number(Double(count)))
    return (program, ready)
  }

  private func ctl(_ pump: String?, _ words: String) throws -> Finished {
    let named = pump.map { ["--pump", $0] } ?? []
    let control = ["--control", "many/control", "--json"]
    return try bench.launch("PumpFirmwareSim", ["ctl"] + PumpBench.split(words) + control + named)
      .wait()
  }

  private func programmer(_ words: String, _ pump: String) throws -> Finished {
    let place = ["--port", "many/\(pump)", "--card", "many/\(pump).card", "--json"]
    return try bench.launch("programmer", PumpBench.split(words) + place).wait()
  }

  @Test func `each pump is its own: its card, its memory, its time and its events`() throws {
    let (program, _) = try start(3, "--seed", "7")
    let serials = try ["p1", "p2", "p3"].map { try programmer("identify", $0).json.pump.serial }
    #expect(Set(serials.compactMap(\.string)).count == 3)
    #expect(try programmer("dose 110 mcg/day --yes", "p2").code == 0)
    let stranger = ["status", "--port", "many/p2", "--card", "many/p1.card"]
    #expect(try bench.launch("programmer", stranger).wait().code != 0, "another one's card")
    #expect(try ctl("p2", "advance 1 day").json.patient_pg == 110_000_000)
    for other in ["p1", "p3"] { #expect(try ctl(other, "truth").json.therapy_time_s == 0) }
    #expect(try ctl("p3", "events").output.split(separator: "\n").count == 2)
    #expect(try ctl("p2", "events").output.split(separator: "\n").count > 3)
    let follower = try bench.launch(
      "PumpFirmwareSim",
      ["ctl", "events", "--follow", "--control", "many/control", "--pump", "p3"])
    for _ in 0..<2 { #expect(follower.nextLine() != nil) }
    #expect(try ctl("p1", "head near").code == 0)
    #expect(try ctl("p3", "head away").code == 0)
    #expect(JSON(try #require(follower.nextLine())).head == "away")
    program.send(SIGTERM)
    #expect(program.wait().code == 0 && follower.wait().code == 0)

    let (again, _) = try start(3)
    #expect(try ctl("p2", "truth").json.patient_pg == 110_000_000)
    #expect(try ctl("p3", "truth").json.head == "away")
    #expect(try ctl(nil, "quit").code == 0)
    #expect(again.wait().code == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: bench.files.file("many"))
    let kept = (1...3).flatMap { ["p\($0).card", "p\($0).state"] }
    #expect(left.sorted() == kept, "links and socket are gone, the rest is there")
  }

  @Test func `one is named that is there, or the bench is told which there are`() throws {
    let (program, _) = try start(2)
    for (pump, words) in [(nil, "p1 to p2"), ("p3", "no pump p3"), ("P1", "no pump P1")] {
      let wrong = try ctl(pump, "advance 1 day")
      #expect(wrong.code == 1 && wrong.errors.contains(words), "\(wrong)")
    }
    #expect(try ctl("p1", "truth").json.therapy_time_s == 0)
    #expect(try ctl("p1", "quit").code == 0)
    #expect(try ctl("p1", "truth").errors.contains("no pump p1"))
    #expect(try ctl("p2", "truth").code == 0)
    #expect(try programmer("identify", "p1").code == 69)
    #expect(try ctl("p2", "quit").code == 0)
    #expect(program.wait().code == 0, "the last has gone")
  }

  @Test func `a pump that is alone has no name`() throws {
    let alone = try PumpBench()
    let wrong = try alone.ctl("advance 1 day --pump p1")
    #expect(wrong.code == 1 && wrong.errors.contains("has no name"), "\(wrong)")
    #expect(try alone.truth.therapy_time_s == 0)
  }

  @Test(arguments: [
    "--link pump", "--device x", "--listen 127.0.0.1:0", "--connect 127.0.0.1:1", "--stdio",
    "--wait 1s", "--state s", "--card c", "-- true",
  ])
  func `what is for one pump is refused by its name, and nothing is made`(option: String) throws {
    let words = ["run", "--count", "2", "--link-dir", "many"] + PumpBench.split(option)
    let refused = try bench.launch("PumpFirmwareSim", words).wait()
    let name = option.hasPrefix("-- ") ? "a command" : String(option.prefix { $0 != " " })
    #expect(refused.code == 64 && refused.errors.contains(name), "\(refused)")
    #expect(!FileManager.default.fileExists(atPath: bench.files.file("many")))
  }

  @Test(arguments: ["--count 2", "--link-dir many", "--count 0 --link-dir many"])
  func `how many and where go together`(options: String) throws {
    let refused = try bench.launch("PumpFirmwareSim", ["run"] + PumpBench.split(options)).wait()
    #expect(refused.code == 64 && refused.errors.contains("--count"), "\(refused)")
  }
}
