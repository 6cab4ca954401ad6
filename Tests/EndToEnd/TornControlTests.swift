import ArgumentParser
import BenchControl
import Foundation
import PumpText
import TestLimits
import Testing

@testable import PumpSimulator

/// The bench's socket is torn between request and answer: what `ctl` says then is so.
@Suite(.waiting, .limited, .serialized)
struct TornControlTests {
  private let bench: PumpBench

  private let files: TemporaryDirectory

  init() throws {
    files = try TemporaryDirectory()
    bench = try PumpBench(options: ["--patient", "responder", "--usb-testbed", files.file("bed")])
  }

  /// A verb of `ctl` in a form it is typed in.
  struct Verb: Sendable, CustomTestStringConvertible {
    let words: String
    /// Whether it does something to the pump before it reads anything.
    var isChange = true
    /// What comes before it each time, so that it can be done.
    var before: [String] = []
    var testDescription: String { words }
  }

  static let verbs =
    [
      "advance 1 h", "withdraw 1 mL", "rinse", "fill 1 mL --concentration drug-free", "power cycle",
      "head near", "fault motor drift 100 ppm", "clear all", "link set --loss 1%", "link clear",
      "crash --at after-record", "snapshot new", "inject 50 mcg", "restore before",
      "capture start line.pcapng", "usb unplug", "usb plug", "quit",
    ].map { Verb(words: $0) } + [
      Verb(words: "explant", before: ["restore before"]),
      Verb(words: "implant", before: ["restore before", "explant"]),
      Verb(words: "capture stop", before: ["capture start line.pcapng"]),
    ]
    + [
      "truth", "reconcile", "faults", "link", "patient", "events", "capture", "usb",
      "sample --every 1h --for 1h",
    ]
    .map {
      Verb(words: $0, isChange: false)
    }

  @Test func `every verb of ctl is torn`() throws {
    func leaves(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
      let inner = command.configuration.subcommands
      return inner.isEmpty ? [command] : inner.flatMap(leaves)
    }
    let torn = try Self.verbs.map { verb in
      let words = ["ctl"] + verb.words.split(separator: " ").map(String.init)
      return "\(type(of: try PumpFirmwareSim.parseAsRoot(words + ["--control", "x"])))"
    }
    for command in leaves(ControlCommand.self) {
      #expect(torn.contains("\(command)"), "put a form of \(command) into the list")
    }
  }

  @Test(arguments: verbs)
  func `an answer that does not come whole leaves a change unknown, and a reading unread`(
    verb: Verb
  ) throws {
    #expect(try bench.ctl("snapshot before").code == 0)
    let places: [ControlProxy.Place] = [
      .refused, .unheard, .answer(0), .answer(1), .answer(60), .unfinished,
    ]
    for place in places {
      for words in verb.before { #expect(try bench.ctl(words).code == 0, "\(words)") }
      let proxy = proxy(cutting: 0, place)
      let finished = try bench.ctl("\(verb.words) --control \(proxy.path)")
      let status: ProgramExitStatus =
        switch place {
        case .refused: .unavailable
        case .unheard, .answer, .unfinished: verb.isChange ? .unknown : .io
        }
      try expect(finished, status, "\(verb.words), \(place)")
      withExtendedLifetime(proxy) {}
      if verb.words == "quit", proxy.answered == 1 {
        _ = try bench.end()
        try bench.restart()
      }
      try? FileManager.default.removeItem(atPath: bench.files.file("new"))
    }
    for words in verb.before { #expect(try bench.ctl(words).code == 0, "\(words)") }
    let whole = proxy(cutting: 0, nil)
    let finished = try bench.ctl("\(verb.words) --control \(whole.path)")
    #expect(finished.code == 0, "\(finished)")
    withExtendedLifetime(whole) {}
  }

  @Test(arguments: [
    (0, ControlProxy.Place.refused, ProgramExitStatus.unavailable), (0, .answer(1), .io),
    (1, .refused, .unavailable), (1, .answer(1), .unknown),
    // The first hour has passed by then.
    (2, .refused, .untold), (2, .unheard, .unknown), (2, .answer(1), .unknown),
  ])
  func `what of several steps was done is never said not to be`(
    count: Int, place: ControlProxy.Place, status: ProgramExitStatus
  ) throws {
    let proxy = proxy(cutting: count, place)
    let finished = try bench.launch(
      "PumpFirmwareSim",
      "ctl sample --every 1h --for 3h --json --control \(proxy.path)".split(separator: " ")
        .map(String.init)
    ).wait()
    #expect(finished.code == status.rawValue, "\(finished)")
    let lines = finished.output.split(separator: "\n").map { JSON(String($0)) }
    #expect(lines.count == count + 1 && lines.last?.outcome == .text(status.name), "\(finished)")
    let passed = try bench.truth.therapy_time_s
    // The first question is for the truth.
    #expect(passed == JSON.number(Double(max(0, proxy.answered - 1)) * 3600))
    if passed != 0 { #expect(status.fate != .notCarriedOut) }
  }

  @Test(arguments: CrashPlace.allCases.filter { $0.write == .world })
  func `a pump that is killed by what it is asked leaves it unknown`(place: CrashPlace) throws {
    #expect(try bench.ctl("crash --at \(place.rawValue) --kill").code == 0)
    let finished = try bench.ctl("advance 1 h")
    try expect(finished, .unknown, place.rawValue)
    try bench.kill9()
    try expect(try bench.ctl("advance 1 h"), .unavailable, "nobody is there")
    try bench.restart()
    #expect([0, 3600].contains(try bench.truth.therapy_time_s))
  }

  private func proxy(cutting count: Int, _ place: ControlProxy.Place?) -> ControlProxy {
    ControlProxy(to: bench.files.file("control"), cutting: count, place)
  }

  private func expect(_ finished: Finished, _ status: ProgramExitStatus, _ what: String) throws {
    #expect(finished.code == status.rawValue, "\(what): \(finished)")
    #expect(finished.output.split(separator: "\n").count == 1, "\(what): \(finished)")
    #expect(finished.json.outcome == .text(status.name), "\(what): \(finished)")
    #expect(finished.json.exit_code.double == Double(finished.code), "\(what): \(finished)")
    #expect(finished.errors.contains("PumpFirmwareSim: "), "\(what): \(finished)")
    #expect((status == .unknown) == finished.errors.contains("Nobody knows whether it was done"))
  }
}
