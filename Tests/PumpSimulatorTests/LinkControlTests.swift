import BadLink
import BenchClient
import BenchControl
import Foundation
import PumpText
import PumpWorld
import Quantities
import TestLimits
import Testing

@testable import PumpSimulator

/// What the bench does to the line, without a line.
@Suite(.limited)
struct LinkControlTests {
  private let directory: TemporaryDirectory
  private let service: ControlService

  init() throws {
    directory = try TemporaryDirectory()
    let setup = try Samples.setup()
    let opened = try StateFile.open(directory.file("state"), setup)
    service = ControlService(
      try PumpHost(setup, opened, clock: .manual, Randomness(seed: 1)), BenchLine())
  }

  /// What a line of JSON is answered with.
  private func ask(
    _ method: String, _ parameters: String = "{}"
  ) throws -> (result: LineFaultsAnswer?, error: BenchFailure?) {
    let line = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
    let text = try #require(service.answer(line))
    guard case .object(let reply)? = BenchTree(json: text) else { return (nil, nil) }
    return (
      reply["result"].flatMap { LineFaultsAnswer($0) }, reply["error"].flatMap { BenchFailure($0) }
    )
  }

  private func report(_ method: String, _ parameters: String = "{}") throws -> LineFaultsAnswer {
    let answer = try ask(method, parameters)
    return try #require(answer.result, "\(answer.error?.message ?? "")")
  }

  @Test func `a line begins without a fault, and is not there`() throws {
    let report = try report("link")
    #expect(report.to_pump == report.from_pump)
    #expect(report.to_pump.counts == nil && report.to_pump.faults.loss.partsPerMillion == 0)
    #expect(report.words == "to the pump    no fault\nfrom the pump  no fault\n")
    #expect(!service.line.isThere)
  }

  @Test func `every fault can be set, shown and cleared`() throws {
    let all = """
      {"seed":18446744073709551615,"loss_ppm":1,"duplicate_ppm":2,"reorder_ppm":3,
      "truncate_ppm":4,"burst_ppm":5,"burst_bytes":6,"flip_ppm":7,"merge_ppm":8,"split_ppm":9,
      "latency_ms":10,"jitter_ms":11,"stall_ppm":12,"stall_ms":13,"baud":300}
      """.replacing("\n", with: "")
    let way = try report("link_set", all).to_pump
    #expect(way.seed == .max)
    #expect(
      [
        way.faults.loss.partsPerMillion, way.faults.duplicate.partsPerMillion,
        way.faults.reorder.partsPerMillion, way.faults.truncate.partsPerMillion,
      ] == [1, 2, 3, 4])
    #expect(
      [
        way.faults.burst.partsPerMillion, way.faults.flip.partsPerMillion,
        way.faults.merge.partsPerMillion, way.faults.split.partsPerMillion,
      ] == [5, 7, 8, 9])
    #expect(
      way.faults.burstLength == 6 && way.faults.latency.rawValue == 10
        && way.faults.jitter.rawValue == 11)
    #expect(
      way.faults.stall.partsPerMillion == 12 && way.faults.stallLength.rawValue == 13
        && way.faults.baud == 300)
    #expect(service.line.isThere)
    let shown = try report("link")
    #expect(shown.to_pump == way && shown.from_pump == way)
    for words in [
      "0 writes since it was set, seed 18446744073709551615", "0.0001 % of writes: 0 lost",
      "0.0005 % of writes, up to 6 bytes: 0 bursts", "0.0007 % of bytes: 0 bits turned",
      "10 ms, and up to 11 ms more", "0.0012 % of writes, for 13 ms: 0 stalls",
      "  baud         300\n",
    ] {
      #expect(shown.words.contains(words), "\(shown.words)")
    }
    let half = try report("link_clear", #"{"direction":"to-pump"}"#)
    #expect(half.to_pump.counts == nil && half.from_pump == way)
    let none = try report("link_clear")
    #expect(none.from_pump.counts == nil)
    #expect(try report("link_clear") == none)
  }

  @Test func `what is not named stays as it is`() throws {
    _ = try report("link_set", #"{"loss_ppm":500,"seed":3}"#)
    let both = try report("link_set", #"{"latency_ms":20,"direction":"from-pump"}"#)
    #expect(
      both.from_pump.faults.loss.partsPerMillion == 500
        && both.from_pump.faults.latency.rawValue == 20)
    #expect(
      both.to_pump.faults.loss.partsPerMillion == 500 && both.to_pump.faults.latency.rawValue == 0)
    #expect(both.from_pump.seed == 3 && both.to_pump.seed == 3)
    #expect(try report("link_set", #"{"seed":4}"#).to_pump.seed == 4)
    let less = try report("link_set", #"{"loss_ppm":0}"#)
    #expect(less.to_pump.counts == nil && less.from_pump.faults.latency.rawValue == 20)
  }

  @Test func `a stall has a usual chance, and what is taken away is gone whole`() throws {
    let stall = try report("link_set", #"{"stall_ms":2000}"#).to_pump
    #expect(
      stall.faults.stall.partsPerMillion == 100_000 && stall.faults.stallLength.rawValue == 2000)
    #expect(try report("link_set", #"{"stall_ppm":5}"#).to_pump.faults.stallLength.rawValue == 2000)
    let none = try report("link_set", #"{"stall_ms":0}"#).to_pump
    #expect(
      none.faults.stall.partsPerMillion == 0 && none.faults.stallLength == .zero
        && none.counts == nil)
    _ = try report("link_set", #"{"burst_ppm":9,"burst_bytes":40}"#)
    #expect(try report("link_set", #"{"burst_ppm":0}"#).to_pump.faults.burstLength == 16)
    #expect(try report("link_set", #"{"burst_ppm":9}"#).to_pump.faults.burstLength == 16)
    _ = try report("link_set", #"{"baud":9600}"#)
    #expect(try report("link_set", #"{"baud":0}"#).to_pump.faults.baud == nil)
  }

  @Test(
    arguments: [
      ("{}", -32602, "at least one"), (#"{"loss_ppm":1000001}"#, -32602, "0 to 1000000"),
      (#"{"latency_ms":3600001}"#, -32602, "an hour"), (#"{"burst_bytes":5}"#, -32602, "burst_ppm"),
      (#"{"burst_ppm":5,"burst_bytes":0}"#, -32602, "1 to 4096"),
      (#"{"stall_ppm":5}"#, -32602, "stall_ms"), (#"{"baud":49}"#, -32602, "50 to 4000000"),
      (#"{"loss_ppm":5,"direction":"up"}"#, -32602, "to-pump, from-pump or both"),
      (#"{"loss_ppm":-5}"#, -32602, "a number, 0 to 1000000"),
      (#"{"loss_ppm":"5 %"}"#, -32602, "a number, 0 to 1000000"), ("[5]", -32602, "by their names"),
      (#"{"seed":5}"#, BenchFailure.Code.refused.rawValue, "no difference"),
    ])
  func `what is no fault of a line is refused, and nothing changes`(
    parameters: String, code: Int, words: String
  ) throws {
    _ = try report("link_set", #"{"split_ppm":7,"direction":"to-pump"}"#)
    let before = try report(code == BenchFailure.Code.refused.rawValue ? "link_clear" : "link")
    let failure = try #require(try ask("link_set", parameters).error)
    #expect(failure.code == code && failure.message.contains(words), "\(failure)")
    #expect(try report("link") == before)
  }

  @Test func `an unknown way is refused when clearing, too`() throws {
    let failure = try #require(try ask("link_clear", #"{"direction":"sideways"}"#).error)
    #expect(failure.code == -32602 && failure.message.contains("from-pump"))
  }

  @Test func `bytes pass the line, and with its faults it goes`() throws {
    let line = BenchLine()
    var faults = LinkFaults()
    faults.latency = Milliseconds(rawValue: 50)
    line.set(faults, seed: 1, to: .programmer, at: .zero)
    line.send([1, 2].span, from: .pump, at: .zero)
    line.send([3].span, from: .programmer, at: .zero)
    #expect(line.deadline == .zero && line.counts(to: .programmer).writes == 1)
    #expect(line.deliver(to: .pump, at: .zero) == [3])
    #expect(line.deliver(to: .programmer, at: LinkTime(rawValue: 49)) == nil)
    line.set(.none, seed: 1, to: .programmer, at: LinkTime(rawValue: 49))
    line.tidy()
    #expect(line.isThere, "something is under way")
    #expect(line.deliver(to: .programmer, at: LinkTime(rawValue: 49)) == [1, 2])
    line.tidy()
    #expect(!line.isThere && line.deadline == nil)
  }

  @Test func `when a programmer leaves, its bytes arrive and none come for the next`() {
    let line = BenchLine()
    #expect(line.takeOnLeaving() == [])
    var faults = LinkFaults()
    faults.latency = .seconds(10)
    for end in [.pump, .programmer] as [DuplexLine.End] {
      line.set(faults, seed: 1, to: end, at: .zero)
    }
    line.send([1, 2].span, from: .pump, at: .zero)
    line.send([3].span, from: .programmer, at: .zero)
    line.send([4].span, from: .programmer, at: .zero)
    #expect(line.takeOnLeaving() == [[3], [4]])
    #expect(line.deadline == nil)
    #expect(line.deliver(to: .programmer, at: LinkTime(rawValue: 1 << 40)) == nil)
  }
}

/// What is wrong with a line, as it is typed.
@Suite(.limited)
struct LinkTextTests {
  @Test func `a chance, a length, a burst and a speed have their units`() throws {
    #expect(try LinkText.chance("10%").partsPerMillion == 100_000)
    #expect(try LinkText.chance("50 ppm").partsPerMillion == 50)
    #expect(try LinkText.chance("100 %") == .always && LinkText.chance("0 %") == .never)
    #expect(try LinkText.length("20 ms").rawValue == 20 && LinkText.length("1 h") == .hours(1))
    #expect(try LinkText.burst("16 bytes") == 16 && LinkText.burst("1 byte") == 1)
    #expect(try LinkText.speed("9600") == 9600 && LinkText.speed("300 baud") == 300)
    #expect(try LinkText.speed("unlimited") == 0)
    #expect(try LinkText.read([], LinkText.chance) == nil)
    #expect(try LinkText.read(["20", "ms"], LinkText.length)?.rawValue == 20)
  }

  @Test func `what is none is refused`() {
    for text in ["10", "100.1 %", "-5 %", "ten %", "", "10 ms"] {
      #expect(throws: QuantityError.self, "\(text)") { _ = try LinkText.chance(text) }
    }
    for text in ["20", "61 min", "-1 ms", "0.5 ms", "5 %"] {
      #expect(throws: QuantityError.self, "\(text)") { _ = try LinkText.length(text) }
    }
    for text in ["16", "0 bytes", "4097 bytes", "-1 bytes", "99999999999999999999 bytes", "bytes"] {
      #expect(throws: QuantityError.self, "\(text)") { _ = try LinkText.burst(text) }
    }
    for text in ["0", "49", "4000001", "9600 ms", "fast", "-9600", "9600.5", "4294977296"] {
      #expect(throws: QuantityError.self, "\(text)") { _ = try LinkText.speed(text) }
    }
  }
}
