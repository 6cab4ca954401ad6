import BenchClient
import BenchControl
import Foundation
import PumpPlant
import PumpWorld
import TestLimits
import Testing
import VerbOutput

@testable import PumpSimulator

@Suite(.limited)
struct ControlMessageTests {
  @Test func `an answer has the keys in a fixed order, and always an id`() throws {
    let failed = ControlReply(id: nil, .failed(BenchFailure(.notJSON, "no JSON")))
    #expect(
      try JSONText.text(failed.tree)
        == #"{"error":{"code":-32700,"message":"no JSON"},"id":null,"jsonrpc":"2.0"}"#)
    let named = ControlReply(id: .text("a"), .failed(BenchFailure(.noMethod, "no/method")))
    #expect(
      try JSONText.text(named.tree)
        == #"{"error":{"code":-32601,"message":"no/method"},"id":"a","jsonrpc":"2.0"}"#)
  }

  @Test func `the truth of a new pump`() throws {
    let truth = TruthAnswer(try Samples.setup().newPump())
    #expect(
      try JSONText.text(truth.tree) == """
        {"battery_percent":100,"body":{"has_pump":true,"infused_nl":0,"infused_pg":0,\
        "injected_pg":0},"catheter_nl":272000,"catheter_pg":544000000,"faults":[],\
        "filled_nl":21400000,"head":"contact","leaked_nl":0,"leaked_pg":0,"patient_nl":0,\
        "patient_pg":0,"pocket_nl":0,"power":"on","pump":{"alarms":[],"empty_nl":0,\
        "owed_pg":0,"path_nl":272000,"programmed_pg":0,"reservoir_nl":20000000,"strokes":0,\
        "therapy_time_s":0,\
        "undelivered_pg":0},"pumped_nl":0,"pumped_pg":0,"reservoir_nl":20000000,\
        "reservoir_pg":40000000000,"residual_nl":1400000,"spilled_nl":0,"spilled_pg":0,\
        "strokes":0,"telemetry_nj":0,"therapy_time_s":0,\
        "tones":{"single":0,"two_tone":0},"withdrawn_nl":0}
        """)
  }

  @Test func `the ready line, for people and for programs`() throws {
    var ready = ReadyJSON(
      card: "/c", control: "/s", link: "/l", model: "PL-40", port: "/dev/pts/1", serial: "PL40-X")
    #expect(
      try ready.line(json: false)
        == "ready link=/l port=/dev/pts/1 card=/c control=/s model=PL-40 serial=PL40-X")
    #expect(
      try ready.line(json: true) == """
        {"card":"/c","control":"/s","event":"ready","link":"/l","model":"PL-40",\
        "port":"/dev/pts/1","serial":"PL40-X"}
        """)
    ready.link = nil
    #expect(try ready.line(json: false).hasPrefix("ready port="))
  }
}
