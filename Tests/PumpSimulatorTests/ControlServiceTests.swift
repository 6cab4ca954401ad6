import BenchControl
import Foundation
import PumpPlant
import PumpWorld
import Quantities
import TestLimits
import Testing
import VerbOutput

@testable import PumpSimulator

/// What the bench can do to a pump, without a socket between.
@Suite(.limited)
struct ControlServiceTests {
  private let directory: TemporaryDirectory
  private let setup: PumpSetup
  private let refused = BenchFailure.Code.refused.rawValue

  init() throws {
    directory = try TemporaryDirectory()
    setup = try Samples.setup()
  }

  private func service(_ name: String = "state") throws -> ControlService {
    let opened = try StateFile.open(directory.file(name), setup)
    return ControlService(
      try PumpHost(setup, opened, clock: .manual, .init(seed: 1)), BenchLine())
  }

  /// What a method answers with.
  private func ask<Report: BenchRecord>(
    _ service: ControlService, _ method: String, _ parameters: Parameters = .init(),
    as report: Report.Type = TruthAnswer.self
  ) throws -> Report {
    let answer = try service.ask(method, parameters, as: Report.self)
    return try #require(answer.result, "\(method): \(answer.error?.message ?? "")")
  }

  /// Why a method fails.
  private func failure(
    _ service: ControlService, _ method: String, _ parameters: Parameters = .init()
  ) throws -> BenchFailure {
    let answer = try service.ask(method, parameters, as: TruthAnswer.self)
    return try #require(answer.error, "\(method) did not fail")
  }

  @Test func `every pair of unit and kind is carried out, or refused by name and in vain`() throws {
    let before = try ask(try service("untouched"), "truth")
    for unit in FaultUnit.allCases {
      for kind in FaultKind.allCases {
        let service = try service("\(unit.name)-\(kind.name)")
        let value = FaultParameter.of(unit, kind).flatMap { parameter in
          [.none, .moment].contains(parameter.measure) ? nil : max(parameter.lowest, 1)
        }
        let parameters = Parameters(
          unit: unit.name, kind: kind.name, value: value)
        if Fault.isSupported(unit: unit, kind: kind) {
          let truth = try ask(service, "fault", parameters)
          let isOver = [.reset, .damage].contains(kind)
          #expect(truth.faults.map(\.kind) == (isOver ? [] : [kind.name]), "\(unit) \(kind)")
          if !isOver { #expect(try ask(service, "clear", .init(unit: unit.name)).faults == []) }
        } else {
          let failure = try failure(service, "fault", parameters)
          #expect(failure.code == refused)
          #expect(failure.message.contains("a \(unit.name) has no \(kind.name); it has "))
          #expect(try ask(service, "truth") == before)
        }
      }
    }
  }

  @Test func `a fault with a wrong value, of nothing, or of no use is refused`() throws {
    let service = try service()
    for (parameters, code, words) in [
      (.init(unit: "motor", kind: "drift"), refused, "needs a value"),
      (.init(unit: "motor", kind: "drift", value: 500_001), refused, "500000 ppm"),
      (.init(unit: "catheter", kind: "disconnection", value: 1), refused, "no value"),
      (.init(unit: "memory", kind: "damage", value: 99), refused, "entries 1 to 1"),
      (.init(milliseconds: 5, unit: "clock", kind: "reset"), refused, "cannot last"),
      (.init(milliseconds: 0, unit: "motor", kind: "stall"), -32602, "1 ms"),
      (.init(unit: "heart", kind: "stall"), -32602, "motor, catheter, reservoir"),
      (.init(unit: "motor", kind: "flutter"), -32602, "stall, drift"),
      (.init(unit: "motor"), -32602, "kind"), (.init(), -32602, "unit"),
    ] as [(Parameters, Int, String)] {
      let failure = try failure(service, "fault", parameters)
      #expect(failure.code == code && failure.message.contains(words), "\(failure)")
    }
    #expect(try failure(service, "clear", .init(unit: "motor")).message.contains("no fault"))
    #expect(try ask(service, "clear", .init(unit: "all")).faults == [])
  }

  @Test func `a syringe moves what there is, and the pump is not told`() throws {
    let service = try service()
    let drawn = try ask(
      service, "withdraw", .init(nanolitres: 25_000_000), as: WithdrawalAnswer.self)
    #expect(drawn.came_nl == 20_000_000 && drawn.came_pg == 40_000_000_000)
    #expect(drawn.truth.reservoir_nl == 0 && drawn.truth.residual_nl == 1_400_000)
    let full = try failure(
      service, "fill", .init(nanolitres: 40_000_001, mcg_per_ml: 500))
    #expect(full.code == refused && full.message.contains("room for 40.000 mL more"))
    let filled = try ask(service, "fill", .init(nanolitres: 18_000_000, mcg_per_ml: 500))
    #expect(filled.reservoir_nl == 18_000_000 && filled.filled_nl == 39_400_000)
    // 1.4 mL of 2000 mcg/mL and 18 mL of 500 mcg/mL make 19.4 mL of 608.247... mcg/mL.
    let mixed: UInt64 = (1_400_000 * 2000 + 18_000_000 * 500) * 180 / 194
    #expect(filled.reservoir_pg == mixed || filled.reservoir_pg == mixed + 1)
    #expect(filled.pump?.reservoir_nl == 20_000_000)
    let more = try ask(service, "fill", .init(nanolitres: 1, mcg_per_ml: 0))
    #expect(more.reservoir_nl == 18_000_001)
    for wrong in [.init(nanolitres: 5), .init(mcg_per_ml: 5), .init(nanolitres: 0, mcg_per_ml: 5)]
      as [Parameters]
    {
      #expect(try failure(service, "fill", wrong).code == -32602)
    }
  }

  @Test func `what the bench does is saved before it is answered`() throws {
    func reopened() throws -> TruthAnswer { try ask(try service(), "truth") }
    func done(_ method: String, _ parameters: Parameters) throws -> TruthAnswer {
      try ask(try service(), method, parameters)
    }
    let afterDay = try done("advance", .init(milliseconds: 86_400_000))
    #expect(try reopened() == afterDay)
    let afterFault = try done("fault", .init(unit: "clock", kind: "drift", value: 77))
    #expect(try reopened() == afterFault)
    for (word, place) in [
      ("near", "near"), ("contact", "contact"), ("remove", "away"), ("place", "contact"),
      ("away", "away"),
    ] {
      let after = try done("head", .init(state: word))
      #expect(after.head == place)
      #expect(try reopened() == after)
    }
    let afterFill = try done("fill", .init(nanolitres: 1000, mcg_per_ml: 0))
    #expect(try reopened() == afterFill)
    let afterPower = try done("power", .init(state: "off"))
    #expect(try reopened() == afterPower)
    #expect(try reopened().power == "off")
    let truth = try done("advance", .init(milliseconds: 86_400_000))
    #expect(truth.strokes == 200)
    #expect(try reopened() == truth)
    #expect(truth.pump == nil)
    #expect(try failure(try service(), "reconcile").message.contains("no power"))
    #expect(try done("power", .init(state: "on")).power == "on")
    #expect(try failure(try service(), "power", .init(state: "up")).code == -32602)
    #expect(try failure(try service(), "head", .init(state: "up")).code == -32602)
  }

  @Test func `truth, counter, programme and log agree, and differ by what is known`() throws {
    let service = try service()
    _ = try ask(service, "advance", .init(milliseconds: 3 * 86_400_000))
    let sound = try ask(service, "reconcile", as: ReconciliationAnswer.self)
    #expect(sound.truth.pumped_nl == 150_000 && sound.counter.pumped_nl == 150_000)
    #expect(sound.truth.pumped_pg == 300_000_000 && sound.counter.pumped_pg == 300_000_000)
    #expect(sound.log.account_s == 259_200 && sound.log.account_pumped_nl == 150_000)
    #expect(sound.log.account_programmed_pg == 300_000_000 && sound.log.damaged == nil)
    #expect(sound.differences.programme_counter_pg == 0)

    // Half a day without strokes, and half a day with strokes that move 1 % less.
    _ = try ask(service, "fault", .init(milliseconds: 43_200_000, unit: "motor", kind: "stall"))
    _ = try ask(service, "advance", .init(milliseconds: 43_200_000))
    _ = try ask(service, "fault", .init(unit: "motor", kind: "drift", value: -10_000))
    _ = try ask(service, "advance", .init(milliseconds: 43_200_000))
    let odd = try ask(service, "reconcile", as: ReconciliationAnswer.self)
    #expect(odd.counter.strokes == 700 && odd.truth.pumped_nl == 174_750)
    #expect(odd.differences.counter_truth_nl == 250)
    #expect(odd.differences.counter_truth_pg == 500_000)
    #expect(odd.programme.undelivered_pg == 50_000_000)
    #expect(odd.log.undelivered_pg == 50_000_000 && odd.differences.log_undelivered_pg == 0)
    #expect(odd.differences.programme_counter_pg == 50_000_000)

    _ = try ask(service, "fault", .init(unit: "memory", kind: "damage", value: 2))
    #expect(try ask(service, "reconcile", as: ReconciliationAnswer.self).log.damaged == 2)
  }

  @Test func `a snapshot brings everything back, and its own file stays`() throws {
    let service = try service()
    _ = try ask(service, "advance", .init(milliseconds: 86_400_000))
    let path = directory.file("copy")
    let then = try ask(service, "snapshot", .init(path: path))
    let bytes = try directory.read("copy")
    #expect(bytes.count == StateLayout.fileBytes)
    #expect(try failure(service, "snapshot", .init(path: path)).message.contains("a file already"))
    _ = try ask(service, "fault", .init(unit: "catheter", kind: "disconnection"))
    _ = try ask(service, "advance", .init(milliseconds: 86_400_000))
    #expect(try ask(service, "restore", .init(path: path)) == then)
    #expect(try directory.read("copy") == bytes)
    // It goes on from there, and what it writes is in the pump's own file.
    let later = try ask(service, "advance", .init(milliseconds: 86_400_000))
    #expect(later.strokes == 400 && later.leaked_nl == 0)
    let missing = try failure(service, "restore", .init(path: path + "x"))
    #expect(missing.message.contains("no such file"))
    #expect(try failure(service, "restore", .init(path: "copy")).code == -32602)
    try directory.write(Array("garbage".utf8), to: "copy")
    #expect(try failure(service, "restore", .init(path: path)).message.contains("no pump's state"))
    #expect(try ask(service, "truth") == later)
  }

  @Test(
    arguments: [
      ("{}", "null"), ("[]", "null"), ("7", "null"), (#""x""#, "null"), (#"{"id":5}"#, "5"),
      (#"{"jsonrpc":"2.0","id":6}"#, "6"), (#"{"jsonrpc":"2.0","id":"a","method":3}"#, #""a""#),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"truth"}"#, "null"),
      (#"{"jsonrpc":"2.0","id":9223372036854775808,"method":"truth"}"#, "null"),
      (#"{"jsonrpc":"2.0","id":[],"method":"truth"}"#, "null"),
    ])
  func `what is JSON and no request is told to be, under its id if that can be read`(
    line: String, id: String
  ) throws {
    let text = try #require(try service().answer(line))
    #expect(text.contains(#""code":-32600"#) && text.contains("\"id\":\(id),"), "\(text)")
  }

  @Test(arguments: ["0", "-1", "9223372036854775807", "-9223372036854775808"])
  func `an id is any whole number of 64 bits`(id: String) throws {
    let text = try #require(
      try service().answer(#"{"jsonrpc":"2.0","method":"truth","id":"# + id + "}"))
    #expect(text.contains("\"id\":\(id),") && text.contains("result"), "\(text)")
  }
}
