import Foundation
import TestLimits
import Testing

/// What a person wants of the line: to wait for it, and to see what goes over it.
@Suite(.waiting, .limited, .serialized)
struct LineWishTests {
  private let bench: PumpBench

  init() throws { bench = try PumpBench() }

  @Test func `a pump that comes later is waited for`() throws {
    #expect(try bench.end() == 0)
    let program = try bench.launch("programmer", ["status", "--wait", "60 s", "--json"])
    try bench.restart()
    let finished = program.wait()
    #expect(finished.code == 0, "\(finished)")
    #expect(finished.json.therapy.dose_mcg_per_day == 100)
  }

  @Test func `a pump that does not come is given up in time`() throws {
    #expect(try bench.end() == 0)
    let finished = try bench.programmer(["status", "--wait", "200 ms"])
    #expect(finished.code == 69, "\(finished)")
    #expect(finished.errors.contains("no such port"), "\(finished)")
  }

  @Test func `frames are told by name as they go, and an order too`() throws {
    let finished = try bench.programmer("dose 110 mcg/day --yes --verbose --trace visit")
    #expect(finished.code == 0, "\(finished)")
    let told = finished.errors.split(separator: "\n").filter {
      $0.contains(" ms > ") || $0.contains(" ms < ")
    }
    for words in [
      "> identify, request 1", "< sessionOffered, request", "> commit, request",
      "< acknowledged, request",
    ] {
      #expect(told.contains { $0.contains(words) }, "\(words) in \(finished.errors)")
    }
    let trace = String(decoding: try bench.files.read("visit"), as: UTF8.self)
    let lines = trace.split(separator: "\n")
    #expect(lines.first == "# PumpLink trace 1")
    let frames = lines.filter {
      $0.contains(" s) to the pump: ") || $0.contains(" s) from the pump: ")
    }
    let names = told.map {
      $0.components(separatedBy: "> ").last?.components(separatedBy: "< ").last ?? ""
    }
    #expect(names.allSatisfy { name in frames.contains { $0.contains(name) } })
    #expect(lines.contains { $0.hasSuffix("identity, request 1") })
    // What was sealed is opened in it, and no key is.
    let card = String(decoding: try bench.files.read("card.json"), as: UTF8.self)
    let keys = card.split { !$0.isHexDigit }.filter { $0.count == 32 }
    #expect(!keys.isEmpty && keys.allSatisfy { !trace.contains($0) })
  }

  @Test func `a trace that cannot be written keeps the visit from beginning`() throws {
    let finished = try bench.programmer("dose 110 mcg/day --yes --trace nowhere/visit")
    #expect(finished.code == 65, "\(finished)")
    #expect(finished.errors.contains("the trace cannot be written"), "\(finished)")
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }

  @Test func `a request is sent as often as was asked for`() throws {
    let port = FakePort(at: bench.files.file("silent"))
    let words = ["identify", "--port", bench.files.file("silent"), "--timeout", "20 ms"]
    let finished = try bench.programmer(words + ["--tries", "7", "--verbose"])
    #expect(finished.code == 69, "\(finished)")
    #expect(finished.errors.split(separator: "\n").filter { $0.contains("> identify") }.count == 7)
    withExtendedLifetime(port) {}
  }

  @Test(arguments: [
    (["--wait", "3"], "wait: “3” has no unit"), (["--timeout", "1 ms"], "timeout is 20 ms"),
    (["--timeout", "2 min"], "not 2 min"), (["--tries", "0"], "tries are from 1 to 100, not 0"),
    (["--tries", "101"], "not 101"), (["--tries", "many"], "--tries"),
    (["--timeout", "-1 s"], "negative"),
  ])
  func `wishes that cannot be`(options: [String], words: String) throws {
    let finished = try bench.programmer(["dose", "110", "mcg/day", "--yes"] + options)
    #expect(finished.code == 64, "\(finished)")
    #expect(finished.errors.contains(words), "\(finished)")
    #expect(try bench.status.therapy.dose_mcg_per_day == 100)
  }
}
